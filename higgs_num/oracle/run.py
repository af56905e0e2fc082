"""Quench every realisation and gather the trajectories."""

import time

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.oracle.composition import BLANES_MOAN, Composition
from higgs_num.oracle.motion import evolve
from higgs_num.oracle.problem import Problem
from higgs_num.oracle.result import Result
from higgs_num.oracle.sample import ground_state, sample
from higgs_num.oracle.workers import run_all
from higgs_sym.ground.progress import Progress, silent
from higgs_sym.ground.provenance import provenance

# gap (nt,), then the two couplings, the two smallest |E| and the change of the energy
Realised = tuple[Vector, tuple[float, float, float, float, float]]


def realise(
    problem: Problem, index: int, composition: Composition, report: Progress = silent
) -> Realised:
    """Compute realisation `index` in this process; its bits depend on the threads of BLAS."""
    disorder = sample(
        problem.cutoff, problem.levels, problem.rate_s, problem.rate_u, problem.seed, index
    )
    before = ground_state(disorder, problem.gap_initial)
    after = ground_state(disorder, problem.gap_final)
    trajectory = evolve(
        disorder,
        (before.a, before.b),
        after.coupling,
        composition,
        problem.save_every / problem.steps_per_save,
        problem.saves * problem.steps_per_save,
        problem.steps_per_save,
        report,
    )
    numbers = (
        before.coupling,
        after.coupling,
        float(np.abs(before.energies).min()),
        float(np.abs(after.energies).min()),
        trajectory.energy_change,
    )
    return np.abs(trajectory.Delta), numbers


def run(
    problem: Problem,
    composition: Composition = BLANES_MOAN,
    *,
    workers: int | None = None,
    progress: Progress = silent,
) -> Result:
    """Quench all realisations of `problem`, `workers` at a time (all cores unless given).

    The same problem gives the same bits for any number of workers.

    Raises
    ------
    ArgumentError
        If `workers` is not a whole number >= 1.
    ComputationError
        If a state is no longer finite or normalised, or a worker process dies.
    """
    started = time.perf_counter()
    tasks = [(problem, index, composition) for index in range(problem.realisations)]
    realised = run_all(realise, tasks, workers=workers, progress=progress)
    numbers = np.array([row for _, row in realised])
    return Result(
        problem=problem,
        method=f"{composition.name}, step {problem.save_every / problem.steps_per_save:.6g}",
        time=problem.times,
        gap=np.stack([gap for gap, _ in realised]),
        coupling_initial=numbers[:, 0],
        coupling_final=numbers[:, 1],
        edge_initial=numbers[:, 2],
        edge_final=numbers[:, 3],
        energy_change=numbers[:, 4],
        seconds=time.perf_counter() - started,
        provenance=provenance(),
    )
