"""Between vectors over levels and the groups of eight of the kernels (`core.lanes`)."""

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.core.lanes import LANES


def aligned(*shape: int) -> Vector:
    """Return zeros whose first byte lies at the start of a cache line."""
    size = int(np.prod(shape))
    whole = np.zeros(size + LANES)
    first = -(whole.ctypes.data // whole.itemsize) % LANES
    return whole[first : first + size].reshape(shape)


def owned(array: Vector) -> Vector:
    """Return a copy whose first byte lies at the start of a cache line."""
    own = aligned(*array.shape)
    own[:] = array
    return own


def pack(*rows: Vector) -> Vector:
    """Return rows (n,) as (groups * len(rows) * LANES,), missing levels of the last group zero."""
    n = rows[0].size
    groups = -(-n // LANES)
    padded = np.zeros((len(rows), groups * LANES))
    padded[:, :n] = rows
    packed = aligned(padded.size)
    # (rows, groups, LANES) -> (groups, rows, LANES): the rows of one group lie together.
    packed[:] = padded.reshape(len(rows), groups, LANES).transpose(1, 0, 2).reshape(-1)
    return packed


def unpack(packed: Vector, rows: int, n: int) -> Vector:
    """Return what `pack` gave for levels (n,) as (rows, n)."""
    return packed.reshape(-1, rows, LANES).transpose(1, 0, 2).reshape(rows, -1)[:, :n].copy()


def rotation_tables(durations: Vector, *frequencies: Vector) -> Vector:
    """Return (t, s) of `core.rotation` of frequency times duration: (durations, m)."""
    tables = [pack(*(row for f in frequencies for row in _shears(f * tau))) for tau in durations]
    result = aligned(len(tables), tables[0].size)
    result[:] = tables
    return result


def _shears(angles: Vector) -> tuple[Vector, Vector]:
    t = np.tan(angles / 2.0)
    return t, 2.0 * t / (1.0 + t * t)
