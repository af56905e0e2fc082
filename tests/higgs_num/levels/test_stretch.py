import dataclasses
import math

import numpy as np
import pytest

from higgs_num.levels.stretch import Stretch

STRETCHES = [
    Stretch(10.0, 300.0, 0.95, math.inf, 56.0),
    Stretch(10.0, 0.5, 0.01, 1e-5, 56.0),
    Stretch(4.0, 20.0, 3.0, math.inf, 32.0),
]


@pytest.mark.parametrize("stretch", STRETCHES)
def test_energy_inverts_angle_and_keeps_the_ends(stretch: Stretch) -> None:
    low = np.geomspace(1e-4, 0.5, 100) * stretch.cutoff
    eps = np.concatenate([low, stretch.cutoff - low[-2::-1]])
    angle = stretch.angle(eps)
    assert np.all(np.diff(angle) > 0.0)
    # Round-off of an angle of order one.
    np.testing.assert_allclose(stretch.energy(angle), eps, rtol=0.0, atol=1e-14 * stretch.cutoff)
    ends = stretch.angle(np.array([0.0, stretch.cutoff]))
    np.testing.assert_allclose(ends, [-math.pi / 2.0, math.pi / 2.0], rtol=1e-14)


def test_far_from_all_scales_nodes_are_as_dense_as_the_band_limit() -> None:
    stretch = Stretch(10.0, 1000.0, 0.1, math.inf, 40.0)
    eps = np.array([5.0, 5.1])
    nodes = float(np.diff(stretch.angle(eps))[0]) / math.pi * stretch.nodes
    band = 0.1 * 1000.0 / math.pi
    # What the gap and the ends, half the range away, still add: some efolds over the phase.
    assert band < nodes < 1.01 * band


def test_scales_cost_nodes_as_their_logarithm() -> None:
    def nodes(gap: float) -> int:
        return dataclasses.replace(STRETCHES[0], gap=gap).nodes

    assert nodes(1e-2) - nodes(1e-1) == pytest.approx(nodes(1e-3) - nodes(1e-2), abs=1)
    # efolds/pi^2 for each factor of e, and somewhat more for the ends of a longer phase.
    assert nodes(1e-3) - nodes(1e-2) == pytest.approx(56.0 / math.pi**2 * math.log(10.0), abs=1)
