"""What a quench is estimated to cost, against clocks; and what is refused before any work."""

import time
from pathlib import Path

import numpy as np
import pytest

from higgs_num.inputs import effort
from higgs_num.inputs.effort import Effort
from higgs_num.levels import Levels, continuum_levels
from higgs_num.quench import (
    RK4,
    Closure,
    Composition,
    MultiProduct,
    Observable,
    Problem,
    SolveIvp,
    resume,
    run,
    run_all,
)
from higgs_num.quench.effort import effort_of
from higgs_sym.ground.errors import ArgumentError

SHORT = Problem(0.9, 1.0, levels=20, t_max=2.0)
REFUSED = r"`allow_large` must be set \(--allow-large\) for about "


def test_more_than_an_hour_is_refused_with_the_estimate_unless_it_is_allowed() -> None:
    Effort(3600.0, 0.0, "this").check()
    assert Effort(90.0, 2e9, "this").told == "about 1.5 minutes on one core and 2 GB"
    with pytest.raises(ArgumentError, match=REFUSED + r"2 days on one core: this \(limit 1 hour\)"):
        Effort(2 * 86400.0, 0.0, "this").check()
    Effort(2 * 86400.0, 0.0, "this").check(allow_large=True)
    with pytest.raises(ArgumentError, match="`allow_large` must be True or False, but is 1"):
        Effort(0.0, 0.0, "this").check(allow_large=1)  # type: ignore[arg-type]


def test_more_than_half_of_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(effort, "available_memory", lambda: 4e9)
    Effort(0.0, 2e9, "this").check()
    rule = REFUSED + r"3 GB of memory: this \(limit 2 GB, half of what is available\)"
    with pytest.raises(ArgumentError, match=rule):
        Effort(0.0, 3e9, "this").check()


@pytest.mark.parametrize(
    "stepper",
    [
        MultiProduct(order=14, longest_step=1e-9),
        Composition(8, longest_step=1e-9),
        RK4(1e-9),
        SolveIvp("RK45", rtol=1e-10),
    ],
)
def test_steps_too_many_are_refused_before_any_work(stepper) -> None:
    problem = Problem(0.9, 1.0, levels=100_000, t_max=2000.0, cutoff=10.0)
    with pytest.raises(ArgumentError, match=REFUSED):
        run(problem, stepper)


def test_memory_of_jacobians_and_records_is_estimated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(effort, "available_memory", lambda: 8e9)
    monkeypatch.setattr(effort, "MOST_SECONDS", np.inf)
    problem = Problem(0.9, 1.0, levels=15_024, t_max=1.0)
    with pytest.raises(ArgumentError, match="GB of memory"):
        run(problem, SolveIvp("Radau"))
    # The state of all levels at 10^5 times between two ends of steps.
    shell = Observable("shell", lambda eps, S, t: S[0])
    often = Problem(0.9, 1.0, levels=15_024, t_max=1.0, save_every=1e-6)
    with pytest.raises(ArgumentError, match="GB of memory"):
        run(often, MultiProduct(order=14, longest_step=0.1), observe=[shell])


def test_what_is_chosen_counts_as_well() -> None:
    with pytest.raises(ArgumentError, match=REFUSED):
        run(Problem(0.95, 1.0, cutoff=1e5, levels=100_000, t_max=1.0))
    with pytest.raises(ArgumentError, match="Gauss rule of 3,183,205 nodes"):
        continuum_levels(10.0, gap=1.0, t_max=1e6)
    with pytest.raises(ArgumentError, match=REFUSED):
        run_all([SHORT, Problem(0.9, 1.0, cutoff=1e5, levels=100_000, t_max=1.0)], threads=1)


def test_a_stopped_run_is_estimated_by_what_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "run.npz"

    def stop(done: float) -> None:
        if done > 0.5:
            raise KeyboardInterrupt

    problem = Problem(0.9, 1.0, levels=2000, t_max=100.0)
    with pytest.raises(KeyboardInterrupt):
        run(problem, MultiProduct(1e-8), checkpoint=path, progress=stop)
    monkeypatch.setattr(effort, "MOST_SECONDS", 1e-9)
    with pytest.raises(ArgumentError, match="allow_large"):
        resume(path)
    assert path.exists()
    assert resume(path, allow_large=True).time[-1] == 100.0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("problem", "stepper"),
    [
        (Problem(0.95, 1.0, rate_s=0.1), MultiProduct()),
        (Problem(0.1, 1.0, rate_s=0.1, levels=60_000, t_max=1200.0), MultiProduct(1e-8)),
        (Problem(0.95, 1.0, rate_s=0.1, cutoff=100.0, levels=20_000, t_max=100.0), MultiProduct()),
        (Problem(0.95, 1.0, rate_s=0.1, closure=Closure.ODD), MultiProduct(1e-8)),
        (Problem(0.95, 1.0, levels=4000, t_max=100.0), Composition()),
        (Problem(0.95, 1.0, levels=4000, t_max=100.0, save_every=1.0), RK4(0.01)),
        (Problem(0.95, 1.0, levels=4000, t_max=20.0, save_every=1.0), SolveIvp()),
        (Problem(0.95, 1.0, levels=4000, t_max=20.0, save_every=1.0), SolveIvp("RK45")),
        (Problem(0.95, 1.0, levels=Levels(np.linspace(-4, 4, 3001), np.full(3001, 8 / 3000)),
                 cutoff=5.0, t_max=100.0), MultiProduct()),
    ],
)  # fmt: skip
def test_estimates_agree_with_the_clock(problem: Problem, stepper) -> None:
    run(SHORT, stepper)  # loads the kernels
    started = time.process_time()
    run(problem, stepper)
    seconds = time.process_time() - started
    # A factor of three is promised for work that takes long; short ones have costs of their own.
    assert seconds / 3.5 - 0.2 < effort_of(problem, stepper).seconds < 3.5 * seconds + 0.2
