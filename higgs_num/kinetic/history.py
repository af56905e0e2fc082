"""What is known of U(t,t') and C(t,t') up to now, and the integrals over it.

Rows are times t, columns t' <= t; the rest follows from U(t',t) = U(t,t')* and C(t',t) = C(t,t')*.
Times are grouped in tiles. A tile holds its own square; what lies to the left of it is one block,
dense while it grows. When the next tile begins, blocks are compressed, and neighbours of one size
merged, so that their number grows with the logarithm of the time (hierarchical off-diagonal low
rank, Kaye and Golez, SciPost Phys. 10, 091 (2021)).
"""

from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.kinetic.lobatto import Lobatto
from higgs_num.kinetic.low_rank import Factors, Matrix, compressed, stacked

TILE = 384  # nodes: fewer make more blocks, more make larger dense squares


@dataclass(eq=False)
class Tile:
    """The square of U and C on own times [begin, end), and U with weights of integrals.

    `after`, `before` (sites, rows, own): U(s,t') with the weights of the integrals over s from t'
    on, and up to t', by panels of this tile; their rows are `first` ... end - 1, where `first` is
    the last time of the tile before, as panels share their ends.
    """

    begin: int
    size: int
    U: Matrix
    C: Matrix
    after: Matrix
    before: Matrix
    singles: tuple[Matrix, Matrix, Matrix]

    def in_precision(self, *, single: bool) -> tuple[Matrix, Matrix, Matrix]:
        """Return `after`, `before` and C as far as they are known."""
        rows, n = self.end - self.first, self.size
        after, before, C = self.singles if single else (self.after, self.before, self.C)
        return after[:, :rows, :n], before[:, :rows, :n], C[:, :n, :n]

    def settle(self) -> None:
        """Copy to single precision what has changed."""
        for low, high in zip(self.singles, (self.after, self.before, self.C), strict=True):
            low[...] = high

    @property
    def end(self) -> int:
        """One more than its last time."""
        return self.begin + self.size

    @property
    def first(self) -> int:
        """First row of `after` and `before`."""
        return max(self.begin - 1, 0)


@dataclass(frozen=True, eq=False)
class Block:
    """U and C on rows [begin, end) and columns [left, right), for each site."""

    begin: int
    end: int
    left: int
    right: int
    U: tuple[Factors, ...]
    C: tuple[Factors, ...]

    def single(self) -> "Block":
        """Return it in single precision."""
        U, C = (tuple(one.single() for one in each) for each in (self.U, self.C))
        return Block(self.begin, self.end, self.left, self.right, U, C)

    def upper(self, rows: int) -> "Block":
        """Return its first rows, of dense blocks a view."""
        U, C = (tuple(Factors(None, one.right[:rows]) for one in each) for each in (self.U, self.C))
        return Block(self.begin, self.begin + rows, self.left, self.right, U, C)

    @property
    def nbytes(self) -> int:
        """Bytes held."""
        return sum(one.nbytes for one in (*self.U, *self.C))


@dataclass(frozen=True, eq=False)
class Products:
    """Integrals over the known past s in [0, T], for each new row t and known column t'.

    from_column: int_t'^T S_U(t,s) U(s,t'); to_column: int_0^t' S_C(t,s) U(s,t');
    whole: int_0^T S_U(t,s) C(s,t'). Each (sites, rows, columns).
    """

    from_column: Matrix
    to_column: Matrix
    whole: Matrix


