"""Integrals over the past against quadrature of functions that are known in closed form."""

import numpy as np
import pytest

from higgs_num.kinetic.history import History
from higgs_num.kinetic.lobatto import lobatto

PANELS, ORDER, LENGTH = 60, 8, 0.5
SITES = 2


class Known:
    """U and C that are Hermitian, 1 and 0.3 at equal times; S_U and S_C of new rows."""

    def __init__(self) -> None:
        rng = np.random.default_rng(5)
        self.frequencies = rng.uniform(-2.0, 2.0, (SITES, 6))
        self.weights = rng.uniform(0.5, 1.0, (SITES, 6))
        self.weights /= self.weights.sum(axis=1, keepdims=True)
        self.signs = rng.uniform(-1.0, 1.0, (SITES, 6))
        self.signs *= 0.3 / (self.weights * self.signs).sum(axis=1, keepdims=True)

    def _waves(self, t: np.ndarray) -> np.ndarray:
        bent = t + 0.2 * np.sin(t)  # not a function of t - t'
        return np.exp(-1j * self.frequencies[:, :, None] * bent)

    def _of(self, weights: np.ndarray, t: np.ndarray, s: np.ndarray) -> np.ndarray:
        return np.einsum("jk,jkt,jks->jts", weights, self._waves(t), self._waves(s).conj())

    def U(self, t: np.ndarray, s: np.ndarray) -> np.ndarray:
        return self._of(self.weights, t, s)

    def C(self, t: np.ndarray, s: np.ndarray) -> np.ndarray:
        return self._of(self.weights * self.signs, t, s)

    def rows(self, s: np.ndarray, which: float) -> np.ndarray:
        shift = np.array([0.3, 0.7, 1.1])[:, None] + which
        return np.stack([np.cos(s - shift) + 1j * np.sin(0.5 * s * (1 + j)) for j in range(SITES)])


def lengths() -> list[float]:
    # As in a quench: the first are shorter.
    return [LENGTH / 8, LENGTH / 8, LENGTH / 4, *[LENGTH] * (PANELS - 3)]


def begun(known: Known, tile: int, error: float | None) -> tuple[History, np.ndarray]:
    panel = lobatto(ORDER)
    zero = np.zeros(1)
    history = History.begun(
        panel, known.U(zero, zero)[:, 0, 0], known.C(zero, zero)[:, 0, 0], error, tile
    )
    nodes = zero
    for length in lengths():
        new = nodes[-1] + length * panel.points[1:]
        nodes = np.concatenate([nodes, new])
        history.append(known.U(new, nodes), known.C(new, nodes), length)
    return history, nodes


def integral(f, start: float, stop: float) -> np.ndarray:
    """Gauss-Legendre on pieces that are as short as panels: right to round-off."""
    x, w = np.polynomial.legendre.leggauss(16)
    edges = np.linspace(start, stop, max(2, int(np.ceil(abs(stop - start) / LENGTH)) + 1))
    s = (edges[:-1, None] + np.diff(edges)[:, None] * (x + 1.0) / 2.0).ravel()
    weights = (np.diff(edges)[:, None] * w / 2.0).ravel()
    return f(s) @ weights


# Panels of 8 points and a phase of 2: interpolation errs by about (1/4)^8 2^8/8! = 1e-7 within
# one, its integral by 1e-10 at the ends; single precision by 1e-7 a term, of some hundred.
@pytest.mark.parametrize(
    ("tile", "error", "single", "allowed"),
    [
        (1000, None, False, 1e-8),
        (32, None, False, 1e-8),
        (16, 1e-11, False, 1e-8),
        (16, 1e-5, False, 1e-4),
        (16, 1e-11, True, 3e-5),
        (1000, None, True, 3e-5),
    ],
)
def test_integrals_over_the_past(
    tile: int, error: float | None, single: bool, allowed: float
) -> None:
    known = Known()
    history, nodes = begun(known, tile, error)
    S_U, S_C = known.rows(nodes, 0.0), known.rows(nodes, 0.4)
    made = history.products(S_U, S_C, single=single)
    T = float(nodes[-1])
    for place in (0, 1, 8, 9, 100, 255, 256, 257, nodes.size - 2, nodes.size - 1):
        at = nodes[place : place + 1]
        from_column = integral(
            lambda s, at=at: known.rows(s, 0.0) * known.U(s, at)[:, None, :, 0], float(at[0]), T
        )
        whole = integral(
            lambda s, at=at: known.rows(s, 0.0) * known.C(s, at)[:, None, :, 0], 0.0, T
        )
        to_column = integral(
            lambda s, at=at: known.rows(s, 0.4) * known.U(s, at)[:, None, :, 0], 0.0, float(at[0])
        )
        for found, expected in (
            (made.from_column, from_column), (made.whole, whole), (made.to_column, to_column),
        ):  # fmt: skip
            np.testing.assert_allclose(found[:, :, place], expected, rtol=0, atol=allowed)


def test_compressed_blocks_are_few_and_hold_what_they_were_given() -> None:
    known = Known()
    dense, nodes = begun(known, 16, None)
    thin, _ = begun(known, 16, 1e-9)
    assert thin.nbytes < dense.nbytes
    # Blocks that begin at t = 0 are merged as a binary counter counts tiles: 30 of them.
    assert sum(one.left == 0 for one in thin.blocks) <= 5
    assert all(one.left == 0 for one in dense.blocks)
    assert thin.last == dense.last == nodes.size - 1
    tile = next(one for one in thin.tiles if one.begin > 100)
    U, C = thin.rows(tile.begin + 1, tile.begin + 5)
    t = nodes[tile.begin + 1 : tile.begin + 5]
    # Entries err by 1e-9 in the root mean square; ten times that for a single one.
    np.testing.assert_allclose(U, known.U(t, nodes[: tile.begin + 5]), atol=1e-8)
    np.testing.assert_allclose(C, known.C(t, nodes[: tile.begin + 5]), atol=1e-8)


def test_weights_integrate_over_all_times() -> None:
    known = Known()
    history, nodes = begun(known, 64, None)
    # int_0^T exp(-s/5) ds; panels of 8 points integrate it to round-off.
    expected = 5.0 * (1.0 - np.exp(-nodes[-1] / 5.0))
    assert abs(history.weights @ np.exp(-nodes / 5.0) - expected) < 1e-13
