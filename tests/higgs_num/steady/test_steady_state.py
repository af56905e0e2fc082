import math

import mpmath as mp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from higgs_num.steady import lax, steady_state
from higgs_sym.ground.errors import ArgumentError
from higgs_sym.registry import formula
from tests.higgs_num.steady import lax_reference as reference

EXAMPLES = [
    (0.5, 1.0, 10.0, "II"),
    (2.0, 1.0, 10.0, "II"),
    (1.0, 1.0 + 1e-9, 10.0, "II"),
    (3.0, 1.0, 2.5, "II"),
    (6.0, 1.0, 10.0, "I"),
    (0.1, 1.0, 10.0, "III"),
    (0.1, 40.0, 5.0, "III"),
]


@pytest.mark.parametrize(("gap_initial", "gap_final", "cutoff", "phase"), EXAMPLES)
def test_roots_are_zeros_of_the_defining_integral(gap_initial, gap_final, cutoff, phase):
    steady = steady_state(gap_initial, gap_final, cutoff)
    assert steady.phase == phase
    assert len(steady.roots) == {"I": 0, "II": 1, "III": 2}[phase]
    for y in steady.roots:
        h = mp.mpf(10) ** -8 * y

        def norm(z):
            return reference.lax_norm(mp.mpc(0, z), gap_initial, gap_final, cutoff).real

        step = norm(mp.mpf(y)) * h / (norm(y + h) - norm(mp.mpf(y)))
        # One Newton step from the root, on the reference: a few ulp of the larger energy; where
        # Delta_f exceeds the cutoff a root moves by 20 times the relative rounding of beta.
        assert abs(step) < 5e-15 * max(y, gap_initial)


@pytest.mark.parametrize(("gap_initial", "gap_final", "cutoff", "phase"), EXAMPLES)
@pytest.mark.parametrize("fraction", [1e-6, 0.01, 0.3, 0.9, 0.999999])
def test_cos_theta_is_the_cut_of_the_defining_integral(
    gap_initial, gap_final, cutoff, phase, fraction
):
    steady = steady_state(gap_initial, gap_final, cutoff)
    eps = fraction * cutoff
    expected = reference.cos_theta(eps, gap_initial, gap_final, cutoff)
    # Rounding of a handful of operations of size up to pi/2.
    assert abs(steady.cos_theta(eps) - expected) < 2e-15
    assert steady.cos_theta(-eps) == steady.cos_theta(eps)
    sine = mp.sqrt((1 - expected) * (1 + expected))
    # Relative, a few roundings: a tiny quench has a tiny sine.
    assert abs(steady.sin_theta(eps) - sine) < 5e-15 * sine


def test_infinite_cutoff_is_the_known_closed_form():
    # p tan(p/2) = ln(Delta_i/Delta_f), Delta_s = Delta_i cos p; q tanh(q/2) for the other sign.
    p = mp.findroot(lambda p: p * mp.tan(p / 2) - mp.log(3), 1.0)
    # A few ulp of Delta_i.
    assert abs(steady_state(3.0, 1.0).gap_steady - 3 * mp.cos(p)) < 2e-15
    q = mp.findroot(lambda q: q * mp.tanh(q / 2) - mp.log(4), 2.0)
    assert abs(steady_state(0.25, 1.0).gap_steady - mp.cosh(q) / 4) < 1e-15
    w = mp.findroot(lambda p: p * mp.cot(p / 2) - mp.log(5), 1.2)
    assert abs(steady_state(0.2, 1.0).roots[1] - mp.cos(w) / 5) < 1e-15


def test_finite_cutoff_tends_to_the_infinite_one():
    eps = np.array([0.0, 0.3, 2.0])
    for ratio in (0.1, 0.7, 3.0, 6.0):
        near, limit = steady_state(ratio, 1.0, 1e8), steady_state(ratio, 1.0)
        # Corrections are of order (gap/cutoff)^2 ~ 1e-15.
        np.testing.assert_allclose(near.roots, limit.roots, rtol=1e-13)
        np.testing.assert_allclose(near.cos_theta(eps), limit.cos_theta(eps), atol=1e-14)


