"""The compiled expressions of the exact response against the registry, at drawn points."""

import cmath
import random

import numpy as np
import pytest
import sympy as sp

from higgs_num.core import pairs
from higgs_num.core import response as core
from higgs_num.response import scaling
from higgs_num.response.continuum import continuum_edge
from higgs_num.response.susceptibility import gap_edge, static_inverse_susceptibility
from higgs_num.response.time_domain import fold_depth
from higgs_sym.registry import formula

# Expressions of a dozen roundings of terms up to 30 times their sum.
ROUND_OFF = 1e-13
DRAW = random.Random("response")
GAPPED = [0.003, 0.2, 0.7, 0.99]
GAPLESS = [1.01, 1.7, 6.0]


def at_complex(id: str):
    """Return the formula as a function of complex numbers, in the order of its arguments."""
    one = formula(id)
    return sp.lambdify(one.arguments, one.unfolded, "numpy")


def complex_point() -> complex:
    return complex(DRAW.uniform(0.2, 2.0), DRAW.uniform(-1.5, 1.5))


@pytest.mark.parametrize("alpha", GAPPED + GAPLESS)
def test_curve_near_its_starting_point(alpha):
    gap, start, less_one, split, b, c = core.edge(alpha)
    curve = at_complex("response.curve")
    assert abs(start - 1.0 - less_one) < ROUND_OFF * abs(start)
    assert abs(curve(start, alpha) + 1j * gap) < ROUND_OFF * (1.0 + alpha)
    for _ in range(8):
        eps = complex_point()
        e = start + eps
        offset = curve(e, alpha) + 1j * gap
        left = eps * (eps + split) * ((eps + b) * eps + c)
        right = 2.0 * offset * e * (e * e + 1.0)
        assert abs(left - right) < ROUND_OFF * (abs(e) ** 4 + abs(right)) * (1.0 + alpha)


@pytest.mark.parametrize("alpha", GAPPED + GAPLESS)
def test_followed_branch_lies_on_the_curve(alpha):
    point = core.edge(alpha)
    frequency = at_complex("equilibrium.frequency")
    curve = at_complex("response.curve")
    for _ in range(8):
        offset = 40.0 + 0.0j
        eps = core.far(offset, point, alpha)
        end = complex_point()
        for n in range(200):
            now = offset + (end - offset) * (n + 1) / 200
            eps = core.follow_branch(now, eps, point)
        u, R = core.functions(eps, point)
        omega = end - 1j * point[0]
        assert abs(curve(point[1] + eps, alpha) - omega) < ROUND_OFF * (1.0 + alpha) * 10
        assert abs(R * R - 1.0 - u * u) < ROUND_OFF * (1.0 + abs(R) ** 2)
        # With the root of positive real part the u-equation holds too.
        if R.real > 0.0:
            assert abs(frequency(u, alpha) - omega) < ROUND_OFF * (1.0 + alpha) * 10


@pytest.mark.parametrize(
    ("kind", "id"),
    [(pairs.AMPLITUDE, "response.integrand"), (pairs.PHASE, "response.phase_integrand")],
)
def test_integrand(kind, id):
    value = formula(id).lambdify("numpy")
    for _ in range(200):
        u1, u2, alpha = DRAW.uniform(-3, 3), DRAW.uniform(-3, 3), DRAW.uniform(0.0, 0.95)
        R1, R2 = np.hypot(1.0, u1), np.hypot(1.0, u2)
        here = complex(u1), complex(R1), complex(u2), complex(R2)
        got = pairs.pair_integrand(*here, alpha, (kind, 0.0))
        # The formula subtracts two terms of order 1/(1 - alpha).
        assert abs(got - value(u1, u2, alpha)) < ROUND_OFF * 20.0


def draw_pair():
    u1, u2 = DRAW.uniform(-3, 3), DRAW.uniform(-3, 3)
    return complex(u1), complex(np.hypot(1.0, u1)), complex(u2), complex(np.hypot(1.0, u2))


@pytest.mark.parametrize(
    ("kind", "id"),
    [
        (pairs.CONDUCTION, "currents.conduction_integrand"),
        (pairs.DRAG, "currents.drag_integrand"),
        (pairs.MOVING, "currents.moving_integrand"),
        (pairs.AMPLITUDE, "momentum.integrand"),
    ],
)
def test_integrands_of_currents_and_momenta(kind, id):
    value = formula(id).lambdify("numpy")
    names = [str(one) for one in formula(id).arguments]
    for _ in range(200):
        here, alpha, Q = draw_pair(), DRAW.uniform(0.0, 0.95), DRAW.uniform(0.1, 5.0)
        channel = (kind, Q if "Q" in names else 0.0)
        known = {"u_1": here[0].real, "u_2": here[2].real, "alpha": alpha, "Q": Q,
                 "Delta": 1.0, "rate_s": alpha}  # fmt: skip
        want = value(*(known[name] for name in names))
        got = pairs.pair_integrand(*here, alpha, channel)
        # The loss K + alpha C is 2 - 2 alpha at least; formulas subtract terms of its inverse.
        assert abs(got - want) < ROUND_OFF * 40.0 * (1.0 + abs(want))


