import threading
from typing import Any

import pytest
from matplotlib.figure import Figure

from higgs_sym.ground.errors import ComputationError
from tests.verification.session_samples import BAD, GOOD, claim, evidence, lab
from verification.claim import Claim
from verification.figures.paper_figure import PaperFigure
from verification.findings import Findings, Illustration
from verification.lab import CancelledError, Lab
from verification.registry import ordered
from verification.runner import check_all, draw_all
from verification.session import ClaimResult
from verification.verdict import Verdict

both = pytest.mark.parametrize("jobs", [1, 2])


def verdicts(results: tuple[ClaimResult, ...]) -> dict[str, str]:
    return {result.claim.id: str(result.verdict) for result in results}


def failing(error: Exception) -> Any:
    def check(lab: Lab) -> Findings:
        raise error

    return check


@both
def test_an_error_stays_with_its_claim_and_those_that_rely_on_it(jobs: int) -> None:
    claims = ordered(
        [
            claim("good", GOOD),
            claim("broken", check=failing(ValueError("bad\n  luck"))),
            claim("above", GOOD, uses=("broken",)),
            claim("far-above", GOOD, uses=("above", "good")),
            claim("wrong", BAD),
            claim("on-wrong", GOOD, uses=("wrong",)),
        ]
    )
    results = check_all(claims, lab(), jobs=jobs)
    assert verdicts(results) == {
        "good": "confirmed",
        "broken": "error",
        "above": "not-run",
        "far-above": "not-run",
        "wrong": "refuted",
        "on-wrong": "confirmed",
    }
    by_id = {result.claim.id: result for result in results}
    assert by_id["broken"].trouble == "ValueError: bad luck"
    assert "Traceback" in by_id["broken"].trace
    assert "broken" in by_id["above"].trouble
    assert "above" in by_id["far-above"].trouble


@both
def test_the_order_of_results_is_that_of_the_claims(jobs: int) -> None:
    gate = threading.Event()

    def slow(lab: Lab) -> Findings:
        assert jobs == 1 or gate.wait(10.0)
        return Findings(statement=(GOOD,))

    seen: list[str] = []

    def notify(result: ClaimResult) -> None:
        seen.append(result.claim.id)
        gate.set()  # only now may the slow one finish

    claims = (claim("slow", check=slow), claim("fast", GOOD))
    results = check_all(claims, lab(), notify=notify, jobs=jobs)
    assert [result.claim.id for result in results] == ["slow", "fast"]
    assert seen == (["slow", "fast"] if jobs == 1 else ["fast", "slow"])


@both
def test_prerequisites_are_finished_first(jobs: int) -> None:
    done: list[str] = []

    def recording(name: str) -> Any:
        def check(lab: Lab) -> Findings:
            done.append(name)
            return Findings(statement=(GOOD,))

        return check

    claims = ordered(
        Claim(
            id=f"c{n}",
            title="t",
            statement="s",
            latex="",
            source="q",
            assumptions=(),
            check=recording(f"c{n}"),
            uses=(f"c{n - 1}",) if n else (),
        )
        for n in range(8)
    )
    check_all(claims, lab(), jobs=jobs)
    assert done == [f"c{n}" for n in range(8)]


@pytest.mark.parametrize(
    "returned", [None, (GOOD,), Findings(statement=()), Findings(exact=(GOOD,))]
)
def test_a_check_without_evidence_on_the_statement_is_an_error(returned: Any) -> None:
    (result,) = check_all((claim("empty", check=lambda lab: returned),), lab())
    assert result.verdict is Verdict.ERROR
    assert result.trouble


def test_nan_in_a_check_is_an_error() -> None:
    def check(lab: Lab) -> Findings:
        return Findings(statement=(evidence(measured=float("nan")),))

    (result,) = check_all((claim("nan", check=check),), lab())
    assert result.verdict is Verdict.ERROR
    assert result.trouble == "`measured` is nan, not a finite number"


def test_quick_leaves_out_slow_claims_but_not_what_relies_on_them() -> None:
    claims = (claim("long", GOOD, slow=True), claim("short", GOOD, uses=("long",)))
    assert verdicts(check_all(claims, lab(), quick=True)) == {
        "long": "not-run",
        "short": "confirmed",
    }
    assert verdicts(check_all(claims, lab())) == {"long": "confirmed", "short": "confirmed"}


