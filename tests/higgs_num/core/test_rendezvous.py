from concurrent.futures import ThreadPoolExecutor

import numba
import numpy as np

from higgs_num.core.rendezvous import CELLS, meet


@numba.njit(nogil=True)
def _alternate(cells, part: int, steps: int, shared):  # type: ignore[no-untyped-def]
    """Each step reads what the other wrote in the last one, and writes its own."""
    for step in range(steps):
        seen = shared[1 - part, step]
        shared[part, step + 1] = seen + 1
        meet(cells, part, step + 1)


def test_each_sees_what_the_other_wrote() -> None:
    steps = 200_000
    shared = np.zeros((2, steps + 1), dtype=np.int64)
    _alternate(np.zeros(2 * CELLS, dtype=np.int64), 0, 0, shared)  # compiles
    cells = np.zeros(2 * CELLS, dtype=np.int64)
    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(_alternate, cells, part, steps, shared) for part in (0, 1)]:
            done.result(timeout=60)
    # A step made too early would have read a zero and counted from there.
    np.testing.assert_array_equal(shared, np.tile(np.arange(steps + 1), (2, 1)))
