"""The derivations: one chain a file, each a function of the book of formulas."""

from collections.abc import Callable
from importlib import import_module

from higgs_sym.derivation import Book, Derivation

CHAINS = (
    "rates",
    "clean_motion",
    "equilibrium",
    "threshold",
    "thermodynamics",
    "volkov_kogan",
    "lax",
    "steady",
    "closure_mode",
    "response",
    "keldysh",
)


def chains() -> tuple[Callable[[Book], Derivation], ...]:
    """Import and return the chains, in reading order."""
    return tuple(import_module(f"{__name__}.{name}").chain for name in CHAINS)
