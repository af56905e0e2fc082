import mpmath as mp
import pytest

from higgs_num.response import inverse_susceptibility
from higgs_num.response.certified import enclose_inverse_susceptibility
from higgs_num.response.precise import precise_inverse_susceptibility
from higgs_sym.ground.errors import ArgumentError, ComputationError


@pytest.mark.parametrize(
    ("Omega", "alpha"), [(1.0, 0.25), pytest.param(0.5, 2.0, marks=pytest.mark.slow)]
)
def test_ball_holds_the_float64_value(Omega, alpha):
    ball = enclose_inverse_susceptibility(Omega, alpha, digits=6)
    ours = inverse_susceptibility(1j * Omega, alpha).real
    assert float(ball.rad()) < 1e-6 * ours
    assert abs(float(ball.mid()) - ours) <= float(ball.rad()) + 1e-12 * ours


@pytest.mark.slow
def test_ball_holds_the_mpmath_value():
    ball = enclose_inverse_susceptibility("3", "0.9", digits=20)
    other = precise_inverse_susceptibility(3j, "0.9", digits=22)
    with mp.workdps(40):
        distance = abs(mp.mpf(ball.mid().str(35, radius=False)) - other.real)
    # the ball's own radius, the printed digits, and the 22 digits asked for
    assert distance <= float(ball.rad()) + 1e-21


def test_the_triple_point_is_refused():
    with pytest.raises(ComputationError, match="alpha = 1"):
        enclose_inverse_susceptibility(1, 1)


@pytest.mark.parametrize(
    ("Omega", "alpha", "name"), [(0, 0.1, "Omega"), ("x", 0.1, "Omega"), (1, -1, "alpha")]
)
def test_bad_arguments_are_named(Omega, alpha, name):
    with pytest.raises(ArgumentError, match=f"`{name}`"):
        enclose_inverse_susceptibility(Omega, alpha)
