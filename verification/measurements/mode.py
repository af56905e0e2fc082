"""The undamped mode of (9) in a trajectory, beside the edge of the continuum."""

from collections.abc import Callable

from higgs_num.quench import Result
from higgs_num.response.closure import closure_mode
from higgs_num.signals import Fit, Measured, Oscillation, measure
from verification.lab import Lab
from verification.measurements.quenches import small

WINDOWS = ((200.0, 800.0), (300.0, 1000.0), (300.0, 1200.0), (400.0, 1200.0))


def fitted_mode(
    result: Result,
    *quantities: Callable[[Fit], float],
    fit_frequency: bool = True,
    fit_power: bool = False,
) -> tuple[Measured, ...]:
    """Fit mean + mode + continuum edge t^-3/2 cos(2 mean t + ...), two orders more.

    Mode and edge belong to the gap about which Delta(t) oscillates, so a first fit finds the mean.
    The mode starts from (or, without `fit_frequency`, is kept at) the pole of the linearised (9)
    at that mean gap.
    """
    p = result.problem
    mean = p.gap_final
    levels = p.grid.folded()
    for _ in range(2):
        start = closure_mode(levels, mean, p.rate_s, p.rate_u)
        model = (
            Oscillation(start, 0.0, fit_frequency=fit_frequency, fit_power=fit_power),
            Oscillation(2.0 * mean, 1.5, corrections=2),
        )
        found = measure(result.time, result.gap, model, WINDOWS, lambda f: f.mean, *quantities)
        mean = found[0].value
    return found[1:]


def small_quench_mode(
    lab: Lab, rate_s: float, rate_u: float = 0.0
) -> tuple[Result, Measured, Measured]:
    """Return the trajectory after a small quench, the frequency of its mode and its mean gap."""
    run = small(lab, rate_s=rate_s, rate_u=rate_u)

    def fitted() -> tuple[Measured, Measured]:
        frequency, mean = fitted_mode(run, lambda f: f.components[0].frequency, lambda f: f.mean)
        return frequency, mean

    return run, *lab.shared(("mode of a small quench", rate_s, rate_u), fitted)