@dataclass(eq=False)
class History:
    """U and C on nodes 0 ... `last` of panels, and their products with new rows.

    error: root mean square error of compressed entries; None keeps all dense.
    """

    panel: Lobatto
    error: float | None
    tile: int
    weights: Vector
    tiles: list[Tile]
    blocks: list[Block] = field(default_factory=list)
    singles: list[Block] = field(default_factory=list)
    growing: tuple[Block, Block] | None = None  # in double and single precision
    last: int = 0

    @classmethod
    def begun(
        cls, panel: Lobatto, U: Matrix, C: Matrix, error: float | None, tile: int = TILE
    ) -> "History":
        """Begin at t = 0 with equal-time values (sites,)."""
        size = max(1, round(tile / panel.order)) * panel.order
        history = cls(panel, error, size, np.zeros(1), [])
        history.tiles.append(_empty_tile(0, size + 1, len(U)))
        first = history.tiles[0]
        first.size = 1
        first.U[:, 0, 0], first.C[:, 0, 0] = U, C
        return history

    @property
    def sites(self) -> int:
        """Number of sites of the chain."""
        return len(self.tiles[0].U)

    @property
    def nbytes(self) -> int:
        """Bytes held."""
        tiles = sum(
            sum(each.nbytes for each in (one.U, one.C, one.after, one.before, *one.singles))
            for one in self.tiles
        )
        growing = () if self.growing is None else self.growing
        return int(tiles + sum(one.nbytes for one in (*self.blocks, *self.singles, *growing)))

    def append(self, U: Matrix, C: Matrix, length: float) -> None:
        """Add a panel of the given length: rows (sites, p, last + 1 + p) of new times."""
        if self.tiles[-1].size + self.panel.order > self.tiles[-1].U.shape[-1]:
            self._close()
        tile, p, n = self.tiles[-1], self.panel.order, self.last
        integrals = length * self.panel.integrals
        b = integrals[-1]
        begins = tile.size == 0
        # The square of the panel with its first time: known by symmetry.
        corner_U = self._corner(U)
        row = n - tile.first  # of time n among the rows of `after`
        new = slice(tile.size, tile.size + p)
        if begins:
            self.tiles[-2].after[:, -1, :] += b[0] * self.tiles[-2].U[:, -1, :]
            self.tiles[-2].settle()
            tile.before[:, row, new] = (integrals[1:, 0] - b[0]) * corner_U[:, 0, 1:]
        else:
            own = tile.size
            tile.after[:, row, :own] += b[0] * tile.U[:, own - 1, :own]
            tile.after[:, row + 1 : row + 1 + p, :own] += b[1:, None] * U[:, :, tile.begin : n + 1]
            inside = self.weights[tile.begin : n + 1, None]
            past = U[:, :, tile.begin : n + 1].conj().transpose(0, 2, 1)
            tile.before[:, tile.begin - tile.first : row + 1, new] = inside * past
            tile.before[:, row, new] += integrals[1:, 0] * corner_U[:, 0, 1:]
        tile.after[:, row : row + 1 + p, new] += (b - integrals[1:]).T * corner_U[:, :, 1:]
        tile.before[:, row + 1 : row + 1 + p, new] = integrals[1:, 1:].T * corner_U[:, 1:, 1:]
        for square, rows in ((tile.U, U), (tile.C, C)):
            square[:, new, : new.stop] = rows[:, :, tile.begin :]
            square[:, : new.stop, new] = rows[:, :, tile.begin :].conj().transpose(0, 2, 1)
        if tile.begin:
            assert self.growing is not None
            for block in self.growing:
                for factors, rows in ((block.U, U), (block.C, C)):
                    for site, one in enumerate(factors):
                        one.right[new] = rows[site, :, : tile.begin]
        tile.size += p
        tile.settle()
        self.weights = np.concatenate([self.weights, np.zeros(p)])
        self.weights[n:] += b
        self.last = n + p

    def _corner(self, U: Matrix) -> Matrix:
        """Return U on the panel and its first time, (sites, p + 1, p + 1)."""
        n = self.last
        sites, p, _ = U.shape
        corner = np.empty((sites, p + 1, p + 1), dtype=np.complex128)
        corner[:, 1:, :] = U[:, :, n:]
        corner[:, 0, 1:] = U[:, :, n].conj()
        corner[:, 0, 0] = 1.0
        return corner

    def _close(self) -> None:
        """End the last tile, compress what lies beside it, and begin another."""
        done = self.tiles[-1]
        if self.growing is not None:
            self._keep(self.growing[0])
        begin = done.end
        self.tiles.append(_empty_tile(begin, self.tile, self.sites))
        self.growing = (
            self._dense_block(begin, np.complex128), self._dense_block(begin, np.complex64)
        )  # fmt: skip

    def _dense_block(self, begin: int, kind: type[np.complexfloating[Any, Any]]) -> Block:
        U, C = (
            tuple(
                Factors(None, np.zeros((self.tile, begin), dtype=kind)) for _ in range(self.sites)
            )
            for _ in range(2)
        )
        return Block(begin, begin + self.tile, 0, begin, U, C)

    def _keep(self, block: Block) -> None:
        if self.error is not None:
            U, C = (
                tuple(compressed(one.right, self.error) for one in each)
                for each in (block.U, block.C)
            )
            block = Block(block.begin, block.end, block.left, block.right, U, C)
        self.blocks.append(block)
        self.singles.append(block.single())
        while self.error is not None and self._mergeable():
            self._merge(self.error)

    def _whole(self) -> list[int]:
        """Return places of the blocks that reach to the first column."""
        return [place for place, one in enumerate(self.blocks) if one.left == 0]

    def _mergeable(self) -> bool:
        whole = self._whole()
        if len(whole) < 2:
            return False
        above, below = self.blocks[whole[-2]], self.blocks[whole[-1]]
        return above.end - above.begin == below.end - below.begin

    def _merge(self, error: float) -> None:
        """Join the last two blocks over their common columns; what is left of the lower stays."""
        *_, first, second = self._whole()
        above, below = self.blocks[first], self.blocks[second]
        every, common, rest = slice(None), slice(0, above.right), slice(above.right, below.right)
        joined = (
            tuple(
                stacked(one, other.part(every, common), error)
                for one, other in zip(a, b, strict=True)
            )
            for a, b in ((above.U, below.U), (above.C, below.C))
        )
        left = (tuple(one.part(every, rest) for one in each) for each in (below.U, below.C))
        new = (
            Block(above.begin, below.end, 0, above.right, *joined),
            Block(below.begin, below.end, above.right, below.right, *left),
        )
        for held, blocks in ((self.blocks, new), (self.singles, [one.single() for one in new])):
            del held[second], held[first]
            held.extend((blocks[1], blocks[0]))

    def _blocks(self, *, single: bool) -> Iterator[Block]:
        yield from self.singles if single else self.blocks
        tile = self.tiles[-1]
        if self.growing is not None and tile.size:
            yield self.growing[single].upper(tile.size)

    def products(
        self, S_U: Matrix, S_C: Matrix, *, single: bool = False, pool: Executor | None = None
    ) -> Products:
        """Return the integrals over the past for new rows of S_U, S_C (sites, rows, last + 1).

        pool: who computes those of C meanwhile; the bits are the same.
        """
        kind = np.complex64 if single else np.complex128
        weighted_U, weighted_C = ((S * self.weights).astype(kind) for S in (S_U, S_C))
        S_U, S_C = S_U.astype(kind), S_C.astype(kind)
        blocks = tuple(self._blocks(single=single))
        if pool is None:
            whole = self._with_C(weighted_U, blocks, single=single)
            return Products(
                *self._with_U(S_U, S_C, weighted_U, weighted_C, blocks, single=single), whole
            )
        later = pool.submit(self._with_C, weighted_U, blocks, single=single)
        return Products(
            *self._with_U(S_U, S_C, weighted_U, weighted_C, blocks, single=single), later.result()
        )

    def _with_U(
        self, S_U: Matrix, S_C: Matrix, weighted_U: Matrix, weighted_C: Matrix,
        blocks: tuple[Block, ...], *, single: bool,
    ) -> tuple[Matrix, Matrix]:  # fmt: skip
        """Return int_t'^T S_U U and int_0^t' S_C U."""
        from_column, to_column = np.zeros_like(S_U), np.zeros_like(S_U)
        for tile in self.tiles:
            own, rows = slice(tile.begin, tile.end), slice(tile.first, tile.end)
            after, before, _ = tile.in_precision(single=single)
            from_column[:, :, own] += S_U[:, :, rows] @ after
            to_column[:, :, own] += S_C[:, :, rows] @ before
        for block in blocks:
            rows, columns = slice(block.begin, block.end), slice(block.left, block.right)
            for site, U in enumerate(block.U):
                from_column[site, :, columns] += U.after(weighted_U[site, :, rows])
                to_column[site, :, rows] += U.adjoint_after(weighted_C[site, :, columns])
        return from_column, to_column

    def _with_C(self, weighted_U: Matrix, blocks: tuple[Block, ...], *, single: bool) -> Matrix:
        """Return int_0^T S_U C."""
        whole = np.zeros_like(weighted_U)
        for tile in self.tiles:
            own = slice(tile.begin, tile.end)
            whole[:, :, own] += weighted_U[:, :, own] @ tile.in_precision(single=single)[2]
        for block in blocks:
            rows, columns = slice(block.begin, block.end), slice(block.left, block.right)
            for site, C in enumerate(block.C):
                whole[site, :, columns] += C.after(weighted_U[site, :, rows])
                whole[site, :, rows] += C.adjoint_after(weighted_U[site, :, columns])
        return whole

    def rows(self, begin: int, end: int) -> tuple[Matrix, Matrix]:
        """Return U and C on times [begin, end) of one tile and columns up to it, by site."""
        U, C = (np.zeros((self.sites, end - begin, end), dtype=np.complex128) for _ in range(2))
        for tile in self.tiles:
            if tile.begin <= begin < tile.end:
                own = slice(begin - tile.begin, end - tile.begin)
                U[:, :, tile.begin : end] = tile.U[:, own, : own.stop]
                C[:, :, tile.begin : end] = tile.C[:, own, : own.stop]
        for block in self._blocks(single=False):
            if block.begin <= begin < block.end:
                own, columns = (
                    slice(begin - block.begin, end - block.begin),
                    slice(block.left, block.right),
                )
                for site in range(self.sites):
                    U[site, :, columns] = block.U[site].part(own, slice(None)).dense()
                    C[site, :, columns] = block.C[site].part(own, slice(None)).dense()
        return U, C


def _empty_tile(begin: int, size: int, sites: int) -> Tile:
    rows = size + (1 if begin else 0)
    square = (sites, size, size)
    U, C = (np.zeros(square, dtype=np.complex128) for _ in range(2))
    after, before = (np.zeros((sites, rows, size), dtype=np.complex128) for _ in range(2))
    after_low, before_low = (np.zeros(after.shape, dtype=np.complex64) for _ in range(2))
    singles = (after_low, before_low, np.zeros(square, dtype=np.complex64))
    return Tile(begin, 0, U, C, after, before, singles)
