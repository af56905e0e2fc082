"""Quench every realisation and gather the trajectories."""

import time
from dataclasses import dataclass, fields

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.oracle.effort import effort_of_ensemble
from higgs_num.oracle.motion import evolve
from higgs_num.oracle.palindromes import BLANES_MOAN, Palindrome
from higgs_num.oracle.problem import Ensemble
from higgs_num.oracle.result import EnsembleResult
from higgs_num.oracle.sample import ground_state, sample
from higgs_sym.ground.errors import function, instance, integer
from higgs_sym.ground.progress import Progress, silent
from higgs_sym.ground.provenance import provenance
from higgs_sym.ground.workers import in_processes


@dataclass(frozen=True, eq=False)
class Realisation:
    """What one sample adds to an `EnsembleResult`, by the names of its arrays: gap is (nt,)."""

    gap: Vector
    coupling_initial: float
    coupling_final: float
    edge_initial: float
    edge_final: float
    energy_change: float


def realise(
    problem: Ensemble, index: int, palindrome: Palindrome, report: Progress = silent
) -> Realisation:
    """Compute realisation `index` in this process; its bits depend on the threads of BLAS."""
    disorder = sample(
        problem.cutoff, problem.levels, problem.rate_s, problem.rate_u, problem.seed, index
    )
    before = ground_state(disorder, problem.gap_initial)
    after = ground_state(disorder, problem.gap_final)
    evolution = evolve(
        disorder,
        (before.a, before.b),
        after.coupling,
        palindrome,
        problem.save_every / problem.steps_per_save,
        (problem.times.size - 1) * problem.steps_per_save,
        problem.steps_per_save,
        report,
    )
    return Realisation(
        gap=np.abs(evolution.Delta),
        coupling_initial=before.coupling,
        coupling_final=after.coupling,
        edge_initial=float(np.abs(before.energies).min()),
        edge_final=float(np.abs(after.energies).min()),
        energy_change=evolution.energy_change,
    )


def simulate(
    problem: Ensemble,
    palindrome: Palindrome = BLANES_MOAN,
    *,
    workers: int | None = None,
    progress: Progress = silent,
    allow_large: bool = False,
) -> EnsembleResult:
    """Quench all realisations of `problem`, `workers` at a time (all cores unless given).

    The same problem gives the same bits for any number of workers. `allow_large`: whether the
    work may be more than an hour on one core, or take more than half of the memory that is
    available; both are estimated before it begins.

    Raises
    ------
    ArgumentError
        If `workers` is not a whole number >= 1, or the work is large and not allowed to be.
    ComputationError
        If a state is no longer finite or normalised, or a worker process dies.

    Examples
    --------
    >>> from higgs_num.oracle import Ensemble, simulate
    >>> problem = Ensemble(0.8, 1.0, rate_s=0.1, levels=40, realisations=2, t_max=2.0)
    >>> result = simulate(problem, workers=1)
    >>> result.time[-1]
    np.float64(2.0)
    """
    started = time.perf_counter()
    problem = instance("problem", problem, Ensemble)
    palindrome = instance("palindrome", palindrome, Palindrome)
    function("progress", progress)
    if workers is not None:
        workers = integer("workers", workers, least=1)
    effort_of_ensemble(problem, palindrome, workers).check(allow_large=allow_large)
    tasks = [(problem, index, palindrome) for index in range(problem.realisations)]
    realised = in_processes(realise, tasks, workers=workers, progress=progress)
    arrays = {
        one.name: np.stack([getattr(single, one.name) for single in realised])
        for one in fields(Realisation)
    }
    return EnsembleResult(
        problem=problem,
        method=f"{palindrome.name}, step {problem.save_every / problem.steps_per_save:.6g}",
        time=problem.times,
        **arrays,
        seconds=time.perf_counter() - started,
        provenance=provenance(),
    )
