"""Quenches that several tests look at, each solved once, and clean ones by pseudospins."""

from functools import cache

import numpy as np

from higgs_num import quench
from higgs_num.drives import Drive
from higgs_num.kinetic import KineticQuench, KineticResult, solve
from higgs_num.levels import Levels
from higgs_num.quench import MultiProduct


@cache
def solved(tol: float, *values: float, **more: object) -> KineticResult:
    return solve(KineticQuench(*values, **more), tol=tol)  # type: ignore[arg-type]


def semicircle(W: float, count: int) -> Levels:
    """Return the Gauss rule of sqrt(1 - eps^2/W^2), Chebyshev's of the second kind."""
    angle = np.pi * np.arange(count, 0, -1) / (count + 1)
    return Levels(W * np.cos(angle), W * np.pi / (count + 1) * np.sin(angle) ** 2)


def pseudospins(
    gap_initial: float, gap_final: float, W: float, t_max: float, *, drive: Drive | None = None,
    count: int = 400,
) -> quench.Result:  # fmt: skip
    """Return the clean quench of independent pseudospins, to about 1e-11.

    The rule is exact for phases up to `count` over the band, 2 E t: far from its revival.
    """
    problem = quench.Problem(
        gap_initial, gap_final, cutoff=W, levels=semicircle(W, count), t_max=t_max, drive=drive
    )
    return quench.run(problem, MultiProduct(1e-11))
