"""Symmetric composition of the exact flows of `core.passes`: B A B ... A B.

Each flow is a rotation (sources apart), so |S| is kept to round-off. The duration of the A of
turn i is that of table `which[i]`; `kicks` (turns + 1,) are the durations of the B's.
"""

from typing import NamedTuple

from higgs_num.core import passes
from higgs_num.core.arrays import Indices, Vector
from higgs_num.core.compile import kernel
from higgs_num.core.led import lead_composed
from higgs_num.core.observe import Coefficients, Diary, changes, groups_of, moments
from higgs_num.core.rotation import shears


class Turns(NamedTuple):
    """Tables of the A's (turns,), durations of the B's (turns + 1,)."""

    which: Indices
    kicks: Vector


@kernel
def advance_composed(
    scheme: Turns, seen: Coefficients, offset: float, half_lambdas: Vector, state: Vector,
    hidden: Vector, of_hidden: Coefficients, diary: Diary,
) -> None:  # fmt: skip
    """Make as many steps as `diary.angles` has, in place; otherwise as `advance_chains`."""
    groups = groups_of(diary.levels)
    which, kicks = scheme.which, scheme.kicks
    for step in range(diary.angles.shape[0]):
        angles = diary.angles[step]
        lambdas = half_lambdas[step % half_lambdas.shape[0]]
        now = passes.gap_sum(state, seen.P)
        for turn in range(which.size):
            t1, s1 = shears(2.0 * lambdas[turn] * kicks[turn] * (now + offset))
            angles[turn, 0], angles[turn, 1] = t1, s1
            table = seen.tables[which[turn]]
            now = passes.turns(state, state, table, seen.P, t1, s1, 0.0, 0.0, False)[0]
        t1, s1 = shears(2.0 * lambdas[which.size] * kicks[which.size] * (now + offset))
        angles[which.size, 0], angles[which.size, 1] = t1, s1
        passes.kick(state, seen.P, t1, s1)
        if hidden.size > 0:
            lead_composed(
                hidden, 0, groups, of_hidden.tables, of_hidden.P, which, angles
            )  # fmt: skip
        moments(state, seen.P, diary.levels, 0, groups, diary.moments[step, 0])
        if diary.watched[step] != 0:
            changes(
                state, seen.P, seen.Px, hidden, of_hidden.P, of_hidden.Px,
                diary.levels, 0, groups, diary.changes[step, 0],
            )  # fmt: skip
