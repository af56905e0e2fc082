"""Estimators of frequency, amplitude, decay law and asymptote, each with an uncertainty."""

from higgs_num.signals.measured import Measured
from higgs_num.signals.oscillation import Fit, Oscillation, fit, measure
from higgs_num.signals.scaling import PowerLaw, power_law

__all__ = ["Fit", "Measured", "Oscillation", "PowerLaw", "fit", "measure", "power_law"]
