"""One archive: results declare their arrays and headers once; files, checks, tables follow."""

from higgs_num.results.archived import Archived, declaring
from higgs_num.results.codecs import NUMBER, OPTIONAL_NUMBER, TEXT, TEXTS, Codec, json_of
from higgs_num.results.content import Quantity
from higgs_num.results.fields import Labels, array, composed, header, series
from higgs_num.results.listing import listing
from higgs_num.results.series import Curve, Series
from higgs_num.results.units import ENERGY, ENERGY_SQUARED, ONE, TIME
from higgs_num.results.window import within

__all__ = [
    "ENERGY",
    "ENERGY_SQUARED",
    "NUMBER",
    "ONE",
    "OPTIONAL_NUMBER",
    "TEXT",
    "TEXTS",
    "TIME",
    "Archived",
    "Codec",
    "Curve",
    "Labels",
    "Quantity",
    "Series",
    "array",
    "composed",
    "declaring",
    "header",
    "json_of",
    "listing",
    "series",
    "within",
]
