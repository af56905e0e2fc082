import numpy as np
from scipy.linalg import eigh_tridiagonal

from higgs_num.core.gauss import eigenvectors
from higgs_num.levels import gauss
from higgs_num.levels.gauss import jacobi_matrix, spectral


def test_jacobi_matrix_of_equally_spaced_points_is_that_of_gram() -> None:
    count, n = 500, 300
    points = np.random.default_rng(1).permutation(count).astype(np.float64)
    alpha, off = jacobi_matrix(points, np.ones(count), n)
    k = np.arange(1, n)
    expected = k / 2.0 * np.sqrt((count**2 - k**2) / (4.0 * k**2 - 1.0))
    # Round-off of `count` rotations; far beyond 2 sqrt(count), where nodes lie on points.
    np.testing.assert_allclose(alpha, (count - 1) / 2.0, rtol=1e-12)
    np.testing.assert_allclose(off[1:], expected, rtol=1e-12)


def test_jacobi_matrix_of_all_points_has_them_as_eigenvalues() -> None:
    rng = np.random.default_rng(2)
    points, weights = rng.uniform(-1.0, 1.0, 37), rng.uniform(0.1, 1.0, 37)
    alpha, off = jacobi_matrix(points, weights, 37)
    rough, vectors = eigh_tridiagonal(alpha, off[1:])
    order = np.argsort(points)
    np.testing.assert_allclose(rough, points[order], atol=1e-13)
    np.testing.assert_allclose(vectors[0] ** 2, (weights / np.sum(weights))[order], atol=1e-12)


def test_eigenvectors_and_refined_eigenvalues() -> None:
    # Gauss-Legendre: an independent rule of the same matrix.
    n = 60
    k = np.arange(1.0, n)
    off = np.concatenate([[0.0], k / np.sqrt(4.0 * k**2 - 1.0)])
    nodes, weights = np.polynomial.legendre.leggauss(n)
    spoilt = nodes + 1e-9 * np.cos(np.arange(n))
    refined, _, _ = eigenvectors(np.zeros(n), off, spoilt, 3)
    # Rayleigh's quotient squares the error, over the distance of nodes of some 1e-3.
    np.testing.assert_allclose(refined, nodes, rtol=0.0, atol=1e-14)
    again, head, tail = eigenvectors(np.zeros(n), off, refined, 3)
    np.testing.assert_allclose(again, nodes, rtol=0.0, atol=1e-15)
    np.testing.assert_allclose(2.0 * head**2, weights, rtol=1e-11)
    _, vectors = eigh_tridiagonal(np.zeros(n), off[1:])
    expected = vectors[-3:] * np.sign(vectors[0])
    np.testing.assert_allclose(tail, expected, rtol=0.0, atol=1e-12)


def test_small_components_keep_their_digits() -> None:
    # One level far below a band: its vector falls off as t^k, t + 1/t = 10.
    n = 30
    alpha = np.zeros(n)
    off = np.concatenate([[0.0], np.ones(n - 1)])
    t = 5.0 - np.sqrt(24.0)
    alpha[0] = -1.0 / t
    _, head, tail = eigenvectors(alpha, off, np.array([-10.0]), 1)
    # z_k = (-t)^k - (-t)^(2n - k): the last row lacks its neighbour.
    ratio = abs(float(tail[0, 0] / head[0]))
    assert ratio < 1e-25
    np.testing.assert_allclose(ratio, t ** (n - 1) * (1.0 - t * t), rtol=1e-11)


def test_many_nodes_are_found_in_another_process_with_the_same_bits(monkeypatch) -> None:
    rng = np.random.default_rng(3)
    alpha, off = rng.normal(size=40), rng.uniform(0.5, 1.0, 40)
    here = spectral(alpha, off, 2)
    monkeypatch.setattr(gauss, "LONG", 40)
    there = spectral(alpha, off, 2)
    assert all(np.array_equal(a, b) for a, b in zip(here, there, strict=True))


def test_an_eigenvalue_that_an_end_of_the_matrix_shares() -> None:
    # A chain of three: 0 is an eigenvalue of it and of each end, where elimination divides by 0.
    refined, head, tail = eigenvectors(
        np.zeros(3), np.array([0.0, 1.0, 1.0]), np.array([-np.sqrt(2.0), 0.0, np.sqrt(2.0)]), 3
    )
    np.testing.assert_allclose(refined, [-np.sqrt(2.0), 0.0, np.sqrt(2.0)], atol=1e-15)
    np.testing.assert_allclose(head, [0.5, np.sqrt(0.5), 0.5], rtol=1e-14)
    expected = [
        [0.5, np.sqrt(0.5), 0.5],
        [-np.sqrt(0.5), 0.0, np.sqrt(0.5)],
        [0.5, -np.sqrt(0.5), 0.5],
    ]
    np.testing.assert_allclose(tail, expected, atol=1e-14)
