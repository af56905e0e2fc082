"""Few points with the sums of very many equally spaced levels, for functions known to be smooth.

Only a step on the way to a rule: some five times as many points as it has nodes.
"""

import itertools
import math
from functools import lru_cache

import numpy as np
from scipy.linalg import eigh_tridiagonal

from higgs_num.core.arrays import Vector
from higgs_num.levels.stretch import Stretch

PANEL = 48  # points that stand for the levels of one panel
PANEL_NODES = 12.0  # most nodes of the final rule that a panel spans
MOST_PANELS = 2**14  # of the widest kind: finer ones are not tried


def gathered(stretch: Stretch, half: int) -> tuple[Vector, Vector]:
    """Return points in (0, cutoff) and weights, which sum like `half` levels of weight 1.

    Panels of levels are replaced by the Gauss rule of their levels for polynomials in eps; the
    degree, 2 PANEL - 1, is beyond what PANEL_NODES waves need. Panels double in size from both
    ends, so that each is as far from a singularity there as it is wide.
    """
    spacing = stretch.cutoff / half
    widest = PANEL
    while widest * MOST_PANELS < half:
        widest *= 2
    while widest < half:
        edges = _edges(half, 2 * widest)
        nodes = np.diff(stretch.angle(spacing * edges)) * stretch.nodes / math.pi
        if np.max(nodes[np.diff(edges) > PANEL], initial=0.0) > PANEL_NODES:
            break
        widest *= 2
    edges = _edges(half, widest)
    panels = [_gram(int(stop - start)) for start, stop in itertools.pairwise(edges)]
    index = [start + nodes for start, (nodes, _) in zip(edges, panels, strict=False)]
    weights = np.concatenate([weights for _, weights in panels])
    return (np.concatenate(index) + 0.5) * spacing, weights


def _edges(half: int, widest: int) -> Vector:
    left, right, width = [0], [half], PANEL
    while right[-1] - left[-1] > width:
        left.append(left[-1] + width)
        right.append(max(left[-1], right[-1] - width))
        width = min(2 * width, widest)
    return np.unique(np.array(left + right, dtype=np.float64))


@lru_cache(maxsize=32)
def _gram(count: int) -> tuple[Vector, Vector]:
    """Return nodes and weights of the Gauss rule of 0 ... count - 1, at most PANEL of them."""
    if count <= PANEL:
        return np.arange(count).astype(np.float64), np.ones(count)
    k = np.arange(1, PANEL, dtype=float)
    # Recurrence of the Gram polynomials.
    off_diagonal = k / 2.0 * np.sqrt((count**2 - k**2) / (4.0 * k**2 - 1.0))
    pair = eigh_tridiagonal(np.full(PANEL, (count - 1) / 2.0), off_diagonal)
    nodes, vectors = (np.asarray(part, dtype=np.float64) for part in pair)
    return nodes, count * vectors[0] ** 2
