"""How a trajectory without an undamped mode decays."""

from higgs_num.quench import Result
from higgs_num.signals import Measured, Oscillation, measure

Windows = tuple[tuple[float, float], ...]

# 1/tau_u and windows behind the crossover at t = Delta tau_u^2.
LATE = ((0.5, ((100.0, 400.0), (200.0, 800.0), (400.0, 1200.0))),
        (1.0, ((100.0, 400.0), (200.0, 800.0), (400.0, 1200.0))))  # fmt: skip


def decay_law(result: Result, windows: Windows) -> tuple[Measured, Measured]:
    """Return exponent and frequency/(2 mean) of t^-p cos(w t + phase), p and w free.

    No correction in 1/t: with it the exponent would be free to move by one. The drift of the
    exponent from window to window shows what the corrections do.
    """
    model = Oscillation(2.0, 1.0, fit_frequency=True, fit_power=True)
    power, frequency = measure(
        result.time,
        result.gap,
        [model],
        windows,
        lambda f: f.components[0].power,
        lambda f: f.components[0].frequency / (2.0 * f.mean),
    )
    return power, frequency
