import math

import numpy as np
import pytest

from higgs_num.levels.panels import gathered
from higgs_num.levels.stretch import Stretch


def test_few_levels_are_left_as_they_are() -> None:
    points, weights = gathered(Stretch(10.0, 100.0, 1.0, math.inf, 56.0), 700)
    np.testing.assert_allclose(points, (np.arange(700) + 0.5) * 10.0 / 700, rtol=1e-15)
    assert np.all(weights == 1.0)


@pytest.mark.parametrize("edge", [math.inf, 2e-5])
def test_few_points_sum_like_millions_of_levels(edge: float) -> None:
    half, stretch = 500_000, Stretch(10.0, 30.0, 0.1, edge, 56.0)
    points, weights = gathered(stretch, half)
    assert points.size < 20 * stretch.nodes
    levels = (np.arange(half) + 0.5) * 10.0 / half
    # The polynomials that the rule has to sum, up to degree 2 n.
    for share in (0.1, 0.5, 0.9, 1.0):
        degree = round(2 * stretch.nodes * share)

        def values(eps: np.ndarray, degree: int = degree) -> np.ndarray:
            return np.cos(degree * (stretch.angle(eps) + math.pi / 2.0))

        gathered_sum = math.fsum(weights * values(points))
        # Round-off of an angle times the degree, in every term, and of half a million terms.
        assert abs(gathered_sum - math.fsum(values(levels))) < 1e-12 * half
