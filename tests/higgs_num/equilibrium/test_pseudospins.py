import math

import mpmath as mp
import numpy as np
import pytest

from higgs_num.equilibrium.pseudospins import norm, pseudospins, w
from higgs_sym.ground.errors import ArgumentError
from tests.higgs_num.equilibrium import definition

ULP = 2.0**-52
# Stated accuracy of the float64 path is 4 ulp; |value - exact| <= 4 * 2^-52 * |exact|.
FOUR_ULP = 4 * ULP

# gap, rate_s, rate_u: clean, spin-flip, nonmagnetic, both, edge of gaplessness, gapless
STATES = [
    (1.0, 0.0, 0.0),
    (0.7, 0.07, 0.0),
    (1.0, 0.999, 0.0),
    (1.0, 0.0, 10.0),
    (2.0, 0.6, 4.0),
    (1.0, 1.0, 0.0),
    (1.0, 1.0001, 0.3),
    (0.3, 1.0, 0.0),
    (1.0, 10.0, 10.0),
    (0.01, 0.0, 1.0),
]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("x", [-1e-8, 1e-3, 0.9, -3.3, 40.0, -1e8])
def test_matches_the_definition(state, x):
    eps = x * state[0]
    ours = pseudospins(eps, *state)
    for value, expected in zip(
        (ours.Sx, ours.Sz, ours.W), definition.pseudospins(eps, *state), strict=True
    ):
        assert abs(mp.mpf(float(value)) / expected - 1) <= FOUR_ULP


@pytest.mark.parametrize("state", STATES)
def test_both_branches_meet_where_they_are_switched(state):
    # The values on the two sides of any switch differ by 4 ulp each side plus the true slope,
    # below 1 in d ln S/d ln x, over a step of 1e-13.
    x = np.geomspace(0.5, 200.0, 4000) * state[0]
    for part in ("Sx", "Sz", "W"):
        left = getattr(pseudospins(x, *state), part)
        right = getattr(pseudospins(x * (1 + 1e-13), *state), part)
        np.testing.assert_allclose(left, right, rtol=3e-13, atol=0)


def test_clean_limit_is_the_bcs_state():
    eps = np.linspace(-20.0, 20.0, 401)
    state = pseudospins(eps, 1.3)
    E = np.hypot(eps, 1.3)
    # 4 ulp of the state, 1 ulp each of hypot and of the quotient
    np.testing.assert_allclose(state.Sx, 1.3 / E, rtol=6 * ULP, atol=0)
    np.testing.assert_allclose(state.Sz, -eps / E, rtol=6 * ULP, atol=0)
    np.testing.assert_allclose(norm(eps, 1.3), 1.0, rtol=6 * ULP, atol=0)
    # w -> asinh(x)/(pi x)
    x = eps[eps != 0] / 1.3
    np.testing.assert_allclose(
        w(eps[eps != 0], 1.3), np.arcsinh(x) / (np.pi * x), rtol=8 * ULP, atol=0
    )


@pytest.mark.parametrize("state", STATES)
def test_equilibrium_identity(state):
    Delta, rate_s, rate_u = state
    eps = np.concatenate([np.geomspace(1e-6, 1e6, 200), [0.0]])
    s = pseudospins(eps, *state)
    left = eps * s.Sx + Delta * s.Sz
    right = -eps * s.W * (rate_s - rate_u) / (2 * np.hypot(eps, Delta))
    # Terms of both sides are at most eps S^x + Delta |S^z|; each is good to 4 ulp.
    np.testing.assert_array_less(
        np.abs(left - right), 10 * ULP * (eps * s.Sx + Delta * np.abs(s.Sz)) + 1e-300
    )


@pytest.mark.parametrize("state", STATES)
def test_parity_and_the_fermi_level(state):
    eps = np.geomspace(1e-9, 1e9, 100)
    plus, minus = pseudospins(eps, *state), pseudospins(-eps, *state)
    np.testing.assert_array_equal(plus.Sx, minus.Sx)
    np.testing.assert_array_equal(plus.Sz, -minus.Sz)
    np.testing.assert_array_equal(plus.W, minus.W)
    at = pseudospins(0.0, *state)
    assert at.Sz == 0.0
    near = pseudospins(1e-12 * state[0], *state)  # corrections are of order x^2 = 1e-24
    assert float(at.Sx) == pytest.approx(float(near.Sx), rel=ULP)
    assert float(at.W) == pytest.approx(float(near.W), rel=ULP)


def test_any_shape_and_stride():
    eps = np.linspace(-30.0, 30.0, 6000).reshape(20, 30, 10)
    whole = pseudospins(eps, 1.0, 0.2, 0.1)
    assert whole.Sx.shape == eps.shape
    strided = pseudospins(eps[::-2, 3::4, ::3], 1.0, 0.2, 0.1)
    np.testing.assert_array_equal(strided.Sx, whole.Sx[::-2, 3::4, ::3])
    np.testing.assert_array_equal(strided.Sz, whole.Sz[::-2, 3::4, ::3])
    np.testing.assert_array_equal(strided.W, whole.W[::-2, 3::4, ::3])
    assert pseudospins(2.0, 1.0).Sx.shape == ()
    assert pseudospins(np.empty((0, 3)), 1.0).W.shape == (0, 3)


def test_only_ratios_matter():
    eps = np.linspace(0.0, 9.0, 50)
    one, other = pseudospins(eps, 1.0, 0.25, 0.5), pseudospins(4 * eps, 4.0, 1.0, 2.0)
    np.testing.assert_array_equal(one.Sx, other.Sx)
    np.testing.assert_array_equal(one.Sz, other.Sz)
    np.testing.assert_array_equal(one.W, other.W)


def test_far_from_the_fermi_level_nothing_overflows():
    state = pseudospins([1e200, -1e300], 1.0, 0.5)
    np.testing.assert_allclose(state.Sz, [-1.0, 1.0], rtol=FOUR_ULP)
    assert state.Sx[0] == pytest.approx(1e-200, rel=1e-15)


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ((1.0, 0.0), "Delta"),
        ((1.0, -1.0), "Delta"),
        ((1.0, math.nan), "Delta"),
        ((1.0, 1.0, -0.1), "rate_s"),
        ((1.0, 1.0, 0.1, -0.1), "rate_u"),
        ((1.0, 1.0, math.inf), "rate_s"),
        (([1.0, math.nan], 1.0), "eps"),
        (("one", 1.0), "eps"),
        ((1e300, 1e-300), "Delta"),
        ((1.0, 1.0, 0.0, 1e5), "rate_u"),
    ],
)
def test_bad_arguments_are_named(arguments, name):
    with pytest.raises(ArgumentError, match=f"`{name}`"):
        pseudospins(*arguments)
