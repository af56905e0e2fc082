"""Threads change the time, not the bits."""

from typing import Any

import numpy as np
import pytest

from higgs_num.quench import MultiProduct, Problem, Result, resume, run, run_all, trajectory
from higgs_num.quench.steppers.extrapolation import CHAINS
from higgs_num.quench.steppers.multi_product import balanced
from higgs_sym.ground.errors import ArgumentError, ComputationError

CASES: list[dict[str, Any]] = [
    {"rate_s": 0.1},  # two sectors
    {"rate_s": 0.1, "closure": "odd"},
    {"levels": 44},  # an odd number of groups of levels
]


def problem(**case: Any) -> Problem:
    return Problem(**{"gap_initial": 0.8, "gap_final": 1.0, "levels": 300, "t_max": 6.0, **case})


def assert_same(one: Result, other: Result) -> None:
    for name in ("gap", "energy", "norm_change", "final_spins", "probe_spins"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))
    assert (one.method, one.error) == (other.method, other.error)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("order", [4, 14])
def test_two_threads_give_the_bits_of_one(case: dict[str, Any], order: int) -> None:
    one, two = (
        run(
            problem(**case, probes=(0.4,)),
            MultiProduct(order=order, longest_step=0.11, threads=threads),
        )
        for threads in (1, 2)
    )
    assert_same(one, two)


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_runs_side_by_side_give_the_bits_of_each_alone(threads: int) -> None:
    problems = [problem(**case) for case in CASES]
    seen: list[float] = []
    for one, other in zip(
        run_all(problems, threads=threads, progress=seen.append), map(run, problems), strict=True
    ):
        assert one.problem == other.problem
        assert_same(one, other)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


def test_a_run_that_fails_stops_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = MultiProduct.advance

    def poisoned(self: MultiProduct, state: Any, pieces: int) -> Any:
        after, record = whole(self, state, pieces)
        if state.motion.spins[0, 0] > 0.1:  # of the larger initial gap
            record.gap[:] = np.nan
        return after, record

    monkeypatch.setattr(MultiProduct, "advance", poisoned)
    problems = [problem(gap_initial=0.2), problem(gap_initial=0.9)]
    assert problems[0].grid == problems[1].grid
    with pytest.raises(ComputationError, match="no longer finite"):
        run_all(problems, MultiProduct(order=8, longest_step=0.05), threads=2)


def test_a_stopped_run_may_go_on_with_another_number(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trajectory, "CHUNK_SECONDS", 1e-5)
    monkeypatch.setattr(trajectory, "FIRST_CHUNK", 1)
    path = tmp_path / "stopped.npz"

    def stop(done: float) -> None:
        if done > 0.3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(problem(), progress=stop, checkpoint=path)
    assert_same(resume(path, threads=2), run(problem()))


@pytest.mark.parametrize("order", CHAINS)
def test_every_chain_lies_in_one_heap(order: int) -> None:
    one, other = balanced(CHAINS[order])
    assert sorted((*one, *other)) == list(CHAINS[order])
    assert one
    assert other


def test_bad_numbers() -> None:
    with pytest.raises(ArgumentError, match="threads"):
        run_all([problem()], threads=0)
