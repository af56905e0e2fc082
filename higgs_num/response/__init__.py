"""Linear response: the exact Abrikosov-Gor'kov theory, and the closure (9) in `closure`."""

from higgs_num.response.continuum import ContinuumEdge, continuum_edge
from higgs_num.response.peaks import Peak, peak
from higgs_num.response.poles import Pole, second_sheet_pole
from higgs_num.response.susceptibility import (
    Spectrum,
    gap_edge,
    inverse_susceptibility,
    phase_inverse_susceptibility,
    spectrum,
    static_inverse_susceptibility,
)
from higgs_num.response.thermal import (
    thermal_inverse_susceptibility,
    thermal_phase_inverse_susceptibility,
    thermal_spectrum,
)
from higgs_num.response.time_domain import TimeResponse, kick_response, step_response

__all__ = [
    "ContinuumEdge",
    "Peak",
    "Pole",
    "Spectrum",
    "TimeResponse",
    "continuum_edge",
    "gap_edge",
    "inverse_susceptibility",
    "kick_response",
    "peak",
    "phase_inverse_susceptibility",
    "second_sheet_pole",
    "spectrum",
    "static_inverse_susceptibility",
    "step_response",
    "thermal_inverse_susceptibility",
    "thermal_phase_inverse_susceptibility",
    "thermal_spectrum",
]
