"""Trajectories at several N, extrapolated to N = infinity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.oracle.result import EnsembleResult
from higgs_sym.ground.errors import ArgumentError, listed

_MAY_DIFFER = {"levels", "realisations", "seed", "step"}


@dataclass(frozen=True, eq=False)
class Extrapolation:
    """Straight line in 1/N through the means at every saved time.

    Attributes
    ----------
    time : (nt,)
    gap, standard_error : (nt,)
        |Delta(t)| at N = infinity and its standard error.
    slope : (nt,)
        d|Delta|/d(1/N).
    levels : tuple of int
        The sizes used.

    Examples
    --------
    >>> from higgs_num.oracle import Ensemble, extrapolate, simulate
    >>> sizes = [Ensemble(0.8, 1.0, levels=n, realisations=2, t_max=2.0) for n in (20, 40)]
    >>> results = [simulate(one, workers=1) for one in sizes]
    >>> found = extrapolate(results)
    >>> found.gap.shape == found.time.shape
    True
    """

    time: Vector
    gap: Vector
    standard_error: Vector
    slope: Vector
    levels: tuple[int, ...]


def extrapolate(results: Sequence[EnsembleResult]) -> Extrapolation:
    """Fit mean = gap + slope/N by least squares, weighted by realisations * levels^2.

    The noise of one realisation falls as 1/N, so these weights follow the expected variance;
    the measured ones, from few realisations, would favour times that agree by chance. The
    errors are propagated from the measured standard errors.

    Raises
    ------
    ArgumentError
        If there are fewer than two sizes, a result has a single realisation, or the results
        belong to different systems or times.

    Examples
    --------
    >>> from higgs_num.oracle import Ensemble, extrapolate, simulate
    >>> sizes = [Ensemble(0.8, 1.0, levels=n, realisations=2, t_max=2.0) for n in (20, 40)]
    >>> results = [simulate(one, workers=1) for one in sizes]
    >>> bool((extrapolate(results).standard_error >= 0).all())
    True
    """
    results = listed("results", results, EnsembleResult)
    if len({r.problem.levels for r in results}) < 2:
        raise ArgumentError("results", "have at least two different `levels`", len(results))
    systems = [
        {k: v for k, v in r.problem.to_dict().items() if k not in _MAY_DIFFER} for r in results
    ]
    for system in systems[1:]:
        for name, value in system.items():
            if value != systems[0][name]:
                raise ArgumentError("results", f"agree in `{name}`", f"{systems[0][name]}, {value}")
    fewest = min(r.problem.realisations for r in results)
    if fewest < 2:
        raise ArgumentError("results", "have at least 2 realisations each", fewest)
    x = np.array([1.0 / r.problem.levels for r in results])
    weights = np.array([r.problem.realisations for r in results]) / x**2
    means = np.stack([r.mean for r in results])
    errors = np.stack([r.standard_error for r in results])
    design = np.stack([np.ones_like(x), x], axis=1)
    solve = np.linalg.solve(design.T @ (weights[:, None] * design), design.T * weights)
    return Extrapolation(
        time=results[0].time,
        gap=solve[0] @ means,
        standard_error=np.sqrt(solve[0] ** 2 @ errors**2),
        slope=solve[1] @ means,
        levels=tuple(r.problem.levels for r in results),
    )
