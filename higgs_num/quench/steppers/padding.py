"""Pad levels to a multiple of eight with levels of zero weight, as the kernels require."""

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.core.lanes import LANES


def padded(values: Vector) -> Vector:
    """Return a copy of (..., n) padded with zeros to (..., m), m the next multiple of eight."""
    extra = -values.shape[-1] % LANES
    return np.pad(values, [(0, 0)] * (values.ndim - 1) + [(0, extra)])
