"""What can be swept: one kind of computation a file."""

from importlib import import_module

from higgs_num.sweeps.kinds.kind import Kind, Output, Parameter
from higgs_num.sweeps.kinds.kinetic import KINETIC
from higgs_num.sweeps.kinds.mode import MODE
from higgs_num.sweeps.kinds.oracle import ORACLE
from higgs_num.sweeps.kinds.quench import QUENCH
from higgs_num.sweeps.kinds.response import RESPONSE
from higgs_num.sweeps.kinds.steady import STEADY
from higgs_sym.ground.errors import ArgumentError, one_of

KINDS: dict[str, Kind] = {
    one.name: one for one in (QUENCH, KINETIC, STEADY, RESPONSE, MODE, ORACLE)
}

__all__ = ["KINDS", "Kind", "Output", "Parameter", "kind"]


def kind(name: str) -> Kind:
    """Return a kind by its name: one of `KINDS`, or a `Kind` of your own as "module:NAME".

    Workers must be able to import that module.

    Raises
    ------
    ArgumentError
        If there is none of that name.
    """
    if isinstance(name, str) and ":" in name:
        return _own(name)
    return KINDS[one_of("kind", name, KINDS)]


def _own(name: str) -> Kind:
    module, attribute = name.split(":", 1)
    try:
        found = getattr(import_module(module), attribute, None)
    except ImportError as error:
        raise ArgumentError("kind", f"be importable ({error})", name) from None
    if not isinstance(found, Kind):
        raise ArgumentError("kind", "be a `Kind` in that module", name)
    return found
