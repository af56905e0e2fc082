"""The passes of `core.free` or, if there is an oscillating source (P not empty), `core.sourced`."""

from higgs_num.core import free, sourced
from higgs_num.core.arrays import Vector
from higgs_num.core.compile import kernel
from higgs_num.core.observe import LEVEL


@kernel
def gap_sum(state: Vector, P: Vector) -> float:
    """Return the sum of S^x - Px."""
    if P.size == 0:
        return free.gap_sum_free(state)
    return sourced.gap_sum_sourced(state, P)


@kernel
def combine(state: Vector, other: Vector, P: Vector, levels: Vector, begin: int, end: int) -> None:
    """Add `other` to `state`, and keep what is conserved, in groups `begin` ... `end`."""
    if P.size == 0:
        free.combine_free(state, other, levels, LEVEL - 1, begin, end)
    else:
        sourced.combine_sourced(state, other, begin, end)


@kernel
def turns(
    old: Vector, new: Vector, table: Vector, P: Vector,
    t1: float, s1: float, t2: float, s2: float, both: bool,
) -> tuple[float, float, float, float]:  # fmt: skip
    """B A, or B A B A if `both`, from `old` to `new`; return as `turns_free`."""
    if P.size == 0:
        return free.turns_free(old, new, table, t1, s1, t2, s2, both)
    return sourced.turns_sourced(old, new, table, P, t1, s1, t2, s2, both)


@kernel
def last_turn(
    state: Vector, table: Vector, P: Vector, t1: float, s1: float, t2: float, s2: float,
    weight: float, result: Vector, fresh: bool,
) -> None:  # fmt: skip
    """Add `weight` times B A B/2 to `result`, or write it there (`fresh`)."""
    if P.size == 0:
        free.last_turn_free(state, table, t1, s1, t2, s2, weight, result, fresh)
    else:
        sourced.last_turn_sourced(state, table, P, t1, s1, t2, s2, weight, result, fresh)


@kernel
def kick(state: Vector, P: Vector, t1: float, s1: float) -> None:
    """B in place."""
    if P.size == 0:
        free.kick_rows(state, free.ROWS, t1, s1)
    else:
        free.kick_rows(state, sourced.ROWS, t1, s1)
