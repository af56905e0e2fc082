"""Until when evenly spaced levels stand for a continuum."""

import math

from higgs_sym.ground.errors import ArgumentError, told


def check_revival(t_max: float, revival: float, remedy: str) -> None:
    """Raise `ArgumentError` if `t_max` exceeds the time at which the levels rephase.

    `remedy` tells in a few words which levels would do; the message ends with it.
    """
    if t_max > revival:
        raise ArgumentError(
            "t_max",
            f"be <= {told(revival)}, where the level spacing makes Delta(t) revive ({remedy})",
            t_max,
        )


def enough_levels(cutoff: float, t_max: float) -> int:
    """Return an even number of levels in [-cutoff, cutoff] that do not revive up to `t_max`."""
    # One pair more than t_max * spacing <= pi asks for, so that rounding does not undo it.
    return 2 * math.ceil(cutoff * t_max / math.pi + 1)
