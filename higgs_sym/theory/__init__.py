"""One chapter a file; the only place where an expression is written down."""

from importlib import import_module
from types import ModuleType

CHAPTERS = (
    "conventions",
    "equilibrium",
    "threshold",
    "thermodynamics",
    "clean_motion",
    "sources",
    "lax",
    "steady",
    "volkov_kogan",
    "closure_mode",
    "response",
)


def chapters() -> tuple[ModuleType, ...]:
    """Import and return the chapters, in reading order."""
    return tuple(import_module(f"{__name__}.{name}") for name in CHAPTERS)
