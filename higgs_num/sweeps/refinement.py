"""Points between neighbours of different class."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from higgs_num.sweeps.axis import Value
from higgs_num.sweeps.plan import Plan

Place = tuple[float, ...]  # values along the axes


def between(
    plan: Plan, points: Sequence[Mapping[str, Value]], classes: NDArray[np.int64]
) -> list[dict[str, Value]]:
    """Return the points half-way between neighbours whose class differs, in a fixed order.

    Neighbours are two points next to one another along one axis (one group of zipped axes), all
    other axes alike. Half-way is the geometric mean where both values are > 0 and the axis has
    equal ratios, otherwise the arithmetic one. Unknown classes (-1) have no border.
    """
    found: dict[Place, dict[str, Value]] = {}
    names = plan.varied
    held = {tuple(float(one[name]) for name in names) for one in points}
    for group in plan.groups:
        along = [one.name for one in group]
        rest = [name for name in names if name not in along]
        rows: dict[Place, list[int]] = {}
        for k, one in enumerate(points):
            rows.setdefault(tuple(float(one[name]) for name in rest), []).append(k)
        ratios = {one.name: _equal_ratios(one.values) for one in group}
        for row in rows.values():
            row.sort(key=lambda k: float(points[k][along[0]]))
            for a, b in pairwise(row):
                if classes[a] == classes[b] or -1 in (classes[a], classes[b]):
                    continue
                new = dict(points[a])
                for name in along:
                    new[name] = _middle(
                        float(points[a][name]), float(points[b][name]), ratios[name]
                    )
                place = tuple(float(new[name]) for name in names)
                if place not in held:
                    found[place] = new
    return [found[place] for place in sorted(found)]


def _equal_ratios(values: Sequence[Value]) -> bool:
    numbers = np.array([float(one) for one in values])
    if numbers.size < 3 or np.any(numbers <= 0.0):
        return False
    ratios = numbers[1:] / numbers[:-1]
    return bool(np.ptp(ratios) <= 1e-6 * abs(float(ratios[0])))


def _middle(a: float, b: float, geometric: bool) -> float:
    return float(np.sqrt(a * b)) if geometric else 0.5 * (a + b)
