"""From a formula to a function: a table of (printer, namespace, wrapper), one row a backend."""

from higgs_sym.backends.build import BACKENDS, GeneratedFunction, build
from higgs_sym.backends.printer import BackendGapError

__all__ = ["BACKENDS", "BackendGapError", "GeneratedFunction", "build"]
