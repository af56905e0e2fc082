"""The self-consistent Born theory against what it averages: random matrices, N to infinity."""

import numpy as np
import pytest

from higgs_num import oracle
from higgs_num.kinetic import Band
from tests.higgs_num.kinetic.quenches import solved


@pytest.mark.slow
@pytest.mark.parametrize(
    ("initial", "rate_s", "rate_u"),
    [(0.7, 0.3, 0.0), (0.5, 0.2, 0.4), (0.9, 0.2, 0.0), (0.1, 0.2, 0.0)],
)
def test_random_matrices_extrapolate_to_it(initial: float, rate_s: float, rate_u: float) -> None:
    W, t_max = 3.0, 10.0
    exact = solved(
        1e-6, initial, 1.0, rate_s, rate_u, W, band=Band.FLAT, depth=16, t_max=t_max,
        save_every=0.25,
    )  # fmt: skip
    results = [
        oracle.simulate(
            oracle.Ensemble(
                initial, 1.0, rate_s, rate_u, W, levels=levels, realisations=16, t_max=t_max,
                step=0.125,
            ),
            workers=2,
        )
        for levels in (80, 120, 180, 260)
    ]  # fmt: skip
    found = oracle.extrapolate(results)
    difference = found.gap - exact.gap
    # A chain of 16 sites misses the flat band by some 1e-4 beside the statistical error; 81 times,
    # most of them correlated: five standard errors for the largest, 1.5 in the mean square.
    error = np.hypot(found.standard_error, 1e-4)
    assert np.max(np.abs(difference) / error) < 5.0
    assert np.sqrt(np.mean((difference / error) ** 2)) < 1.5
    # It is a comparison: errors are much smaller than what happens.
    assert np.max(found.standard_error) < 0.02 * np.ptp(exact.gap)
