"""Estimators of frequency, amplitude, decay law and asymptote, each with an uncertainty.

`describe` is the front door: it chooses among the others by itself.
"""

from higgs_num.signals.describe import describe
from higgs_num.signals.description import Decay, Description, Kind, Law
from higgs_num.signals.measured import Measured
from higgs_num.signals.oscillation import Fit, Oscillation, fit, measure
from higgs_num.signals.scaling import PowerLaw, power_law

__all__ = [
    "Decay",
    "Description",
    "Fit",
    "Kind",
    "Law",
    "Measured",
    "Oscillation",
    "PowerLaw",
    "describe",
    "fit",
    "measure",
    "power_law",
]
