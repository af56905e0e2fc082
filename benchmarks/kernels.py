"""Cycles of the splitting kernels a level and turn (B A), against the limits of this machine.

    python -m benchmarks.kernels

The limit is the larger of two, both measured here: multiply-adds at full speed, and the traffic
of the same rows over the same memory with hardly any arithmetic. A step of order 14 is timed
as users run it, with what is taken down after each step; `two turns` is its innermost loop alone.
"""

import math

import numpy as np

from benchmarks.machine import best, cycle, description, multiply_add, traffic
from higgs_num.core import free, sourced
from higgs_num.core.arrays import Vector
from higgs_num.core.compile import kernel
from higgs_num.quench import MultiProduct, Problem
from higgs_num.quench.motion import motion
from higgs_num.quench.steppers.multi_product import Chains
from higgs_num.quench.steppers.splitting import SplittingState

# Multiply-adds and the like of one level, by counting in core.free: three for a rotation, five
# for the sums; three more for adding up in the last turn of a chain.
TWO_TURNS, FIRST, ONE, LAST = 17, 11, 11, 12


@kernel
def _two_turns(state: Vector, table: Vector, passes: int) -> float:
    kept = 0.0
    for _ in range(passes):
        a, b, c, d = free.turns_free(state, state, table, 5e-4, 1e-3, 5e-4, 1e-3, True)
        kept += a + b + c + d  # a sum that is not used would not be made
    return kept


@kernel
def _two_sourced(state: Vector, table: Vector, P: Vector, passes: int) -> float:
    kept = 0.0
    for _ in range(passes):
        a, b, c, d = sourced.turns_sourced(state, state, table, P, 5e-4, 1e-3, 5e-4, 1e-3, True)
        kept += a + b + c + d
    return kept


def operations(counts: Vector) -> int:
    """Return the operations a level of all chains of a step."""
    return sum(
        FIRST + LAST + (k - 2) // 2 * TWO_TURNS + (k - 2) % 2 * ONE for k in map(int, counts)
    )


def start(levels: int, closure: str) -> SplittingState:
    t_max = math.pi * levels / 20.0 / 1.1
    problem = Problem(
        0.95, 1.0, rate_s=0.1, levels=levels, t_max=t_max, save_every=t_max,
        closure=closure,  # type: ignore[arg-type]
    )  # fmt: skip
    stepper = MultiProduct(order=14, longest_step=0.25)
    return stepper.init(motion(problem), problem.times, np.zeros(0))


def main() -> None:
    print(description())
    second = 1.0 / cycle()
    fma = multiply_add() * second
    print(f"multiply-adds: {1.0 / fma:.2f} numbers a cycle\n")
    print(
        "| levels followed | two turns: cycles a turn | limit | share "
        "| order 14: cycles a turn | limit | share | with sources: cycles a turn |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for half in (500, 1000, 2000, 4000, 7512, 15024, 30_000, 100_000, 500_000):
        state = start(2 * half, "static")
        table = state.prepared.seen.tables[0]
        seen, passes = state.seen.copy(), max(1, 20_000_000 // half)
        pair = best(lambda: _two_turns(seen, table, passes)) * second / passes / half  # noqa: B023
        moved = traffic(seen, table) * second
        limit = max(TWO_TURNS * fma, moved)
        scheme = state.prepared.scheme
        assert isinstance(scheme, Chains)
        counts = scheme.kernel.counts
        turns = int(np.sum(counts))
        steps = max(1, 200_000 // half)
        whole = best(lambda: state.advanced(steps)) * second / steps / half  # noqa: B023
        bound = max(operations(counts) * fma, moved * int(np.sum(counts // 2 + 1)))
        odd = start(2 * half, "odd")
        with_sources = best(
            lambda: _two_sourced(odd.seen, odd.prepared.seen.tables[0], odd.prepared.seen.P, passes)  # noqa: B023
        )
        print(
            f"| {half:,} | {pair / 2:.2f} | {limit / 2:.2f} | {limit / pair:.0%} "
            f"| {whole / turns:.2f} | {bound / turns:.2f} | {bound / whole:.0%} "
            f"| {with_sources * second / passes / half / 2:.2f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
