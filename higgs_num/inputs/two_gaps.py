"""The gaps of a quench and the cutoff of its levels."""

from typing import Any

from higgs_num.inputs.ranges import energy
from higgs_sym.ground.errors import ArgumentError, told

# Of either gap in the other: further apart, squares of what is small are lost beside the large.
WIDEST_RATIO = 1e20


def check_gaps(gap_initial: Any, gap_final: Any) -> tuple[float, float]:
    """Return both gaps, or raise `ArgumentError` unless they are energies that can be compared."""
    initial, final = energy("gap_initial", gap_initial), energy("gap_final", gap_final)
    if not final / WIDEST_RATIO <= initial <= final * WIDEST_RATIO:
        rule = f"lie within a factor of {WIDEST_RATIO:g} from gap_final, {told(final)}"
        raise ArgumentError("gap_initial", rule, initial)
    return initial, final


def check_band(cutoff: Any, largest: float) -> float:
    """Return the cutoff of equally spaced levels, or raise `ArgumentError` unless it is > a gap."""
    reach = energy("cutoff", cutoff)
    if reach <= largest:
        raise ArgumentError("cutoff", f"be > the larger gap, {told(largest)}", reach)
    return reach
