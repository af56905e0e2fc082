"""What a Gauss rule costs before it is made."""

from higgs_num.inputs.effort import Effort

SECONDS = 1e-7  # for each pair of nodes, measured for 1,000 to 8,000 of them
MEMORY = 2000.0  # bytes for each node: points, tables, components of vectors


def effort_of_rule(nodes: int) -> Effort:
    """Return the estimate for a rule of so many nodes: it grows as their square."""
    return Effort(SECONDS * nodes**2, MEMORY * nodes, f"a Gauss rule of {nodes:,} nodes")
