import math

import numpy as np
import pytest

from higgs_num.core.dense import ORDER, between


def taylor(coefficients: np.ndarray, at: float) -> np.ndarray:
    """Return the Taylor coefficients of a polynomial about `at`, up to ORDER."""
    polynomial = np.polynomial.Polynomial(coefficients)
    return np.array([polynomial.deriv(q)(at) / math.factorial(q) for q in range(ORDER + 1)])


@pytest.mark.parametrize("h", [0.3, 2.0])
def test_polynomials_up_to_degree_19_are_reproduced(h: float) -> None:
    rng = np.random.default_rng(3)
    coefficients = rng.standard_normal(2 * ORDER + 2)
    left, right = taylor(coefficients, 0.0), taylor(coefficients, h)
    for x in (0.0, 0.1, 0.5, 0.77, 1.0):
        exact = np.polynomial.Polynomial(coefficients)(x * h)
        scale = np.sum(np.abs(coefficients) * h ** np.arange(coefficients.size))
        # Round-off of forty terms, the derivatives among them with factorials divided out.
        assert abs(between(left, right, h, x) - exact) < 1e-12 * scale


def test_a_monomial_of_degree_20_is_missed_by_its_known_error() -> None:
    """The error of Hermite interpolation is (x (1 - x))^10 for t^20 on [0, 1]."""
    coefficients = np.zeros(21)
    coefficients[20] = 1.0
    left, right = taylor(coefficients, 0.0), taylor(coefficients, 1.0)
    for x in (0.3, 0.5):
        error = x**20 - between(left, right, 1.0, x)
        assert error == pytest.approx((x * (1.0 - x)) ** 10, rel=1e-4)
