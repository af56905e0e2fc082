"""What a trajectory is held against: one kind of exact statement a file."""

from higgs_num.foreign.checks.clean import (
    APPROACH,
    ASYMPTOTE,
    DECAY,
    FREQUENCY,
    VOLKOV_KOGAN,
    WAVE,
)
from higgs_num.foreign.checks.conserved import CONSERVED
from higgs_num.foreign.checks.disordered import CLOSURE_MODE, EXACT_RESPONSE
from higgs_num.foreign.checks.start import LEVELS, START
from higgs_num.foreign.checks.whole import TRAJECTORY

CHECKS = (
    LEVELS,
    START,
    TRAJECTORY,
    ASYMPTOTE,
    FREQUENCY,
    APPROACH,
    VOLKOV_KOGAN,
    WAVE,
    DECAY,
    CONSERVED,
    CLOSURE_MODE,
    EXACT_RESPONSE,
)

__all__ = ["CHECKS", "TRAJECTORY"]