@both
def test_figures_are_drawn_in_the_calling_thread(jobs: int) -> None:
    threads: list[str] = []

    def figure() -> Figure:
        threads.append(threading.current_thread().name)
        drawn = Figure(figsize=(2, 1))
        drawn.add_subplot().plot([0, 1])
        return drawn

    drawn = claim(
        "drawn",
        check=lambda lab: Findings(
            statement=(GOOD,), illustrations=(Illustration("wave", figure),)
        ),
    )
    (result,) = check_all((drawn,), lab(), jobs=jobs)
    assert threads == [threading.current_thread().name]
    assert result.drawings[0].svg.startswith("<svg")


def test_a_figure_that_cannot_be_drawn_is_an_error_that_keeps_the_evidence() -> None:
    def figure() -> Figure:
        raise ComputationError("nothing to draw")

    drawn = claim(
        "drawn",
        check=lambda lab: Findings(
            statement=(GOOD,), illustrations=(Illustration("wave", figure),)
        ),
    )
    (result,) = check_all((drawn,), lab())
    assert result.verdict is Verdict.ERROR
    assert result.trouble == "Figure `wave`: nothing to draw"
    assert result.findings.statement == (GOOD,)


@both
def test_an_interruption_ends_the_session(jobs: int) -> None:
    workplace = lab()
    reached: list[str] = []

    def interrupt(_result: ClaimResult) -> None:
        raise KeyboardInterrupt

    def later(lab: Lab) -> Findings:
        lab.run("x")
        reached.append("later")
        return Findings(statement=(GOOD,))

    claims = ordered([claim("first", GOOD), claim("second", uses=("first",), check=later)])
    with pytest.raises(KeyboardInterrupt):
        check_all(claims, workplace, notify=interrupt, jobs=jobs)
    assert reached == []


def test_a_figure_of_the_paper_shows_its_error_and_the_others_go_on() -> None:
    def fails(lab: Lab) -> Figure:
        raise ZeroDivisionError("no mean")

    bad, good = draw_all(
        (PaperFigure("Fig. 1", "", fails), PaperFigure("Fig. 2", "c", lambda lab: "<svg></svg>")),
        lab(),
    )
    assert not bad.svg
    assert "no mean" in bad.caption
    assert (good.caption, good.svg) == ("c", "<svg></svg>")


def test_an_interruption_reaches_the_work_in_other_threads() -> None:
    working, ended = threading.Event(), []

    def solve(problem: Any, tol: float | None, progress: Any) -> Any:
        working.set()
        for step in range(1000):  # 10 seconds, if nobody stops it
            threading.Event().wait(0.01)
            try:
                progress(step / 1000)
            except CancelledError:
                ended.append("cancelled")
                raise
        ended.append("finished")

    def long(lab: Lab) -> Findings:
        lab.run("x")
        return Findings(statement=(GOOD,))

    def first(lab: Lab) -> Findings:
        assert working.wait(10.0)
        return Findings(statement=(GOOD,))

    def interrupt(_result: ClaimResult) -> None:
        raise KeyboardInterrupt

    claims = (claim("long", check=long), claim("first", check=first))
    with pytest.raises(KeyboardInterrupt):
        check_all(claims, Lab(solve), notify=interrupt, jobs=2)
    assert ended == ["cancelled"]


def test_checks_that_run_kernels_wait_until_these_are_compiled() -> None:
    seen: list[str] = []
    derived = threading.Event()

    def compile_ahead() -> None:
        assert derived.wait(20.0)  # what runs no kernel is checked meanwhile
        seen.append("kernels")

    def noting(name: str) -> Any:
        def check(_lab: Lab) -> Findings:
            seen.append(name)
            if name == "derived":
                derived.set()
            return Findings(statement=(evidence(),))

        return check

    claims = ordered(
        [
            claim("compiled", check=noting("compiled")),
            claim("derived", check=noting("derived"), compiled=False),
        ]
    )
    results = check_all(claims, lab(), jobs=2, compile_ahead=compile_ahead)
    assert seen == ["derived", "kernels", "compiled"]
    assert set(verdicts(results).values()) == {"confirmed"}


def test_a_failed_compilation_is_not_passed_over() -> None:
    def compile_ahead() -> None:
        raise ComputationError("no compiler")

    with pytest.raises(ComputationError, match="no compiler"):
        check_all((claim("one", GOOD),), lab(), jobs=2, compile_ahead=compile_ahead)
