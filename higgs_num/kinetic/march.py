"""One panel after the other: all of U, C, A, B on the new times from what is known before them.

The equations of motion are collocated on the points of the panel. What the new rows share with
each other (the last stretch of the convolutions, and Delta) is solved for; what they share with
the past is a product with known matrices, repeated until nothing changes. The first product is in
double precision, later ones are of increments, in single precision once these are small.
"""

from concurrent.futures import Executor
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.kinetic.chain import Chain
from higgs_num.kinetic.history import History, Products
from higgs_num.kinetic.lobatto import Lobatto
from higgs_num.kinetic.low_rank import Matrix
from higgs_num.kinetic.rest import Rest
from higgs_num.kinetic.vertical import Vertical
from higgs_sym.ground.errors import ComputationError

MOST_SWEEPS = 80
SMALL = 1e-3  # increments below it lose nothing above 1e-10 in single precision
LOCAL = 0.1  # of the last change: how far the new square is solved before the next product
MOST_LOCAL = 30
ALONE = 300  # times: with fewer a second thread costs more than it saves


class Functions(NamedTuple):
    """U, C (sites, rows, times) and A, B (sites, rows, tau)."""

    U: Matrix
    C: Matrix
    A: Matrix
    B: Matrix

    def less(self, other: "Functions") -> "Functions":
        """Return the difference."""
        return Functions(*(own - theirs for own, theirs in zip(self, other, strict=True)))

    def self_energy(self, chain: Chain) -> "Functions":
        """Return S_U, S_C, S_A, S_B."""
        return Functions(
            chain.self_energy(self.U, self.U, 1.0),
            chain.self_energy(self.C, self.C, -1.0),
            chain.self_energy(self.A, self.B, 1.0),
            chain.self_energy(self.B, self.A, 1.0),
        )


@dataclass(frozen=True, eq=False)
class Advanced:
    """What a panel would add: rows on it, Delta and the energy (p + 1,), and the sweeps taken."""

    rows: Functions
    length: float
    gap: Vector
    energy: Vector
    sweeps: int

    @property
    def norm_change(self) -> float:
        """Largest |U(t,t) - 1|, which the equations conserve and the collocation does not."""
        n = self.rows.U.shape[2] - self.rows.U.shape[1]
        equal = np.einsum("jii->ji", self.rows.U[:, :, n:])
        return float(np.max(np.abs(equal - 1.0)))


