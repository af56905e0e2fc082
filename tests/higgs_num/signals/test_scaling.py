import pytest

from higgs_num.signals import power_law
from higgs_sym.ground.errors import ArgumentError


def test_a_pure_power_law_is_found_exactly():
    x = [0.1, 0.3, 0.7, 2.0]
    law = power_law(x, [3.0 * value**-1.5 for value in x])
    assert law.exponent.value == pytest.approx(-1.5, abs=1e-13)
    assert law.prefactor.value == pytest.approx(3.0, rel=1e-13)
    assert law.exponent.uncertainty < 1e-13


def test_curvature_shows_as_uncertainty():
    x = [0.1, 0.2, 0.4]
    law = power_law(x, [value * (1.0 + value) for value in x])
    assert law.exponent.uncertainty > 0.01


@pytest.mark.parametrize(("x", "y"), [([1.0, 2.0], [1.0, 2.0]), ([1.0, 2.0, 3.0], [1.0, 2.0])])
def test_too_few_or_unequal_points_are_refused(x, y):
    with pytest.raises(ArgumentError, match="`x` must have at least 3 values"):
        power_law(x, y)


def test_a_value_that_is_not_positive_is_refused():
    with pytest.raises(ArgumentError, match="must be > 0, but is -1"):
        power_law([1.0, 2.0, 3.0], [1.0, -1.0, 2.0])
