"""Matrices kept dense or as products of thin ones, whose products with rows are all that is asked.

Each is held in double and in single precision: increments of an iteration need no more digits than
the latter has, and cost half.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[Any]  # complex128 or complex64

FIRST_RANK = 24
SEED = 20_240_104  # of the sketches: the same bits in every run


@dataclass(frozen=True, eq=False)
class Factors:
    """The matrix left @ right, or `right` alone where left is None."""

    left: Matrix | None
    right: Matrix

    @property
    def nbytes(self) -> int:
        """Bytes held."""
        return self.right.nbytes + (0 if self.left is None else self.left.nbytes)

    @property
    def rank(self) -> int:
        """Columns of `left`; rows of a dense matrix."""
        return len(self.right)

    def after(self, rows: Matrix) -> Matrix:
        """Return rows @ M."""
        return rows @ self.right if self.left is None else (rows @ self.left) @ self.right

    def adjoint_after(self, rows: Matrix) -> Matrix:
        """Return rows @ M^+; only thin matrices are conjugated."""
        product = rows.conj() @ self.right.T
        if self.left is not None:
            product = product @ self.left.T
        return np.asarray(product.conj())

    def dense(self) -> Matrix:
        """Return the matrix."""
        return self.right if self.left is None else self.left @ self.right

    def single(self) -> "Factors":
        """Return it in single precision."""
        left = None if self.left is None else self.left.astype(np.complex64)
        return Factors(left, self.right.astype(np.complex64))

    def part(self, rows: slice, columns: slice) -> "Factors":
        """Return a block of it."""
        if self.left is None:
            return Factors(None, np.ascontiguousarray(self.right[rows, columns]))
        return Factors(self.left[rows], np.ascontiguousarray(self.right[:, columns]))


def compressed(matrix: Matrix, error: float) -> Factors:
    """Return thin factors of a matrix whose entries err by `error` in the root mean square.

    A sketch by random rows (Halko, Martinsson, Tropp 2011) of increasing number until what it
    leaves out is below half of the error; then singular values. Dense if that takes no less.
    """
    rows, columns = matrix.shape
    allowed = error * np.sqrt(float(rows * columns))
    rng = np.random.default_rng(SEED)
    rank = FIRST_RANK
    while 2 * rank < min(rows, columns):
        sketch = rng.standard_normal((columns, rank))
        basis, _ = np.linalg.qr(matrix @ sketch)
        inside = basis.conj().T @ matrix
        if np.linalg.norm(matrix - basis @ inside) <= allowed / 2.0:
            return _shortened(basis, inside, allowed)
        rank *= 2
    return Factors(None, matrix)


def stacked(above: Factors, below: Factors, error: float) -> Factors:
    """Return both, one above the other, with a rank that `error` allows."""
    if above.left is None or below.left is None:
        return compressed(np.concatenate([above.dense(), below.dense()]), error)
    left = np.zeros(
        (len(above.left) + len(below.left), above.rank + below.rank), dtype=above.left.dtype
    )
    left[: len(above.left), : above.rank] = above.left
    left[len(above.left) :, above.rank :] = below.left
    right = np.concatenate([above.right, below.right])
    allowed = error * np.sqrt(float(len(left) * right.shape[1]))
    return _shortened(left, right, allowed)


def _shortened(left: Matrix, right: Matrix, allowed: float) -> Factors:
    """Return left @ right (left with orthonormal columns) less its smallest singular values."""
    basis, triangle = np.linalg.qr(right.conj().T)  # right = triangle^+ basis^+
    u, sizes, v = np.linalg.svd(triangle.conj().T)
    tails = np.sqrt(np.cumsum(sizes[::-1] ** 2)[::-1])
    rank = max(1, int(np.count_nonzero(tails > allowed / 2.0)))
    shorter = (sizes[:rank, None] * v[:rank]) @ basis.conj().T
    return Factors(np.ascontiguousarray(left @ u[:, :rank]), np.ascontiguousarray(shorter))
