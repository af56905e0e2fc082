"""How the time of a quench grows with the number of levels and with t_max.

    python -m benchmarks.scaling [--most 1000000]

Weak quench with 1/tau_s = 0.1, closure `static`, cutoff 10, tolerance 1e-8, one thread.
"""

import argparse
import resource
import time

from benchmarks.machine import description
from higgs_num.quench import MultiProduct, Problem, Result, run


def timed(levels: int, t_max: float, compress: bool) -> tuple[Result, float]:
    problem = Problem(
        0.95, 1.0, rate_s=0.1, levels=levels, t_max=t_max, save_every=0.25, closure="static"
    )
    started = time.perf_counter()
    result = run(problem, MultiProduct(1e-8), compress=compress)
    return result, time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=1_000_000)
    options = parser.parse_args()
    print(description(), "\n")
    timed(1000, 20.0, True)  # loads the kernels
    print("t_max = 100\n")
    print("| levels | all: solve, s | ns a level and 1/Delta | all in all, s | nodes | solve, s |")
    print("|---|---|---|---|---|---|")
    for levels in (1000, 3000, 10_000, 15_024, 30_000, 100_000, 300_000, 1_000_000):
        if levels > options.most:
            break
        every, seconds = timed(levels, 100.0, False)
        few, _ = timed(levels, 100.0, True)
        each = every.seconds_solve / levels / 100.0 * 1e9
        print(
            f"| {levels:,} | {every.seconds_solve:.3f} | {each:.1f} | {seconds:.2f} "
            f"| {len(few.levels):,} | {few.seconds_solve:.3f} |",
            flush=True,
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"\nLargest memory of the process: {peak:.2f} GiB\n")
    print("30,000 levels\n")
    print("| t_max | all: solve, s | a unit of time, ms | nodes | solve, s |")
    print("|---|---|---|---|---|")
    for t_max in (30.0, 100.0, 300.0, 1000.0):
        every, _ = timed(30_000, t_max, False)
        few, _ = timed(30_000, t_max, True)
        print(
            f"| {t_max:g} | {every.seconds_solve:.3f} | {every.seconds_solve / t_max * 1e3:.2f} "
            f"| {len(few.levels):,} | {few.seconds_solve:.3f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
