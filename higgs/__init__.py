"""The front door: each job of the packages under one name, and nothing loaded before it is used.

    import higgs

    result = higgs.run(higgs.Problem(gap_initial=0.95, gap_final=1.0, rate_s=0.1))

What exists below is the very object, not a copy: `higgs.run` is `higgs_num.quench.run`.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from higgs_sym import __version__

if TYPE_CHECKING:
    from higgs.films import conductivity, film
    from higgs.sweeps import sweep
    from higgs.trajectories import check
    from higgs_num.equilibrium.table import table
    from higgs_num.quench import Problem, run
    from higgs_num.response import peak, spectrum
    from higgs_num.signals import describe
    from higgs_num.steady import steady_state
    from higgs_sym.compare import compare
    from higgs_sym.references import cite
    from higgs_sym.registry import derivation, formula, formulas

__all__ = [
    "Problem",
    "__version__",
    "check",
    "cite",
    "compare",
    "conductivity",
    "derivation",
    "describe",
    "film",
    "formula",
    "formulas",
    "peak",
    "run",
    "spectrum",
    "steady_state",
    "sweep",
    "table",
]

# Where each name is, for `__getattr__`; the imports above say the same to type checkers.
_HOME = {
    "Problem": "higgs_num.quench",
    "check": "higgs.trajectories",
    "cite": "higgs_sym.references",
    "compare": "higgs_sym.compare",
    "conductivity": "higgs.films",
    "derivation": "higgs_sym.registry",
    "describe": "higgs_num.signals",
    "film": "higgs.films",
    "formula": "higgs_sym.registry",
    "formulas": "higgs_sym.registry",
    "peak": "higgs_num.response",
    "run": "higgs_num.quench",
    "spectrum": "higgs_num.response",
    "steady_state": "higgs_num.steady",
    "sweep": "higgs.sweeps",
    "table": "higgs_num.equilibrium.table",
}


if not TYPE_CHECKING:  # to type checkers a name that is not above is none

    def __getattr__(name: str) -> object:
        if name not in _HOME:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = getattr(import_module(_HOME[name]), name)
        globals()[name] = found  # asked for once
        return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