@dataclass(eq=False)
class March:
    """The state up to some time T.

    A, B (sites, capacity, tau): rows 0 ... history.last are known. rest_U ... rest_B: integrals
    over the past in the equations of motion at T, for known columns. previous: rows of the last
    panel and its length, from which the next is guessed. pool: a second thread, if any.
    """

    chain: Chain
    vertical: Vertical
    panel: Lobatto
    tolerance: float
    history: History
    A: Matrix
    B: Matrix
    rest: Functions
    previous: tuple[Matrix, Matrix, float] | None = None
    pool: Executor | None = None

    @classmethod
    def begun(
        cls, rest: Rest, vertical: Vertical, panel: Lobatto, capacity: int,
        *, tolerance: float, compress: float | None,
    ) -> "March":  # fmt: skip
        """Begin in an equilibrium, with room for so many times."""
        chain = rest.chain
        shape = (chain.sites, capacity, vertical.tau.size)
        A, B = (np.zeros(shape, dtype=np.complex128) for _ in range(2))
        A[:, 0], B[:, 0] = vertical.hole, vertical.particle
        one = np.ones(chain.sites, dtype=np.complex128)
        history = History.begun(panel, one, one * rest.equal_time, compress)
        U, C = (tile[:, :1, :1].copy() for tile in (history.tiles[0].U, history.tiles[0].C))
        march = cls(chain, vertical, panel, tolerance, history, A, B, Functions(U, C, A, B))
        march.rest = march._past(Functions(U, C, A[:, :1], B[:, :1]), single=False)
        return march

    @property
    def nbytes(self) -> int:
        """Bytes of all that is known."""
        return self.history.nbytes + self.A.nbytes + self.B.nbytes

    def _past(self, new: Functions, *, single: bool) -> Functions:
        """Return the integrals over [0, T] and the vertical branch, linear in the new rows."""
        S = new.self_energy(self.chain)
        n, v = self.history.last + 1, self.vertical
        made: Products = self.history.products(
            S.U[:, :, :n], S.C[:, :, :n], single=single, pool=self.pool if n > ALONE else None
        )
        weighted = S.U[:, :, :n] * self.history.weights
        A, B = self.A[:, :n], self.B[:, :n]
        return Functions(
            -made.from_column,
            made.to_column - made.whole - 2j * self.vertical_of(S, A, B),
            1j * (S.A @ v.A_from_A + S.B @ v.A_from_B) - weighted @ A,
            -1j * (S.A @ v.B_from_A + S.B @ v.B_from_B) - weighted @ B,
        )

    def vertical_of(self, S: Functions, A: Matrix, B: Matrix) -> Matrix:
        """Return int dtau [S_A(t) B(t')* + S_B(t) A(t')*], (sites, rows of S, rows of A)."""
        w = self.vertical.weights
        of_A, of_B = ((one * w).conj() for one in (S.A, S.B))
        return np.asarray((of_A @ B.transpose(0, 2, 1) + of_B @ A.transpose(0, 2, 1)).conj())

    def _guess(self, length: float) -> Functions:
        """Return rows on the panel and its first time: the last panel's, moved along t = t'."""
        p, n = self.panel.order, self.history.last
        shape = (self.chain.sites, p + 1, n + p + 1)
        made = []
        for which in (0, 1):
            guess = np.zeros(shape, dtype=np.complex128)
            last = self.last_row(which)
            guess[:, :, : n + 1] = last[:, None, :]
            if self.previous is not None and np.isclose(self.previous[2], length, rtol=1e-12):
                guess[:, 1:, p:] = self.previous[which]
            else:
                guess[:, :, n:] = last[:, None, n:]
            guess[:, 0, : n + 1] = last
            guess[:, 0, n:] = guess[:, :, n].conj()
            made.append(guess)
        A, B = (np.repeat(one[:, n : n + 1], p + 1, axis=1) for one in (self.A, self.B))
        return Functions(made[0], made[1], A, B)

    def last_row(self, which: int) -> Matrix:
        """Return U(T,t') (which = 0) or C(T,t') (which = 1), (sites, last + 1)."""
        if self.previous is None:
            tile = self.history.tiles[0]
            return np.asarray((tile.U, tile.C)[which][:, 0, :1])
        U, C, _ = self.previous
        return np.asarray((U, C)[which][:, -1])

    def advance(self, length: float, coupling: Vector) -> Advanced:
        """Return what a panel would add; coupling (p + 1,) is g at its points.

        Raises
        ------
        ComputationError
            If the iteration does not converge.
        """
        p, n = self.panel.order, self.history.last
        solver = _Square(self, length, coupling)
        new = self._guess(length)
        gap = np.full(p + 1, coupling * new.C[0, 0, n].real)
        past: Functions | None = None
        change, seen = np.inf, new
        for sweep in range(1, MOST_SWEEPS + 1):
            if past is None:
                rows = Functions(*(one[:, 1:] for one in new))
                past = self._past(rows, single=False)
            else:
                difference = Functions(*(one[:, 1:] for one in new.less(seen)))
                more = self._past(difference, single=change < SMALL)
                past = Functions(*(a + b for a, b in zip(past, more, strict=True)))
            seen = new
            new, gap, energy = solver.solved(past, new, gap, sweep, LOCAL * change)
            change = max(
                float(np.max(np.abs(one), initial=0.0)) for one in new.less(seen)
            )  # fmt: skip
            if not np.isfinite(change):
                break
            if change < self.tolerance:
                return Advanced(new, length, gap, energy, sweep)
        rule = "take shorter panels (a smaller tol)"
        raise ComputationError(
            f"the new panel does not converge ({change:.1e} after {sweep} sweeps); {rule}"
        )

    def accept(self, found: Advanced) -> None:
        """Add the panel."""
        p, n, new = self.panel.order, self.history.last, found.rows
        rows_U, rows_C = new.U[:, 1:], new.C[:, 1:]
        self.history.append(rows_U, rows_C, found.length)
        if n + p + 1 > self.A.shape[1]:
            room = np.zeros_like(self.A)
            self.A, self.B = (np.concatenate([one, room], axis=1) for one in (self.A, self.B))
        self.A[:, n + 1 : n + p + 1], self.B[:, n + 1 : n + p + 1] = new.A[:, 1:], new.B[:, 1:]
        self.previous = (rows_U, rows_C, found.length)
        self.rest = self._past(Functions(*(one[:, -1:] for one in new)), single=False)


