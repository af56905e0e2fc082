"""Between vectors over levels and the blocks of the splitting kernels (`core.blocks`)."""

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.core.blocks import BLOCK


def pack(*rows: Vector) -> Vector:
    """Return rows (n,) as (b, len(rows) * BLOCK), the levels missing in the last block zero."""
    n = rows[0].size
    blocks = -(-n // BLOCK)
    packed = np.zeros((len(rows), blocks * BLOCK))
    packed[:, :n] = rows
    # (rows, b, BLOCK) -> (b, rows, BLOCK): the rows of one block lie together.
    return np.ascontiguousarray(
        packed.reshape(len(rows), blocks, BLOCK).transpose(1, 0, 2).reshape(blocks, -1)
    )


def unpack(blocks: Vector, n: int) -> Vector:
    """Return (b, r * BLOCK) as (r, n)."""
    rows = blocks.shape[1] // BLOCK
    return blocks.reshape(-1, rows, BLOCK).transpose(1, 0, 2).reshape(rows, -1)[:, :n].copy()


def rotations(angles: Vector) -> tuple[Vector, Vector]:
    """Return 1 - cos and sin of angles, the former without cancellation."""
    half = np.sin(angles / 2.0)
    return 2.0 * half * half, np.sin(angles)
