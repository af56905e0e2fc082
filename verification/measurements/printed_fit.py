"""The fit that is printed in the caption of Fig. 3(b), made to our own trajectories."""

import math

from higgs_num.quench import Result
from higgs_num.signals import Oscillation, fit

# As printed: Delta_0 - zeta [A + B cos(2 Delta_0 t + phi)].
A, B, PHI = 0.39, 0.01, 0.25 * math.pi
WINDOW = (100.0, 250.0)


def printed_fit(run: Result) -> tuple[float, float, float, float]:
    """Return A, B, phi of Delta_0 - zeta [A + B cos(w t + phi)] and w/(2 Delta_0).

    Delta_0 = gap_final. The frequency is free: at 2 Delta_0, as printed, the fit is out of phase
    within the window, since Delta(t) oscillates about a smaller gap.
    """
    p = run.problem
    zeta = p.rate_s / p.gap_final
    t, gap = run.window(*WINDOW)
    found = fit(t, gap, [Oscillation(2.0 * float(gap.mean()), fit_frequency=True)])
    mode = found.components[0]
    # The printed sign: -zeta B cos(... + phi).
    phase = (mode.phase + 2.0 * math.pi) % (2.0 * math.pi) - math.pi
    ratio = mode.frequency / (2.0 * p.gap_final)
    return (p.gap_final - found.mean) / zeta, mode.amplitude / zeta, phase, ratio
