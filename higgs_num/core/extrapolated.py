"""Extrapolated Strang splitting of Eq. (9): B/2 A B A ... A B/2 in chains, combined.

A chain of k Strang steps of h/k has an error in even powers of h/k; chains of several k are
added with weights that cancel the leading powers. Chains need only the state at the start of the
step, so two threads can share them: they come in two heaps whose sums are added in a fixed
order, and the bits do not depend on who did which.
"""

from typing import NamedTuple

from higgs_num.core import passes
from higgs_num.core.arrays import Indices, Vector
from higgs_num.core.compile import kernel
from higgs_num.core.led import lead_extrapolated
from higgs_num.core.observe import Coefficients, Diary, changes, groups_of, moments
from higgs_num.core.rendezvous import meet
from higgs_num.core.rotation import shears


class ChainTable(NamedTuple):
    """Turns of the chains (m,), >= 2, their weights (m,), heaps (3,) of chain numbers, step."""

    counts: Indices
    weights: Vector
    heaps: Indices
    h: float


@kernel
def _ahead(sums: tuple[float, float, float, float], t: float, s: float) -> float:
    """Return the sum of S^x after a B of (t, s) and an A (`turns_free`)."""
    now, fall, sum_y, sum_z = sums
    return now + ((sum_y - t * s * sum_y - s * sum_z) - fall)


@kernel
def _chain(
    state: Vector, work: Vector, result: Vector, table: Vector, P: Vector,
    count: int, weight: float, h: float, start: float, offset: float,
    half_lambdas: Vector, angles: Vector, fresh: bool,
) -> None:  # fmt: skip
    """Add `weight` times a chain of `count` Strang steps to `result`; `start`: Delta/half_lambda.

    fresh: the result is written, not added to.

    half_lambdas, angles (count + 1, ...): those of the B's of this chain.
    """
    scale = 2.0 * h / count
    t1, s1 = shears(0.5 * scale * half_lambdas[0] * start)
    angles[0, 0], angles[0, 1] = t1, s1
    sums = passes.turns(state, work, table, P, t1, s1, 0.0, 0.0, False)
    done = 1
    while done < count - 1:
        t1, s1 = shears(scale * half_lambdas[done] * (sums[0] + offset))
        angles[done, 0], angles[done, 1] = t1, s1
        done += 1
        if done < count - 1:
            t2, s2 = shears(scale * half_lambdas[done] * (_ahead(sums, t1, s1) + offset))
            angles[done, 0], angles[done, 1] = t2, s2
            done += 1
            sums = passes.turns(work, work, table, P, t1, s1, t2, s2, True)
        else:
            sums = passes.turns(work, work, table, P, t1, s1, 0.0, 0.0, False)
    t1, s1 = shears(scale * half_lambdas[count - 1] * (sums[0] + offset))
    t2, s2 = shears(0.5 * scale * half_lambdas[count] * (_ahead(sums, t1, s1) + offset))
    angles[count - 1, 0], angles[count - 1, 1] = t1, s1
    angles[count, 0], angles[count, 1] = t2, s2
    passes.last_turn(work, table, P, t1, s1, t2, s2, weight, result, fresh)


@kernel
def advance_chains(
    part: int, parts: int, cells: Indices, scheme: ChainTable, seen: Coefficients, offset: float,
    half_lambdas: Vector, states: Vector, heap: Vector, work: Vector,
    hidden: Vector, of_hidden: Coefficients, diary: Diary,
) -> None:  # fmt: skip
    """Make as many steps as `diary.angles` has; `part` of `parts` (1 or 2) threads.

    states (2, m): before and after a step; after an even number of steps the state is in the
    first. offset: the sum of Px; half_lambdas (n, turns): lambda/2 at the time of every B, n = 1
    if alike in all steps. heap (2, m), work (2, m): scratch. hidden: state of the other parity,
    (0,) if there is none.
    """
    groups = groups_of(diary.levels)
    met = 0
    for step in range(diary.angles.shape[0]):
        before, after = states[step % 2], states[(step + 1) % 2]
        angles = diary.angles[step]
        lambdas = half_lambdas[step % half_lambdas.shape[0]]
        start = passes.gap_sum(before, seen.P) + offset
        turn = 0
        for number in range(2):
            mine = parts == 1 or number == part
            result = after if number == 0 else heap
            for chain in range(scheme.heaps[number], scheme.heaps[number + 1]):
                count = scheme.counts[chain]
                if mine:
                    _chain(
                        before, work[part], result, seen.tables[chain], seen.P,
                        count, scheme.weights[chain], scheme.h, start, offset,
                        lambdas[turn : turn + count + 1], angles[turn : turn + count + 1],
                        chain == scheme.heaps[number],
                    )  # fmt: skip
                turn += count + 1
        if parts == 2:
            met += 1
            meet(cells, part, met)
        for half in range(2):
            if parts == 1 or half == part:
                begin, end = half * (groups // 2), groups // 2 if half == 0 else groups
                passes.combine(after, heap, seen.P, diary.levels, begin, end)
                if hidden.size > 0:
                    lead_extrapolated(
                        hidden, begin, end, of_hidden.tables, of_hidden.P,
                        scheme.counts, scheme.weights, angles,
                    )  # fmt: skip
                moments(after, seen.P, diary.levels, begin, end, diary.moments[step, half])
                if diary.watched[step] != 0:
                    changes(
                        after, seen.P, seen.Px, hidden, of_hidden.P, of_hidden.Px,
                        diary.levels, begin, end, diary.changes[step, half],
                    )  # fmt: skip
        if parts == 2:
            met += 1
            meet(cells, part, met)
