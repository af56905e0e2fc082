"""Set-up against solution in a process that runs many quenches: medians over a sweep."""

import statistics

import numpy as np

from benchmarks.machine import description
from higgs_num.quench import Problem, Result, run

SWEEPS = {
    "strengths 0.900 ... 0.999": [Problem(g, 1.0, rate_s=0.1) for g in np.linspace(0.9, 0.999, 60)],
    "rates 0.01 ... 0.5": [Problem(0.95, 1.0, rate_s=r) for r in np.linspace(0.01, 0.5, 60)],
    "strong, clean, 0.25 ... 0.8": [Problem(g, 1.0) for g in np.linspace(0.25, 0.8, 60)],
}


def main() -> None:
    print(description())
    run(SWEEPS["rates 0.01 ... 0.5"][0])  # load the kernels
    print("| sweep of 60 | set-up, ms | solution, ms | ratio of medians | ratio of sums |")
    print("|---|---|---|---|---|")
    for name, problems in SWEEPS.items():
        found: list[Result] = [run(problem) for problem in problems]
        set_up = [1e3 * one.seconds_setup for one in found]
        solve = [1e3 * one.seconds_solve for one in found]
        medians = statistics.median(set_up), statistics.median(solve)
        sums = sum(set_up) / sum(solve)
        print(
            f"| {name} | {medians[0]:.1f} | {medians[1]:.1f} | {medians[0] / medians[1]:.2f} "
            f"| {sums:.2f} |"
        )


if __name__ == "__main__":
    main()
