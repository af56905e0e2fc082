"""What a chain leaves out means the same in all of them."""

from higgs_sym import checks, derivation
from tests.defaults import defaults_of


def test_what_is_left_out() -> None:
    # No points and no radius: a check by algebra, and the digits that a step needs.
    found = [defaults_of(one) for one in (checks, derivation)]
    assert {name: value for one in found for name, value in one.items()} == {
        "Balls.digits": 30,
        "Digits.digits": 20,
        "Formula.differs": "",
        "Step.shown": "",
        "StepCheck.points": 0,
        "StepCheck.radius": 0.0,
        "by_derivative.direction": "+",
    }