@pytest.mark.parametrize("cutoff", [math.inf, 10.0, 2.0])
def test_equal_gaps_are_no_quench(cutoff):
    steady = steady_state(0.7, 0.7, cutoff)
    assert (steady.phase, steady.roots, steady.gap_steady) == ("II", (0.7,), 0.7)
    assert (steady.cos_theta([-1.0, 0.0, 1.5]) == 1.0).all()
    assert (steady.sin_theta([-1.0, 0.0, 1.5]) == 0.0).all()


@pytest.mark.parametrize("cutoff", [math.inf, 10.0, 3.0])
def test_borders_are_at_half_pi_of_the_coupling_change(cutoff):
    # asinh(D/Delta_f) = asinh(D/Delta_i) +- pi/2 solved for Delta_f.
    def other_gap(shift):
        if math.isinf(cutoff):
            return math.exp(-shift)
        return cutoff / math.sinh(math.asinh(cutoff) + shift)

    for sign, inside, outside in ((1, "II", "I"), (-1, "II", "III")):
        assert steady_state(1.0, other_gap(sign * (math.pi / 2 - 1e-9)), cutoff).phase == inside
        assert steady_state(1.0, other_gap(sign * (math.pi / 2 + 1e-9)), cutoff).phase == outside


def test_no_phase_III_when_the_initial_coupling_is_too_strong():
    # beta < asinh(D/Delta_i), which must exceed pi/2: D/Delta_i > sinh(pi/2) = 2.3013.
    assert steady_state(1.0, 1e12, 2.30).phase == "II"
    assert steady_state(1.0, 1e12, 2.31).phase == "III"


def test_switching_the_attraction_off_freezes_the_occupations():
    steady = steady_state(1.0, 0.0, 10.0)
    eps = np.array([-3.0, 0.0, 0.5, 10.0])
    assert (steady.phase, steady.gap_steady, steady.roots) == ("I", 0.0, ())
    # |S^z| of the initial state is conserved and S^z is all that stays; one rounding.
    np.testing.assert_allclose(steady.cos_theta(eps), np.abs(eps) / np.hypot(eps, 1.0), rtol=4e-16)
    near = steady_state(1.0, 1e-100, 10.0)
    # Corrections are of order 1/|beta| = 1/231, and the two limits do not commute at the cutoff.
    np.testing.assert_allclose(near.cos_theta(eps[:-1]), steady.cos_theta(eps[:-1]), atol=5e-3)


@settings(deadline=None, max_examples=150)
@given(
    log_ratio=st.floats(-6, 6),
    scale=st.floats(-200, 200),
    log_cutoff=st.floats(-1, 8),
)
def test_scale_invariance_and_bounds(log_ratio, scale, log_cutoff):
    unit = 2.0 ** round(scale)
    gap_final, cutoff = 10.0**log_ratio, 10.0**log_cutoff
    one = steady_state(1.0, gap_final, cutoff)
    scaled = steady_state(unit, unit * gap_final, unit * cutoff)
    # A power of two scales floats exactly.
    assert scaled.beta == one.beta
    assert scaled.roots == tuple(unit * y for y in one.roots)
    eps = cutoff * np.linspace(-1.0, 1.0, 7)
    cos, sin = one.cos_theta(eps), one.sin_theta(eps)
    np.testing.assert_array_equal(scaled.cos_theta(unit * eps), cos)
    assert ((cos >= 0) & (cos <= 1) & (sin >= 0) & (sin <= 1)).all()
    # Two roundings of numbers of order 1.
    np.testing.assert_allclose(cos**2 + sin**2, 1.0, rtol=1e-14)
    assert cos[0] == cos[-1] == 1.0
    assert all(y <= gap_final * (1 + 1e-13) for y in one.roots)
    assert list(one.roots) == sorted(one.roots, reverse=True)


