"""Both splittings against Taylor series of the printed equations in extended precision."""

from typing import Any

import mpmath
import numpy as np
import pytest

from higgs_num.quench import Composition, MultiProduct, Problem, run
from tests.higgs_num.quench import taylor
from tests.higgs_num.quench.taylor import Equations, extended

pytestmark = pytest.mark.skipif(
    not taylor.HAS_EXTENDED, reason="numpy has no 80-bit numbers on this platform"
)

TIMES = np.arange(161) / 4.0
# Hundreds of steps with a round-off of 1e-19 of each number, which are below 3.
EXACT = 1e-16
QUENCHES = {"weak": 0.95, "strong": 0.3, "III": 0.1}


def without_impurities(**changed: Any) -> Equations:
    n = 2
    plain: dict[str, Any] = {
        "eps": np.zeros(n), "weights": np.zeros(n), "half_lambda": 0.0, "gap_steady": 1.0,
        "cos_theta": np.zeros(n), "sin_theta": np.zeros(n), "W": np.zeros(n),
        "rate_s": 0.0, "rate_u": 0.0,
    }  # fmt: skip
    return Equations(**{name: extended(value) for name, value in {**plain, **changed}.items()})


def test_the_series_precess_about_a_constant_field() -> None:
    """A level at eps = 0 with S along x stays and gives Delta; the other precesses about it."""
    equations = without_impurities(eps=[0.0, 1.3], weights=[1.0, 0.0], half_lambda=0.5)
    start = extended([[1.5, 0.3], [0.0, -0.2], [0.0, 0.7]])
    gap, S = taylor.solve(equations, start, TIMES)
    assert np.all(gap == extended(0.75))
    with mpmath.workdps(30):
        field = mpmath.matrix([2 * mpmath.mpf("0.75"), 0, -2 * mpmath.mpf(1.3)])
        size = mpmath.norm(field)
        axis = field / size
        spin = mpmath.matrix([mpmath.mpf(float(s)) for s in start[:, 1]])
        a, b, c = axis
        cross = mpmath.matrix([[0, -c, b], [c, 0, -a], [-b, a, 0]]) * spin
        along = axis * (axis.T * spin)[0]
        angle = size * TIMES[-1]
        exact = along + (spin - along) * mpmath.cos(angle) + cross * mpmath.sin(angle)
        off = [abs(mpmath.mpf(str(s)) - e) for s, e in zip(S[:, 1], exact, strict=True)]
    assert max(off) < EXACT


def test_the_series_follow_oscillating_sources() -> None:
    """Without Delta a level at eps = 0 integrates its sources: y' = 2 r C, z' = 2 r G."""
    rate, sine, Ds = 0.125, 0.6, 0.75
    equations = without_impurities(gap_steady=Ds, rate_s=rate, sin_theta=[sine, sine])
    start = extended([[0.5, 0.5], [0.25, 0.25], [0.0, 0.0]])
    _, S = taylor.solve(equations, start, TIMES)
    angle = extended(2.0 * Ds * TIMES[-1])
    size = extended(rate) * extended(sine) / extended(Ds)
    expected = [extended(0.5), extended(0.25) + size * np.sin(angle), size * (1 - np.cos(angle))]
    for found, exact in zip(S[:, 0], expected, strict=True):
        assert abs(found - exact) < EXACT


def test_the_series_follow_constant_sources() -> None:
    """Without Delta x and y turn about (c/2eps, 0), c the constant source of y."""
    eps, r_s, r_u, W, cosine, Ds = 0.875, 0.25, 0.125, 0.5, 0.75, 0.5
    equations = without_impurities(
        eps=[eps, eps], gap_steady=Ds, rate_s=r_s, rate_u=r_u, W=[W, W], cos_theta=[cosine] * 2
    )
    start = extended([[0.5, 0.5], [0.25, 0.25], [-1.0, -1.0]])
    _, S = taylor.solve(equations, start, TIMES)
    E = np.hypot(extended(eps), extended(Ds))
    c = eps / E * (-(r_s - r_u) * (W - cosine) - 2.0 * r_s * cosine + (r_s + r_u) * cosine)
    angle = extended(2.0 * eps * TIMES[-1])
    middle = c / (2 * extended(eps))
    x = middle + (start[0, 0] - middle) * np.cos(angle) + start[1, 0] * np.sin(angle)
    y = start[1, 0] * np.cos(angle) - (start[0, 0] - middle) * np.sin(angle)
    assert abs(S[0, 0] - x) < EXACT
    assert abs(S[1, 0] - y) < EXACT
    assert S[2, 0] == -1.0


@pytest.mark.parametrize("closure", ["static", "odd"])
@pytest.mark.parametrize("quench", QUENCHES)
def test_the_splittings_agree_with_the_series(quench: str, closure: Any) -> None:
    """Up to the revival, at 25; phase III amplifies errors, so it is the hardest."""
    problem = Problem(
        QUENCHES[quench], 1.0, rate_s=0.1, closure=closure,
        levels=160, t_max=24.0, save_every=0.25,
    )  # fmt: skip
    gap, S = taylor.solve(*Equations.of(problem), problem.times)
    for stepper in (
        MultiProduct(order=14, longest_step=1.0 / 16.0),
        Composition(order=8, longest_step=1.0 / 96.0),
    ):
        result = run(problem, stepper, compress=False)
        # Measured: 4e-14 (weak) to 2e-12 (III), the order-8 composition by its step, the other
        # by round-off; single levels, which sums average out, up to five times that.
        assert np.max(np.abs(result.gap - gap)) < 1e-11
        assert np.max(np.abs(result.final_spins - S)) < 5e-11
