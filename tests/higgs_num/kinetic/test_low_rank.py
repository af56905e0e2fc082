"""Thin factors against the matrices they stand for."""

import numpy as np
import pytest

from higgs_num.kinetic.low_rank import Factors, compressed, stacked


def _smooth(rows: int, columns: int, shift: float = 1.5) -> np.ndarray:
    # A Cauchy matrix of separated points: its singular values fall exponentially.
    x, y = np.linspace(0.0, 1.0, rows), np.linspace(0.0, 1.0, columns)
    return 1.0 / (x[:, None] + shift + y) * np.exp(3j * (x[:, None] - y))


@pytest.mark.parametrize("error", [1e-4, 1e-8, 1e-12])
def test_entries_err_by_no_more_than_asked(error: float) -> None:
    matrix = _smooth(120, 150)
    thin = compressed(matrix, error)
    assert thin.left is not None
    assert thin.rank < 24
    assert np.sqrt(np.mean(np.abs(thin.dense() - matrix) ** 2)) <= error
    assert thin.nbytes < matrix.nbytes / 4


def test_what_has_full_rank_stays_dense() -> None:
    matrix = np.random.default_rng(1).standard_normal((90, 100)) + 0j
    thin = compressed(matrix, 1e-8)
    assert thin.left is None
    np.testing.assert_array_equal(thin.dense(), matrix)


@pytest.mark.parametrize("dense", [True, False])
def test_one_above_the_other(dense: bool) -> None:
    above, below = _smooth(100, 120), _smooth(100, 120, 2.0)
    made = [
        Factors(None, one) if dense else compressed(one, 1e-12) for one in (above, below)
    ]  # fmt: skip
    both = stacked(*made, 1e-9)
    difference = both.dense() - np.concatenate([above, below])
    # That of the parts, a thousand times smaller, adds to what is allowed.
    assert np.sqrt(np.mean(np.abs(difference) ** 2)) <= 1.01e-9


@pytest.mark.parametrize("dense", [True, False])
def test_products_with_rows(dense: bool) -> None:
    matrix = _smooth(100, 120)
    one = Factors(None, matrix) if dense else compressed(matrix, 1e-14)
    rng = np.random.default_rng(2)
    rows, others = (rng.standard_normal((3, n)) * (1.0 + 2.0j) for n in (100, 120))
    # 120 terms of order one: round-off and, where compressed, 1e-14 times their number.
    np.testing.assert_allclose(one.after(rows), rows @ matrix, atol=1e-11)
    np.testing.assert_allclose(one.adjoint_after(others), others @ matrix.conj().T, atol=1e-11)
    np.testing.assert_allclose(
        one.part(slice(10, 30), slice(5, 90)).dense(), matrix[10:30, 5:90], atol=1e-12
    )
    low = one.single()
    assert low.dense().dtype == np.complex64
    np.testing.assert_allclose(low.dense(), matrix, atol=1e-6)  # digits of single precision
