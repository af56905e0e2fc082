"""Rules of inputs that several solvers share: gaps, rates, saved times, and inputs as JSON."""

from higgs_num.inputs.kinds import Kinds
from higgs_num.inputs.plain import from_plain, to_plain
from higgs_num.inputs.ranges import duration, energy
from higgs_num.inputs.rates import check_rates
from higgs_num.inputs.revival import check_revival, enough_levels
from higgs_num.inputs.settle import settle
from higgs_num.inputs.times import SavedTimes
from higgs_num.inputs.two_gaps import check_band, check_gaps
from higgs_num.inputs.vectors import real_array

__all__ = [
    "Kinds",
    "SavedTimes",
    "check_band",
    "check_gaps",
    "check_rates",
    "check_revival",
    "duration",
    "energy",
    "enough_levels",
    "from_plain",
    "real_array",
    "settle",
    "to_plain",
]
