"""Integrals over the vertical branch against scipy's quadrature of the kernels themselves."""

from itertools import pairwise

import numpy as np
import pytest
from scipy.integrate import quad

from higgs_num.kinetic import Band
from higgs_num.kinetic.bands import chain_of
from higgs_num.kinetic.rest import Rest
from higgs_num.kinetic.vertical import Vertical


def _row(tau: np.ndarray) -> np.ndarray:
    """Return something like a self-energy along the branch: it decays, and turns."""
    return np.exp(-0.8 * tau) * np.cos(1.3 * tau + 0.2)


@pytest.mark.parametrize(
    ("rate_s", "temperature"), [(0.2, 0.0), (1.5, 0.0), (0.2, 0.3), (0.0, 0.1)]
)
def test_matrices_integrate_the_kernels(rate_s: float, temperature: float) -> None:
    rest = Rest.of(chain_of(Band.SEMICIRCLE, 3.0, rate_s, 0.1, 1), 1.0, temperature)
    vertical = Vertical.of(rest)
    end = rest.vertical_end

    def P(tau: float) -> float:
        return float(rest.vertical(np.array([tau]))[0][0, 0])

    def M(tau: float) -> float:
        return float(rest.vertical(np.array([tau]))[1][0, 0])

    kernels = {
        "A_from_A": lambda s, at: P(s - at) if s > at else -M(at - s),
        "A_from_B": lambda s, at: M(s + at),
        "B_from_A": lambda s, at: P(s + at),
        "B_from_B": lambda s, at: M(s - at) if s > at else -P(at - s),
    }
    values = _row(vertical.tau)
    stop = min(end, 45.0)  # there the row is exp(-36)
    for at_least in (0.01, 0.5, 3.0):
        place = int(np.searchsorted(vertical.tau, at_least))
        if place == vertical.tau.size:
            continue
        at = float(vertical.tau[place])
        for name, kernel in kernels.items():
            cuts = sorted({0.0, *(c for c in (0.1, at, 1.0, 4.0, 15.0) if c < stop), stop})
            expected = sum(
                quad(
                    lambda s, at=at, kernel=kernel: float(_row(np.asarray(s))) * kernel(s, at),
                    a, b, epsabs=1e-12, epsrel=1e-11,
                )[0]
                for a, b in pairwise(cuts)
            )  # fmt: skip
            matrix = getattr(vertical, name)[0]
            # Interpolation of the row on doubling panels of 12 points: a phase of 2 and a decay
            # of 2 on the widest that matters, some 1e-10; the quadratures themselves 1e-11.
            assert values @ matrix[:, place] == pytest.approx(expected, abs=1e-9), name


def test_nodes_integrate_over_the_branch() -> None:
    rest = Rest.of(chain_of(Band.SEMICIRCLE, 3.0, 0.2, 0.0, 1), 1.0)
    vertical = Vertical.of(rest)
    # int exp(-tau) over [0, end] = 1 to the last digit; panels as above
    assert vertical.weights @ np.exp(-vertical.tau) == pytest.approx(1.0, abs=1e-10)
    particle, hole = rest.vertical(vertical.tau)
    np.testing.assert_array_equal(vertical.particle, particle.T)
    np.testing.assert_array_equal(vertical.hole, hole.T)
