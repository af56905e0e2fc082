"""Panels of any number of points and any length, and memory that is compressed."""

import numpy as np
import pytest

from higgs_num.kinetic import Band
from higgs_num.kinetic.bands import chain_of
from higgs_num.kinetic.follow import Following, Method, Setting, Trajectory
from higgs_num.kinetic.history import History
from higgs_num.kinetic.lobatto import lobatto
from higgs_num.kinetic.march import March
from higgs_num.kinetic.rest import Rest
from higgs_num.kinetic.vertical import Vertical
from higgs_sym.ground.errors import ComputationError
from tests.seldom import seldom

W, RATE, STOP = 3.0, 0.3, 4.0


def marched(
    points: int, panels: int, *, tile: int | None = None, compress: float | None = None,
    stop: float = STOP, tolerance: float = 1e-13,
) -> tuple[March, np.ndarray]:  # fmt: skip
    """Follow a quench 0.6 -> 1 in equal panels; return Delta at the ends of panels as well."""
    chain = chain_of(Band.SEMICIRCLE, W, RATE, 0.0, 1)
    still, final = Rest.of(chain, 0.6), Rest.of(chain, 1.0).ratio
    march = March.begun(
        still, Vertical.of(still), lobatto(points), panels * points + 1,
        tolerance=tolerance, compress=compress,
    )  # fmt: skip
    if tile is not None:
        one = np.ones(1, dtype=np.complex128)
        march.history = History.begun(
            march.panel, one, one * still.equal_time, compress, tile
        )  # fmt: skip
    ends = []
    for _ in range(panels):
        found = march.advance(stop / panels, np.full(points + 1, final))
        march.accept(found)
        ends.append(found.gap[-1])
    return march, np.array(ends)


@pytest.mark.parametrize("points", seldom([2, 3], [3]))
def test_values_at_the_ends_of_panels_have_order_2p(points: int) -> None:
    _, exact = marched(12, 8)
    errors = []
    for panels in (16, 32, 64):
        _, ends = marched(points, panels)
        errors.append(np.max(np.abs(ends[panels // 8 - 1 :: panels // 8] - exact)))
    orders = np.log2(np.array(errors[:-1]) / errors[1:])
    # Half an order for what is not yet asymptotic at a phase of W STOP/16 = 0.75.
    assert np.all(np.abs(orders - 2 * points) < 0.5)


def test_compressed_memory_errs_by_little_more_than_its_entries() -> None:
    # 30 panels of 16 in tiles of 48: 481 times in ten tiles, merged to blocks of up to 192 rows.
    dense, ends = marched(16, 30, stop=45.0, tolerance=1e-11)
    for error in (1e-5, 1e-8):
        thin, found = marched(16, 30, tile=48, compress=error, stop=45.0, tolerance=1e-11)
        assert any(one.left is not None for block in thin.history.blocks for one in block.U)
        # Errors of single entries have all signs: integrals over T = 45 of U, which is below 1,
        # see no more than some ten times their size.
        assert np.max(np.abs(found - ends)) < 10.0 * error
        assert thin.history.nbytes < dense.history.nbytes
    tiled, found = marched(16, 30, tile=48, stop=45.0, tolerance=1e-11)
    # The same numbers in other places: increments in single precision end at other round-off.
    assert np.max(np.abs(found - ends)) < 1e-9
    assert len(tiled.history.blocks) == 8


def test_functions_are_hermitian_and_normalised() -> None:
    march, _ = marched(12, 8)
    tile = march.history.tiles[0]
    U, C = tile.U[0, : tile.size, : tile.size], tile.C[0, : tile.size, : tile.size]
    np.testing.assert_array_equal(U, U.conj().T)
    np.testing.assert_array_equal(C, C.conj().T)
    # U(t,t) = 1 and |U|, |C| <= 1, as of any state; the collocation errs by 1e-9 at this phase
    np.testing.assert_allclose(np.diag(U), 1.0, rtol=0, atol=1e-9)
    assert np.max(np.abs(U)) < 1.0 + 1e-9
    # G^< and G^> are positive: eigenvalues of U +- C, products of two amplitudes at all times.
    for one in (U + C, U - C):
        assert np.min(np.linalg.eigvalsh(one)) > -1e-8


def test_panels_that_are_too_long_are_told() -> None:
    with pytest.raises(ComputationError, match="does not converge"):
        marched(6, 1, stop=60.0)


def follow(setting: Setting, method: Method) -> Trajectory:
    following = Following.begun(setting, method)
    while following.waiting:
        following.step(setting, method)
    return following.trajectory()


def test_delta_that_varies_fast_gets_shorter_panels() -> None:
    chain = chain_of(Band.SEMICIRCLE, W, RATE, 0.0, 1)
    still, final = Rest.of(chain, 0.6), Rest.of(chain, 1.0).ratio
    setting = Setting(still, final, 3.0)
    coarse = follow(setting, Method(6, 9.0, 1e-12, 1e-10))
    # Six points do not resolve a phase of 9 to 1e-10: panels are cut, and cover all times.
    assert np.max(coarse.lengths) < 9.0 / setting.width / 2.0
    assert np.sum(coarse.lengths) == pytest.approx(3.0, rel=1e-12)
    fine = follow(setting, Method(16, 5.0, 1e-12, 1e-10))
    t = np.linspace(0.0, 3.0, 50)
    np.testing.assert_allclose(coarse.at(t)[0], fine.at(t)[0], atol=1e-7)
