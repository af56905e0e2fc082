"""Layout of the splitting kernels: levels in blocks, the rows of a block one after another.

An array of r quantities on n levels is stored as (blocks, r * BLOCK): block b holds row 0 of its
BLOCK levels, then row 1, and so on; missing levels at the end are zeros. One block lies in the
first-level cache, and since the distance between its rows is a constant the compiler sees that
they do not overlap and uses the widest registers without any check.
"""

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.core.compile import kernel

BLOCK = 128


@kernel
def lane_sum(lanes: Vector, row: int) -> float:
    """Sum row `row` of one block, folding its lanes in halves: a fixed order of additions."""
    folded = np.empty(BLOCK // 2)
    half = BLOCK // 2
    for i in range(half):
        folded[i] = lanes[row * BLOCK + i] + lanes[row * BLOCK + half + i]
    while half > 1:
        half //= 2
        for i in range(half):
            folded[i] += folded[half + i]
    return float(folded[0])


@kernel
def row_sum(blocks: Vector, row: int) -> float:
    """Sum row `row` over all levels in a fixed order."""
    lanes = np.zeros(BLOCK)
    for b in range(blocks.shape[0]):
        block = blocks[b]
        for i in range(BLOCK):
            lanes[i] += block[row * BLOCK + i]
    return lane_sum(lanes, 0)
