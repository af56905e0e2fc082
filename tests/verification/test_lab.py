import threading
from collections.abc import Callable

import pytest

from verification.lab import CancelledError, Lab

WAIT = 10.0  # seconds after which a hanging test fails


def test_a_problem_is_solved_once() -> None:
    solved: list[int] = []

    def solve(problem: int, tol: float | None, progress: Callable[[float], None]) -> int:
        solved.append(problem)
        return problem**2

    lab = Lab(solve)
    assert [lab.run(3), lab.run(4), lab.run(3)] == [9, 16, 9]
    assert solved == [3, 4]


def test_whoever_asks_meanwhile_waits_for_the_same_result() -> None:
    started, release = threading.Event(), threading.Event()
    calls: list[int] = []

    def solve(problem: int, tol: float | None, progress: Callable[[float], None]) -> object:
        calls.append(problem)
        if problem == 0:
            started.set()
            assert release.wait(WAIT)
        return object()

    lab = Lab(solve)
    found: list[object] = []
    threads = [threading.Thread(target=lambda: found.append(lab.run(0))) for _ in range(4)]
    for thread in threads:
        thread.start()
    assert started.wait(WAIT)
    lab.run(1)  # another problem is not held up
    release.set()
    for thread in threads:
        thread.join(WAIT)
    assert calls == [0, 1]
    assert len(found) == 4
    assert len(set(map(id, found))) == 1


def test_a_failure_is_not_kept() -> None:
    attempts: list[int] = []

    def solve(problem: int, tol: float | None, progress: Callable[[float], None]) -> str:
        attempts.append(problem)
        if len(attempts) == 1:
            raise ArithmeticError
        return "done"

    lab = Lab(solve)
    with pytest.raises(ArithmeticError):
        lab.run(1)
    assert lab.run(1) == "done"


def test_quenches_and_other_results_do_not_collide() -> None:
    lab = Lab(lambda problem, tol, progress: "quench")
    assert lab.shared("x", lambda: "other") == "other"
    assert lab.run("x") == "quench"


def test_a_computation_that_needs_itself_fails_instead_of_hanging() -> None:
    lab = Lab(lambda problem, tol, progress: lab.run(problem))
    with pytest.raises(RecursionError):
        lab.run(1)


def test_cancelling_reaches_the_work_in_hand_and_stops_new_work() -> None:
    lab = Lab(lambda problem, tol, progress: (lab.cancel(), progress(0.5)))
    with pytest.raises(CancelledError):
        lab.run(1)
    with pytest.raises(CancelledError):
        lab.shared("x", lambda: 1)


def test_a_tolerance_of_its_own_is_another_trajectory() -> None:
    solved: list[tuple[str, float | None]] = []
    lab = Lab(lambda problem, tol, progress: solved.append((problem, tol)))
    for tol in (None, 1e-8, None, 1e-8):
        lab.run("quench", tol)
    assert solved == [("quench", None), ("quench", 1e-8)]


def test_the_real_laboratory_integrates_to_the_tolerance() -> None:
    from higgs_num.quench import Problem

    problem = Problem(0.95, 1.0, levels=200, t_max=5.0, closure="static")
    coarse, fine = Lab().run(problem, 1e-6), Lab().run(problem)
    # Both errors are allowed for: 1e-6 and the default 1e-10.
    assert 0.0 < abs(coarse.gap - fine.gap).max() < 1e-6 + 1e-10