class _Square:
    """The equations on one panel that the new rows share, solved for given integrals of the past.

    Point 0 of the panel is T, known for known columns; new columns begin at U(T,t') = U(t',T)*.
    """

    def __init__(self, march: March, length: float, coupling: Vector) -> None:
        self._march, self._coupling = march, coupling
        self._integrals = length * march.panel.integrals

    def solved(
        self, past: Functions, new: Functions, gap: Vector, sweep: int, enough: float
    ) -> tuple[Functions, Vector, Vector]:
        """Return the rows for these integrals, Delta and the energy.

        `new`: rows of the last sweep. In the first sweep Delta stays as guessed.
        """
        march, a, n = self._march, self._integrals, self._march.history.last
        base = self._base(new)
        square_U, square_C = new.U[:, :, n:], new.C[:, :, n:]
        for _ in range(MOST_LOCAL):
            S_U = march.chain.self_energy(square_U, square_U, 1.0)
            S_C = march.chain.self_energy(square_C, square_C, -1.0)
            up_to = a.T * square_U  # int_T^t' along a column
            rest_U, rest_C = S_U @ up_to, base + S_C @ up_to
            stretch = a * S_U  # int_T^t along a row
            rate = np.einsum("jii->ji", rest_C) - np.einsum("jik,jki->ji", stretch, square_C)
            equal = self._start_C[:, n].real[:, None] + 2.0 * rate.real @ a.T
            if sweep > 1:
                gap = self._coupling * equal[0]
            inverse, begin = self._inverse(gap, stretch)
            before = (square_U, square_C)
            square_U = self._hermitian(square_U, rest_U, inverse, begin, march.history, 0)
            square_C = self._hermitian(square_C, rest_C, inverse, begin, march.history, 1)
            change = max(
                float(np.max(np.abs(one - old)))
                for one, old in zip((square_U, square_C), before, strict=True)
            )
            if change <= max(enough, 0.1 * march.tolerance):
                break
        energy = rate[0].imag - gap**2 / (2.0 * self._coupling)
        made = []
        for which in (0, 1):
            first = (self._start_U, self._start_C)[which][:, None, :n]
            rows = self._rows(
                first, march.rest[which][:, :, :n], past[which][:, :, :n], inverse, begin
            )
            square = (square_U, square_C)[which]
            made.append(np.concatenate([np.concatenate([first, rows], axis=1), square], axis=2))
        for which, held in ((2, march.A), (3, march.B)):
            first = held[:, n : n + 1]
            rows = self._rows(first, march.rest[which], past[which], inverse, begin)
            made.append(np.concatenate([first, rows], axis=1))
        return Functions(*made), gap, energy

    @property
    def _start_U(self) -> Matrix:
        return self._march.last_row(0)

    @property
    def _start_C(self) -> Matrix:
        return self._march.last_row(1)

    def _base(self, new: Functions) -> Matrix:
        """Return what the past and the vertical branch give C on the square, (sites, p+1, p+1)."""
        march, n = self._march, self._march.history.last
        S = new.self_energy(march.chain)
        w = march.history.weights
        columns_U, columns_C = (
            one[:, :, : n + 1].conj().transpose(0, 2, 1) for one in (new.U, new.C)
        )
        return np.asarray(
            (S.C[:, :, : n + 1] * w) @ columns_U
            - (S.U[:, :, : n + 1] * w) @ columns_C
            - 2j * march.vertical_of(S, new.A, new.B)
        )

    def _inverse(self, gap: Vector, stretch: Matrix) -> tuple[Matrix, Matrix]:
        """Return the inverse of the implicit matrix on new points, and its column of point 0."""
        a = self._integrals
        matrix = a @ (1j * np.diag(gap) + stretch)
        matrix += np.eye(gap.size)
        return np.linalg.inv(matrix[:, 1:, 1:]), matrix[:, 1:, :1]

    def _rows(
        self, first: Matrix, rest: Matrix, past: Matrix, inverse: Matrix, begin: Matrix
    ) -> Matrix:
        """Return new rows that begin in `first`, for integrals at T (`rest`) and at new points."""
        a = self._integrals
        driven = a[1:, :1] * rest + a[1:, 1:] @ past
        return np.asarray(inverse @ (first + driven - begin * first))

    def _hermitian(
        self, square: Matrix, rest: Matrix, inverse: Matrix, begin: Matrix, history: History,
        which: int,
    ) -> Matrix:  # fmt: skip
        """Return the new square; both of its halves are computed, and averaged."""
        n = history.last
        last = (self._start_U, self._start_C)[which]
        first = np.concatenate([last[:, None, n:], square[:, None, 1:, 0].conj()], axis=2)
        new = np.empty_like(square)
        new[:, :1] = first
        new[:, 1:] = self._rows(first, rest[:, :1], rest[:, 1:], inverse, begin)
        return np.asarray((new + new.conj().transpose(0, 2, 1)) / 2.0)
