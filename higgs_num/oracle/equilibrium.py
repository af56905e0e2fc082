"""Equilibrium of the random samples: spectrum, edge, coupling, without any analytic input."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from higgs_num.core.arrays import Vector
from higgs_num.equilibrium.coupling import gap as clean_gap
from higgs_num.inputs import real_array
from higgs_num.levels import Levels
from higgs_num.oracle.effort import effort_of_equilibrium
from higgs_num.oracle.problem import Disorder
from higgs_num.oracle.sample import ground_state, sample
from higgs_sym.ground.errors import ArgumentError, function, integer
from higgs_sym.ground.progress import Progress, silent
from higgs_sym.ground.provenance import provenance
from higgs_sym.ground.workers import in_processes


@dataclass(frozen=True, eq=False)
class Equilibrium:
    """Ground states of all realisations at one gap.

    Attributes
    ----------
    gap, rate_s, rate_u, cutoff, levels, seed
        As given to `equilibrium`.
    energies : (realisations, 2 N)
        Eigenvalues of H, increasing.
    coupling : (realisations,)
        lambda for which the gap is self-consistent.
    provenance : mapping of str to str

    Examples
    --------
    >>> from higgs_num.oracle import equilibrium
    >>> found = equilibrium(1.0, rate_s=0.1, levels=40, realisations=2, workers=1)
    >>> found.energies.shape, bool((found.edge < 1.0).all())
    ((2, 80), True)
    """

    gap: float
    rate_s: float
    rate_u: float
    cutoff: float
    levels: int
    seed: int
    energies: Vector
    coupling: Vector
    provenance: Mapping[str, str]

    @property
    def edge(self) -> Vector:
        """Smallest |E| of every realisation, (realisations,)."""
        return np.asarray(np.abs(self.energies).min(axis=1))

    @property
    def gap_clean(self) -> Vector:
        """Gap of the same levels without impurities at the same lambda, (realisations,)."""
        grid = Levels.uniform(self.cutoff, self.levels)
        return np.array([clean_gap(grid, lam) for lam in self.coupling])

    def density(self, bins: ArrayLike) -> tuple[Vector, Vector]:
        """Return the density of states over that of the bare levels, and its standard error.

        `bins` (n + 1,) are increasing edges of bins of energy; both results have shape (n,), the
        error is infinite for one realisation.
        """
        edges = real_array("bins", bins)
        if edges.size < 2 or not np.all(np.diff(edges) > 0.0):
            raise ArgumentError("bins", "be at least 2 increasing edges", edges.tolist())
        count = len(self.energies)
        histograms = np.stack([np.histogram(row, edges)[0] for row in self.energies])
        # Without pairing there are 2 N eigenvalues, N of each block, over a width of 2 cutoff.
        ratio = histograms * (self.cutoff / self.levels) / np.diff(edges)
        if count == 1:
            return ratio[0], np.full(edges.size - 1, np.inf)
        return ratio.mean(axis=0), ratio.std(axis=0, ddof=1) / np.sqrt(count)


def _ground_state(
    gap: float, inputs: Disorder, index: int, _report: Progress
) -> tuple[Vector, float]:
    i = inputs
    state = ground_state(sample(i.cutoff, i.levels, i.rate_s, i.rate_u, i.seed, index), gap)
    return state.energies, state.coupling


def equilibrium(
    gap: float,
    rate_s: float = 0.0,
    rate_u: float = 0.0,
    *,
    cutoff: float = 5.0,
    levels: int = 300,
    realisations: int = 8,
    seed: int = 1,
    workers: int | None = None,
    progress: Progress = silent,
    allow_large: bool = False,
) -> Equilibrium:
    """Diagonalise every realisation at a given self-consistent gap.

    Arguments as in `oracle.Ensemble`; energies and rates in one unit. The samples are those of a
    quench with the same seed, levels, cutoff and rates. `allow_large` as in `simulate`.

    Raises
    ------
    ArgumentError
        If a value breaks a rule.
    ComputationError
        If a worker process dies.

    Examples
    --------
    >>> from higgs_num.oracle import equilibrium
    >>> found = equilibrium(1.0, rate_s=0.1, levels=40, realisations=2, workers=1)
    >>> found.coupling.shape
    (2,)
    """
    inputs = Disorder(cutoff, levels, rate_s, rate_u, realisations, seed)
    gap = inputs.gap("gap", gap)
    function("progress", progress)
    if workers is not None:
        workers = integer("workers", workers, least=1)
    effort_of_equilibrium(inputs.levels, inputs.realisations, workers).check(
        allow_large=allow_large
    )
    tasks = [(gap, inputs, index) for index in range(inputs.realisations)]
    solved = in_processes(_ground_state, tasks, workers=workers, progress=progress)
    return Equilibrium(
        gap=gap,
        rate_s=inputs.rate_s,
        rate_u=inputs.rate_u,
        cutoff=inputs.cutoff,
        levels=inputs.levels,
        seed=inputs.seed,
        energies=np.stack([energies for energies, _ in solved]),
        coupling=np.array([coupling for _, coupling in solved]),
        provenance=provenance(),
    )
