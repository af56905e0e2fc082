"""Lobatto panels against polynomials and closed forms."""

import numpy as np
import pytest

from higgs_num.kinetic.lobatto import barycentric_matrix, barycentric_weights, lobatto

ROUND_OFF = 1e-13  # some hundred operations on numbers of order one


@pytest.mark.parametrize("order", [2, 3, 6, 10, 16])
def test_weights_are_exact_to_degree_2p_minus_1_and_no_further(order: int) -> None:
    panel = lobatto(order)
    x = panel.points
    assert x[0] == 0.0
    assert x[-1] == 1.0
    for degree in range(2 * order):
        assert abs(panel.weights @ x**degree - 1.0 / (degree + 1)) < ROUND_OFF
    # The error of x^2p is that of the monic polynomial x (x - 1) P'^2, tiny but not zero.
    if order <= 6:
        assert abs(panel.weights @ x ** (2 * order) - 1.0 / (2 * order + 1)) > 1e-10


@pytest.mark.parametrize("order", [2, 3, 6, 10, 16])
def test_integrals_and_interpolation_are_exact_to_degree_p(order: int) -> None:
    panel = lobatto(order)
    at = np.array([0.0, 0.123, panel.points[1], 0.7, 1.0])
    for degree in range(order + 1):
        values = panel.points**degree
        np.testing.assert_allclose(
            panel.integrals @ values, panel.points ** (degree + 1) / (degree + 1), atol=ROUND_OFF
        )
        np.testing.assert_allclose(
            panel.interpolation(at) @ values, at**degree, rtol=0, atol=ROUND_OFF
        )


def test_points_are_those_of_the_literature() -> None:
    # Abramowitz, Stegun, table 25.6, n = 5: 0, (3/7)^(1/2), 1 with weights 32/45, 49/90, 1/10
    panel = lobatto(4)
    root = np.sqrt(3.0 / 7.0)
    np.testing.assert_allclose(2.0 * panel.points - 1.0, [-1.0, -root, 0.0, root, 1.0], atol=1e-15)
    np.testing.assert_allclose(
        2.0 * panel.weights, [0.1, 49.0 / 90.0, 32.0 / 45.0, 49.0 / 90.0, 0.1], atol=1e-15
    )


def test_what_is_not_resolved_is_told() -> None:
    panel = lobatto(8)
    # Coefficient of P_8(2 x - 1) in itself is 1; of a polynomial of degree 6 it is 0.
    legendre = np.polynomial.legendre.legval(2.0 * panel.points - 1.0, [0.0] * 8 + [1.0])
    assert abs(panel.unresolved(legendre) - 1.0) < ROUND_OFF
    assert panel.unresolved(panel.points**6) < ROUND_OFF


def test_barycentric_interpolation_of_a_smooth_function() -> None:
    points = (1.0 - np.cos(np.pi * (np.arange(21) + 0.5) / 21.0)) / 2.0
    at = np.linspace(0.0, 1.0, 50)
    matrix = barycentric_matrix(points, barycentric_weights(points), at)
    # Chebyshev: the error of exp(x) is below 2 (1/4)^21/21!, less than round-off
    np.testing.assert_allclose(matrix @ np.exp(points), np.exp(at), rtol=0, atol=ROUND_OFF)
