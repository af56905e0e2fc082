"""Formulas of others against those of the registry: proved, equal on balls, or how they differ."""

from higgs_sym.compare.compare import Compared, Counterexample, compare
from higgs_sym.compare.identities import IDENTITIES, Held, check_identities
from higgs_sym.compare.reading import read_expression

__all__ = [
    "IDENTITIES",
    "Compared",
    "Counterexample",
    "Held",
    "check_identities",
    "compare",
    "read_expression",
]
