"""What can be swept: one kind of computation a file."""

from higgs_num.sweeps.kinds.kind import Kind, Output, Parameter
from higgs_num.sweeps.kinds.kinetic import KINETIC
from higgs_num.sweeps.kinds.mode import MODE
from higgs_num.sweeps.kinds.oracle import ORACLE
from higgs_num.sweeps.kinds.quench import QUENCH
from higgs_num.sweeps.kinds.response import RESPONSE
from higgs_num.sweeps.kinds.steady import STEADY
from higgs_sym.ground.errors import one_of

KINDS: dict[str, Kind] = {
    one.name: one for one in (QUENCH, KINETIC, STEADY, RESPONSE, MODE, ORACLE)
}

__all__ = ["KINDS", "Kind", "Output", "Parameter", "kind"]


def kind(name: str) -> Kind:
    """Return a kind by its name, or raise `ArgumentError`."""
    return KINDS[one_of("kind", name, KINDS)]
