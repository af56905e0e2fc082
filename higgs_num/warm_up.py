"""Compile all kernels ahead: once in an installation, in parallel processes.

Kernels are compiled when they are first called, so each job calls those of one kind on a small
input. A test starts from nothing and finds no kernel left out.
"""

from collections.abc import Callable, Iterable, Mapping

from higgs_sym.ground.errors import one_of
from higgs_sym.ground.progress import Progress, silent
from higgs_sym.ground.workers import in_processes


def _extrapolation() -> None:
    from higgs_num.quench import Closure, MultiProduct, Problem, run

    # A Gauss rule, both parities, probes, oscillating sources: all that a splitting passes over.
    run(Problem(0.9, 1.0, rate_s=0.1, probes=(0.5,), levels=600, t_max=10.0), MultiProduct(1e-8))
    odd = Problem(0.9, 1.0, rate_s=0.1, closure=Closure.ODD, levels=40, t_max=2.0)
    run(odd, MultiProduct(order=4, longest_step=0.1, threads=2))


def _windows() -> None:
    from higgs_num.quench import Closure, Condensed, Problem, run

    for closure in (Closure.EVEN, Closure.ODD):
        run(Problem(0.9, 1.0, rate_s=0.1, closure=closure, levels=40, t_max=2.0), Condensed(1e-6))


def _composition() -> None:
    from higgs_num.quench import Closure, Composition, Problem, run

    for closure in (Closure.EVEN, Closure.ODD):
        problem = Problem(
            0.9, 1.0, rate_s=0.1, closure=closure, probes=(0.5,), levels=40, t_max=2.0
        )
        run(problem, Composition(4, longest_step=0.1))


def _runge_kutta() -> None:
    import numpy as np

    from higgs_num.foreign.schemes import solve
    from higgs_num.quench import RK4, Problem, run
    from higgs_num.quench.motion import motion
    from higgs_num.quench.steppers.right_side import RightSide

    problem = Problem(0.9, 1.0, rate_s=0.1, levels=40, t_max=2.0)
    run(problem, RK4(0.1))
    side = RightSide.of(motion(problem, by_parity=False), 0.0)
    S = np.ones(3 * 40)
    side.fill(0.0, S, np.empty_like(S))
    side.fill_product(0.0, S, S, np.empty_like(S))
    solve(motion(problem), np.linspace(0.0, 2.0, 5))


def _response() -> None:
    import numpy as np

    from higgs_num.levels import HalfLevels
    from higgs_num.response import (
        kick_response,
        peak,
        phase_inverse_susceptibility,
        second_sheet_pole,
        spectrum,
        step_response,
    )
    from higgs_num.response.closure import closure_mode

    for alpha in (0.3, 1.3):
        for z in (np.array([0.5, 2.5]), np.array([0.5j, 2.5j]), np.array([0.5 - 0.1j])):
            spectrum(z, alpha)
            phase_inverse_susceptibility(z, alpha)
        peak(alpha, "absorption")
        second_sheet_pole(alpha)
    step_response(np.array([0.0, 1.0]), 0.3)
    kick_response(np.array([0.5, 1.0]), 0.3)
    closure_mode(HalfLevels.continuum(10.0, 0.1, 50), 1.0, 0.2)


def _thermal_response() -> None:
    import numpy as np

    from higgs_num.response import thermal_phase_inverse_susceptibility, thermal_spectrum
    from higgs_num.response.thermal import thermal_second_sheet

    for alpha in (0.3, 1.3):
        for z in (np.array([0.5, 2.5]), 2j * np.pi * 0.2 * np.arange(1, 3)):
            thermal_spectrum(z, alpha, 0.2)
            thermal_phase_inverse_susceptibility(z, alpha, 0.2)
        # Complex frequencies are compiled by themselves.
        thermal_second_sheet(2.5 - 0.1j, alpha, 0.2)


# The longest first; what shares kernels with it late, when they are in the cache.
JOBS: Mapping[str, Callable[[], None]] = {
    "extrapolated splitting": _extrapolation,
    "response": _response,
    "thermal response": _thermal_response,
    "right-hand sides": _runge_kutta,
    "few nodes for many levels": _windows,
    "composed splitting": _composition,
}


def _do(name: str, report: Progress) -> None:
    JOBS[name]()
    report(1.0)


def cold() -> bool:
    """Whether nothing has been compiled for this version and CPU."""
    from higgs_num.core.compile import kept, kernels_kept

    return kept() and not kernels_kept()


def warm_up(
    jobs: Iterable[str] = tuple(JOBS),
    *,
    workers: int | None = None,
    progress: Progress = silent,
) -> None:
    """Compile what `jobs` need and is not yet in the cache.

    jobs: keys of `JOBS`. workers: processes at a time, as many as cores unless given.

    Raises
    ------
    ArgumentError
        If a job is unknown or `workers` is not a whole number >= 1.
    """
    tasks = [(one_of("jobs", name, JOBS),) for name in jobs]
    in_processes(_do, tasks, workers=workers, progress=progress)
