"""The answer of (9) to a small quench against the two integrands of the registry."""

import numpy as np
import pytest

from higgs_num.equilibrium.pseudospins import pseudospins
from higgs_num.levels import Levels
from higgs_num.response.closure import small_quench
from higgs_sym.registry import formula


@pytest.mark.parametrize(("rate_s", "rate_u"), [(0.4, 0.0), (0.6, 0.2)])
def test_small_quench(rate_s, rate_u):
    levels = Levels.uniform(8.0, 600)
    found = small_quench(levels, 1.0, rate_s, rate_u)
    eps = levels.energies
    spins = pseudospins(eps, 1.0, rate_s, rate_u)
    # Central differences extrapolated once: error h^4 = 1e-12 times a fifth derivative.
    changes = []
    for h in (1e-3, 2e-3):
        up, down = (pseudospins(eps, 1.0 + sign * h, rate_s, rate_u) for sign in (1, -1))
        changes.append([(up.Sx - down.Sx) / (2 * h), (up.Sz - down.Sz) / (2 * h)])
    dSx, dSz = (4.0 * np.array(changes[0]) - np.array(changes[1])) / 3.0
    inverse = formula("closure_mode.laplace_integrand").lambdify("mpmath").kernel
    drive = formula("closure_mode.drive_integrand").lambdify("mpmath").kernel

    def total(kernel, p, *parts):
        columns = zip(eps.tolist(), *(part.tolist() for part in parts), strict=True)
        return complex(sum(8.0 / 300 * kernel(e, p, 1, *rest) for e, *rest in columns))

    def D(p):
        return total(inverse, p, spins.Sx, spins.Sz)

    def drive_sum(p):
        return total(drive, p, dSx, dSz)

    assert found.mean == pytest.approx((drive_sum(1e-9) / D(1e-9)).real, rel=1e-9)
    p, h = 1j * found.frequency, 1e-4j
    assert abs(D(p)) < 1e-9  # the mode: D has slope of order 10 and the root 1e-15
    # The pole is a distance z^2 from the branch point; the slope to h^4/z^8 by five points.
    slope = (8 * (D(p + h) - D(p - h)) - (D(p + 2 * h) - D(p - 2 * h))) / (12 * h)
    assert found.amplitude == pytest.approx(2 * abs(drive_sum(p) / (p * slope)), rel=1e-6)