@pytest.mark.parametrize("kind", [pairs.CONDUCTION, pairs.DRAG, pairs.MOVING, pairs.AMPLITUDE])
def test_opposite_pairs_are_the_same_functions(kind):
    # Written in e for -omega(e_1) and omega(e_2); the sum of energies is omega.
    curve = at_complex("response.curve")
    for alpha in (0.2, 0.7, 1.7):
        for _ in range(20):
            e1, e2 = 1.0 + complex_point(), 1.0 + complex_point()
            (u1, R1), (u2, R2) = (((e - 1 / e) / 2, (e + 1 / e) / 2) for e in (e1, e2))
            omega = 1j * (curve(e1, alpha) + curve(e2, alpha))
            channel = (kind, 0.7 if kind == pairs.AMPLITUDE else 0.0)
            got = pairs.opposite_integrand(
                e1 - 1.0, u1, R1, e2 - 1.0, u2, R2, 1.0 + 0.0j, omega, alpha, channel
            )
            want = pairs.pair_integrand(-u1, R1, u2, R2, alpha, channel)
            assert abs(got - want) < 1e-10 * (1.0 + abs(want))  # sums of both kinds cancel once


@pytest.mark.parametrize("alpha", [0.2, 0.7, 1.7])
def test_pair_breaking_is_the_kernel(alpha):
    kernel = at_complex("response.kernel")
    curve = at_complex("response.curve")
    for _ in range(20):
        e1, e2 = 1.0 + complex_point(), 1.0 + complex_point()
        (u1, R1), (u2, R2) = (((e - 1 / e) / 2, (e + 1 / e) / 2) for e in (e1, e2))
        # Frequencies -omega(e_1) and omega(e_2); their sum is -i omega.
        omega = 1j * (curve(e1, alpha) + curve(e2, alpha))
        got = pairs.opposite_pair(e1 - 1.0, R1, e2 - 1.0, R2, 1.0 + 0.0j, omega, 0.0)
        want = kernel(-u1, u2, 1.0, alpha)
        assert abs(got - want) < 1e-11 * (1.0 + abs(want))  # (e_2 - e_1)^2 cancels once


def test_static_response():
    gapped = formula("response.static").lambdify("numpy")
    # In 40 digits: the closed form cancels to 1/(3 alpha^2).
    gapless = formula("response.static_gapless").lambdify("mpmath")
    import mpmath as mp

    for alpha in GAPPED:
        assert static_inverse_susceptibility(alpha) == pytest.approx(gapped(alpha), rel=1e-15)
    with mp.workdps(40):
        for alpha in (*GAPLESS, 3.999, 4.001, 60.0):
            want = float(gapless(alpha))
            # Below 4 the closed form in float64 has lost a factor 2/D(0) < 100.
            assert static_inverse_susceptibility(alpha) == pytest.approx(want, rel=1e-13)


@pytest.mark.parametrize("alpha", GAPPED)
def test_edge_of_the_continuum(alpha):
    edge = continuum_edge(alpha)
    # Near alpha = 1 the formula's 1 - alpha^(2/3) cancels two digits, cubed.
    near = {"rel": 1e-12}
    assert gap_edge(alpha) == pytest.approx(
        formula("threshold.gap_edge").lambdify("numpy")(1.0, alpha), **near
    )
    curvature = formula("response.threshold_coefficient").lambdify("numpy")(alpha)
    assert edge.curvature == pytest.approx(-curvature, **near)
    tail = formula("response.tail_over_edge").lambdify("numpy")(alpha)
    assert edge.tail * edge.inverse**2 == pytest.approx(tail, **near)


@pytest.mark.parametrize("alpha", GAPLESS)
def test_fold_depth(alpha):
    want = formula("response.fold_depth").lambdify("numpy")(alpha)
    assert fold_depth(alpha) == pytest.approx(want, rel=1e-12)  # alpha^(2/3) - 1 cancels


def test_scaling_curve_and_integrand():
    curve, integrand = (
        at_complex("response.scaling_curve"),
        at_complex("response.scaling_integrand"),
    )
    for _ in range(20):
        delta = [complex_point(), complex_point()]
        r = [1.0 + scaling._follow(d, cmath.sqrt(-2.0 * d / 3.0)) for d in delta]
        for one, d in zip(r, delta, strict=True):
            # Newton's last step is below 1e-9, its error the square.
            assert abs(curve(one, -1.5 + d)) < ROUND_OFF * 10 * (1.0 + abs(one)) ** 3
        x = delta[0] + delta[1] - 3.0
        want = integrand(*r)
        assert abs(scaling._pair(*r, x) - want) < 1e-11 * (1.0 + abs(want))  # r near 0