def test_coupling_change_keeps_its_digits_for_close_gaps():
    gap = np.array([1.0])
    for change in (1e-15, 1e-10, 1e-3, 5.0, 1e6):
        other = gap + change
        exact = mp.asinh(mp.mpf(7) / 1) - mp.asinh(7 / mp.mpf(float(other[0])))
        got = lax.coupling_change(gap, other, np.array([7.0]))[0]
        # A few roundings, relative.
        assert abs(got - exact) < 1e-15 * abs(exact)


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ((0.0, 1.0), "gap_initial"),
        ((-1.0, 1.0), "gap_initial"),
        ((math.inf, 1.0), "gap_initial"),
        ((math.nan, 1.0), "gap_initial"),
        ((1.0, -1.0), "gap_final"),
        ((1.0, math.inf), "gap_final"),
        ((1.0, math.nan), "gap_final"),
        ((1.0, 1.0, 0.0), "cutoff"),
        ((1.0, 1.0, -math.inf), "cutoff"),
        ((1.0, 1.0, math.nan), "cutoff"),
        ((1e-300, 1e-300), "gap_initial"),
        ((1e300, 1e300), "gap_initial"),
        ((1.0, 1e-101), "gap_final"),
        ((1e-60, 1e60), "gap_final"),
        ((1.0, 1.0, 1e-51), "cutoff"),
    ],
)
def test_bad_input_is_named(arguments, name):
    with pytest.raises(ArgumentError, match=f"`{name}` must"):
        steady_state(*arguments)


@pytest.mark.parametrize(
    "arguments",
    [(1.0, 1e100), (1.0, 1e100, 1e-50), (1e-100, 1.0, 1e-100), (1e100, 1.0), (1, 2, 1e300)],
)
def test_the_widest_ranges_stay_within_double_precision(arguments):
    state = steady_state(*arguments)
    # The bracket of the roots ends 1e-14 above the final gap, their exact bound.
    assert all(0 < y <= state.gap_final * (1 + 2e-14) for y in state.roots)
    assert math.isfinite(state.beta)
    assert math.isfinite(state.energy)
    assert 0 <= state.cos_theta(0.4 * min(state.gap_initial, state.cutoff)) <= 1


@pytest.mark.parametrize("eps", [10.1, -11.0, math.nan, [0.0, math.inf]])
def test_levels_outside_the_band_are_refused(eps):
    with pytest.raises(ArgumentError, match=r"`eps` must (lie in|be finite)"):
        steady_state(0.5, 1.0, 10.0).cos_theta(eps)


@pytest.mark.parametrize("gap_initial", [0.3, 0.999, 2.0, 4.5])
def test_numbers_agree_with_the_written_formulas(gap_initial):
    state = steady_state(gap_initial, 1.0, 10.0)
    beta = formula("lax.beta").lambdify("mpmath")(gap_initial, 1.0, 10.0)
    condition = formula("lax.gap_steady_condition").lambdify("mpmath")
    cosine = formula("lax.cos_theta").lambdify("mpmath")
    # beta by subtraction of two numbers of order 3.
    assert abs(state.beta - beta) < 1e-15
    # The condition has a slope of order 1 in y.
    assert abs(condition(state.gap_steady, gap_initial, state.beta, 10.0)) < 1e-14
    for eps in (0.0, 0.4, 3.0, 9.9):
        assert abs(state.cos_theta(eps) - cosine(eps, gap_initial, state.beta, 10.0)) < 2e-15


@pytest.mark.parametrize("inverse_cutoff", [0.0, 0.1, 2.0])
def test_axis_function_and_its_slope_pass_smoothly_through_the_initial_gap(inverse_cutoff):
    eta = np.array([1 - 1e-4, 1 - 1e-6, 1.0, 1 + 1e-6, 1 + 1e-4])
    edge = np.full_like(eta, inverse_cutoff)
    H = lax.axis_function(eta, edge)
    # H(1) = T = 1/sqrt(1 + (Delta_i/D)^2); y int d eps/(E (eps^2 + y^2)) at y = Delta_i = 1.
    assert H[2] == pytest.approx(1 / math.hypot(1, inverse_cutoff), rel=1e-15)
    slope = lax.axis_slope(eta, H, edge)
    # Second differences of a smooth function: (1e-4)^2.
    assert (H[4] - H[0]) / 2e-4 == pytest.approx(slope[2], abs=1e-7)
    # Slopes vary by 1e-4 times a curvature of order 1 (6 at the smallest cutoff).
    np.testing.assert_allclose(slope, slope[2], atol=1e-3)
