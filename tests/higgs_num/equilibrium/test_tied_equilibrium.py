"""Equilibrium numbers, float64 and certified, against the registry."""

import mpmath as mp
import numpy as np
import pytest
import sympy as sp
from flint import arb, fmpq, fmpq_poly

from higgs_num.equilibrium.certified import density_of_states, pseudospins, thermodynamics
from higgs_num.equilibrium.certified.roots import complex_roots
from higgs_num.equilibrium.certified.state import State
from higgs_num.equilibrium.pseudospins import pseudospins as float_pseudospins
from higgs_num.equilibrium.threshold import threshold
from higgs_sym.ground.precision import precision
from higgs_sym.registry import formula

STATES = [  # alpha, z
    (fmpq(1, 5), fmpq(1, 10)),
    (fmpq(9, 10), fmpq(-1, 3)),
    (fmpq(0), fmpq(-1, 2)),
    (fmpq(3, 2), fmpq(3, 4)),
    (fmpq(4), fmpq(1)),
]
LEVELS = [fmpq(1, 50), fmpq(1, 3), fmpq(2), fmpq(40)]


def _exact(value: fmpq) -> sp.Rational:
    return sp.Rational(int(value.p), int(value.q))


def decided(one: arb, other: arb) -> bool:
    """Whether two balls meet and are both narrow."""
    narrow = all(ball.rad() < 1e-25 * (1 + abs(ball.mid())) for ball in (one, other))
    return bool(one.overlaps(other)) and narrow


@pytest.mark.parametrize("x", LEVELS)
@pytest.mark.parametrize(("alpha", "z"), STATES)
def test_certified_pseudospins_are_the_closed_forms(alpha, z, x):
    kind = "closed" if alpha <= 1 else "closed_gapless"
    with precision(160):
        got = pseudospins.pseudospins_closed(State(alpha, z), x)
        for name in ("Sx", "Sz", "W"):
            want = formula(f"equilibrium.{name}.{kind}").lambdify("arb")
            assert decided(got[name], want(arb(x), arb(z), arb(alpha))), name


@pytest.mark.parametrize("x", LEVELS)
@pytest.mark.parametrize(("alpha", "z"), STATES)
def test_float_pseudospins_are_the_closed_forms(alpha, z, x):
    kind = "closed" if alpha <= 1 else "closed_gapless"
    a, shift, level = (float(v.p) / float(v.q) for v in (alpha, z, x))
    got = float_pseudospins(np.array([level]), 1.0, a, a - 2.0 * shift)
    with mp.workdps(40):
        for name in ("Sx", "Sz", "W"):
            want = formula(f"equilibrium.{name}.{kind}").lambdify("mpmath")(level, shift, a)
            # The rates as given differ from alpha and z by a rounding each.
            assert float(getattr(got, name)[0]) == pytest.approx(float(want), rel=1e-14), name


@pytest.mark.parametrize("alpha", [fmpq(1, 1000), fmpq(1, 2), fmpq(99, 100)])
def test_threshold(alpha):
    edge = formula("threshold.gap_edge").lambdify("arb")
    coefficient = formula("threshold.dos_edge_coefficient").lambdify("arb")
    with precision(160):
        assert decided(thermodynamics.gap_edge_closed(alpha), edge(1, arb(alpha)))
        assert decided(density_of_states.edge_coefficient_closed(alpha), coefficient(arb(alpha)))
        exact = float(edge(2, arb(alpha)))
    # (1 - alpha)/alpha of rounding in alpha itself, near alpha = 1.
    assert threshold(2.0, 2.0 * float(alpha.p) / float(alpha.q)) == pytest.approx(exact, rel=1e-13)


@pytest.mark.parametrize("alpha", [fmpq(1, 5), fmpq(3, 2)])
@pytest.mark.parametrize("E", [fmpq(9, 10), fmpq(3, 2), fmpq(20)])
def test_density_of_states(alpha, E):
    with precision(160):
        # The polynomial of the registry at omega = -i E, Delta = 1.
        one = formula("threshold.quartic")
        values = {"omega": sp.I * _exact(E), "Delta": 1, "alpha": _exact(alpha)}
        printed = one.expression.subs({s: values[str(s)] for s in one.arguments[1:]})
        printed = sp.Poly(sp.expand(printed), one.arguments[0])
        terms = [fmpq(int(c.p), int(c.q)) for c in reversed(printed.all_coeffs())]
        root = next(r for r in complex_roots(fmpq_poly(terms)) if r.imag > 0)
        want = formula("threshold.dos").lambdify("arb")(arb(E), root.real, root.imag, arb(alpha))
        assert decided(density_of_states.dos_closed(E, alpha), want)


@pytest.mark.parametrize("alpha", [fmpq(1, 5), fmpq(1), fmpq(3, 2), fmpq(9)])
def test_gap_suppression(alpha):
    name = "ln_gap" if alpha <= 1 else "ln_gap_gapless"
    want = formula(f"thermodynamics.{name}").lambdify("arb")
    with precision(160):
        assert decided(-thermodynamics.log_suppression_closed(alpha), want(arb(alpha)))


@pytest.mark.parametrize("rate", [fmpq(1, 10), fmpq(4, 5)])
def test_transition_temperature(rate):
    condition = formula("thermodynamics.T_c_condition").lambdify("arb")
    with precision(160):
        ratio = thermodynamics.tc_ratio_closed(rate)
        left = condition(ratio, 1, arb(rate))
        assert left.contains(0)
        assert left.rad() < 1e-25


def test_end_of_superconductivity():
    # In units of T_c0, with the BCS ratio Delta_clean = pi exp(-gamma) T_c0.
    with precision(160):
        clean = arb.pi() * (-arb.const_euler()).exp()
        want = formula("thermodynamics.critical_rate").lambdify("arb")(clean)
        assert decided(thermodynamics.critical_rate(), want)
