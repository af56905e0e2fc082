"""What a chain leaves out means the same in all of them."""

from higgs_sym import checks, derivation
from tests.defaults import defaults_of


def test_what_is_left_out() -> None:
    # No points and no radius: a check by algebra, and the digits that a step needs.
    assert defaults_of(checks, derivation) == {
        "Balls.digits": 30,
        "Digits.digits": 20,
        "Formula.differs": "",
        "Step.shown": "",
        "StepCheck.points": 0,
        "StepCheck.radius": 0.0,
        "by_derivative.direction": "+",
    }
