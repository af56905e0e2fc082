"""The certified routes against the expressions of `higgs_sym`, ball by ball."""

import pytest
from flint import acb, arb, fmpq

from higgs_num.equilibrium.certified import amplitude, cutoff, thermodynamics
from higgs_num.equilibrium.certified import pseudospins as certified
from higgs_num.equilibrium.certified.state import State
from higgs_sym.backends import build
from higgs_sym.ground.precision import precision
from higgs_sym.registry import formula

BITS = 200
# Both are proven; they agree when the balls overlap and hold at least this many bits.
SHARP = 120


def same(one, other):
    assert one.overlaps(other)
    assert one.rel_accuracy_bits() > SHARP
    assert other.rel_accuracy_bits() > SHARP


def value(name, *arguments):
    return build(formula(name), "arb")(*arguments)


@pytest.mark.parametrize("part", ["Sx", "Sz", "W"])
@pytest.mark.parametrize("x", ["1/1000", "7/10", "30"])
@pytest.mark.parametrize(
    ("alpha", "z"), [("1/10", "1/20"), ("9/10", "-3"), ("1/2", "-1/4"), ("3/2", "1/2"), ("4", "2")]
)
def test_pseudospins(part, x, alpha, z):
    x, alpha, z = (fmpq(*map(int, text.split("/"))) for text in (x, alpha, z))
    name = f"equilibrium.{part}.closed" + ("" if alpha <= 1 else "_gapless")
    with precision(BITS):
        same(
            certified.pseudospins_closed(State(alpha, z), x)[part],
            value(name, arb(x), arb(z), arb(alpha)),
        )


def test_threshold_and_mode():
    with precision(BITS):
        alpha = fmpq(3, 10)
        same(
            thermodynamics.gap_edge_closed(alpha),
            value("threshold.gap_edge", arb(1), arb(alpha)),
        )
        same(
            cutoff.mode_closed(State(alpha, alpha / 2), None),
            value("closure_mode.omega", arb(1), arb(alpha) / 2),
        )


@pytest.mark.parametrize(
    ("alpha", "name"), [(fmpq(2, 5), "ln_gap"), (fmpq(7, 2), "ln_gap_gapless")]
)
def test_gap_suppression(alpha, name):
    with precision(BITS):
        same(
            -thermodynamics.log_suppression_closed(alpha),
            value(f"thermodynamics.{name}", arb(alpha)),
        )


def test_transition_temperature_is_a_zero_of_its_condition():
    with precision(BITS):
        rate = fmpq(2, 5)
        ratio = thermodynamics.tc_ratio_closed(rate)
        residual = value("thermodynamics.T_c_condition", ratio, arb(1), arb(rate))
        assert residual.contains(0)
        assert abs(residual) < arb(2) ** -SHARP


def test_integrand_of_the_pole_condition():
    # [k^2 Re A - z x Im A]/(x^2 + k^2), times 2/pi, is the integrand of `closure_mode`
    with precision(BITS):
        state, x, k = State(fmpq(1, 5), fmpq(1, 10)), fmpq(3, 4), fmpq(1, 12)
        parts = certified.pseudospins_closed(state, x)
        omega = 2 * (1 - arb(k) ** 2).sqrt()
        expected = value(
            "closure_mode.pole_integrand",
            *(arb(x), omega, arb(1), arb(state.z), parts["Sx"], parts["W"]),
        )
        A = amplitude.closed_form(state, acb(arb(state.z), arb(x)))
        ours = arb(k) ** 2 * A.real - arb(state.z * x) * A.imag
        same(2 / arb.pi() * ours / arb(x * x + k * k), expected)
