"""Run checks in order, each on its own, and keep what they found."""

import time
import traceback
from collections.abc import Callable, Generator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import closing
from dataclasses import replace
from functools import partial
from typing import Any

from higgs_sym.ground.errors import HiggsError
from verification.claim import Claim
from verification.figures.paper_figure import PaperFigure
from verification.figures.svg import HERE, Renderer, drawn
from verification.findings import Findings
from verification.lab import CancelledError, Lab
from verification.schedule import next_claim, starting_order
from verification.session import ClaimResult, Drawing
from verification.verdict import Verdict, verdict

Notify = Callable[[ClaimResult], None]
# Says why a claim is not to be checked, by what is known when its turn comes.
NotRun = Callable[[Claim], ClaimResult | None]


def _ignore(_result: ClaimResult) -> None:
    pass


def check_all(
    claims: tuple[Claim, ...],
    lab: Lab,
    *,
    quick: bool = False,
    notify: Notify = _ignore,
    jobs: int = 1,
    compile_ahead: Callable[[], None] | None = None,
    renderer: Renderer = HERE,
) -> tuple[ClaimResult, ...]:
    """Check `claims` and return their results in the same order, for any number of jobs.

    Parameters
    ----------
    claims
        Each behind those it uses (`registry.ordered`). One whose prerequisite ended in an error
        is not run; a refuted prerequisite does not stop it. A prerequisite that is not among
        `claims` counts as met.
    lab
        Shared by all.
    quick
        Whether to leave out slow claims.
    notify
        Called in the main thread with each result as it comes.
    jobs
        Number of threads that run checks; figures are drawn in the calling thread. Linear
        algebra is done in the thread that asks for it: its own threads would take the cores from
        the other checks, and add in another order on another number of cores.
    compile_ahead
        Compiles kernels in another process. With several jobs it is one of them, and checks that
        run kernels wait for it.
    renderer
        Turns the figures of claims into text.
    """
    from threadpoolctl import threadpool_limits

    results: dict[str, ClaimResult] = {}
    blocked: set[str] = set()

    def not_run(claim: Claim) -> ClaimResult | None:
        return _not_run(claim, quick, blocked)

    if jobs == 1:
        finished = _one_by_one(claims, lab, not_run, renderer)
    else:
        finished = _in_threads(claims, lab, not_run, jobs, compile_ahead, renderer)
    with threadpool_limits(1, "blas"), closing(finished) as stream:
        for result in stream:
            if result.verdict is Verdict.ERROR or not blocked.isdisjoint(result.claim.uses):
                blocked.add(result.claim.id)
            results[result.claim.id] = result
            notify(result)
    return tuple(results[claim.id] for claim in claims)


def draw_all(
    figures: tuple[PaperFigure, ...], lab: Lab, renderer: Renderer = HERE
) -> tuple[Drawing, ...]:
    """Return the figures of the paper as SVG; one that fails shows its error instead."""
    ordered: list[Callable[[], str]] = []
    for position, figure in enumerate(figures, 1):
        try:
            ordered.append(drawn(partial(figure.draw, lab), f"figure{position}", renderer))
        except Exception as error:
            ordered.append(partial(_raise, error))
    drawings = []
    for figure, waiting in zip(figures, ordered, strict=True):
        try:
            text, caption = waiting(), figure.caption
        except Exception as error:
            text, caption = "", f"Not drawn: {_one_line(error)}"
        drawings.append(Drawing(figure.title, caption, text, figure.printed, figure.taken))
    return tuple(drawings)


def _raise(error: Exception) -> str:
    raise error


def _one_by_one(
    claims: tuple[Claim, ...], lab: Lab, not_run: NotRun, renderer: Renderer
) -> Generator[ClaimResult, None, None]:
    for claim in claims:
        yield not_run(claim) or _drawn(_check(claim, lab), renderer)


def _in_threads(
    claims: tuple[Claim, ...],
    lab: Lab,
    not_run: NotRun,
    jobs: int,
    compile_ahead: Callable[[], None] | None,
    renderer: Renderer,
) -> Generator[ClaimResult, None, None]:
    unfinished = {claim.id for claim in claims}
    waiting = starting_order(claims)
    running: dict[Future[ClaimResult], Claim] = {}
    pool = ThreadPoolExecutor(jobs, thread_name_prefix="check")
    compiling = [] if compile_ahead is None else [pool.submit(compile_ahead)]
    ready: list[ClaimResult] = []  # not yet drawn
    try:
        while waiting or running or ready:
            # One more than there are threads: it begins as soon as one is free.
            while len(running) + len(compiling) <= jobs and (
                claim := next_claim(
                    waiting, unfinished, running.values(), compiling=bool(compiling)
                )
            ):
                waiting.remove(claim)
                skipped = not_run(claim)
                if skipped:
                    unfinished.discard(claim.id)
                    yield skipped
                else:
                    running[pool.submit(_check, claim, lab)] = claim
            pending: list[Future[Any]] = [*running, *compiling]
            done, _ = wait(pending, 0 if ready else None, FIRST_COMPLETED)
            for prepared in done.intersection(compiling):
                compiling.clear()
                prepared.result()  # raises what went wrong
            for future in [future for future in running if future in done]:
                del running[future]
                ready.append(future.result())
            if ready:
                # The threads are at work meanwhile. What uses it starts when its figures, too,
                # have come out.
                result = ready.pop(0)
                yield _drawn(result, renderer)
                unfinished.discard(result.claim.id)
    except BaseException:
        # Ctrl-C: checks in hand stop at their next report of progress.
        lab.cancel()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _not_run(claim: Claim, quick: bool, blocked: set[str]) -> ClaimResult | None:
    missing = [name for name in claim.uses if name in blocked]
    if missing:
        trouble = f"It relies on {', '.join(missing)}, which could not be checked."
    elif claim.slow and quick:
        trouble = "Left out by --quick: its check is slow."
    else:
        return None
    return ClaimResult(claim=claim, verdict=Verdict.NOT_RUN, trouble=trouble)


def _check(claim: Claim, lab: Lab) -> ClaimResult:
    """Return what the check of `claim` found, with its figures yet to be drawn."""
    started = time.perf_counter()
    try:
        findings = claim.check(lab)
        if not isinstance(findings, Findings):
            raise TypeError(f"check returned {type(findings).__name__}, not Findings")
        judged = verdict(findings)
        result = ClaimResult(
            claim=claim,
            verdict=judged,
            findings=findings,
            trouble=""
            if judged is not Verdict.ERROR
            else "The check returned no evidence on the statement.",
        )
    except CancelledError:
        raise
    except Exception as error:
        result = _failed(claim, error)
    return replace(result, seconds=time.perf_counter() - started)


def _drawn(result: ClaimResult, renderer: Renderer) -> ClaimResult:
    """Return `result` with its figures as SVG; called in the main thread."""
    drawings = []
    for position, one in enumerate(result.findings.illustrations, 1):
        try:
            text = drawn(one.draw, f"{result.claim.id}-{position}", renderer)()
        except Exception as error:
            # A figure that cannot be drawn is a fault of the check; it must not pass unseen.
            failed = _failed(result.claim, error, f"Figure `{one.name}`: ")
            kept = replace(result.findings, conclusion="")
            return replace(failed, seconds=result.seconds, findings=kept)
        drawings.append(Drawing(one.name, one.caption, text))
    return replace(result, drawings=tuple(drawings))


def _failed(claim: Claim, error: Exception, prefix: str = "") -> ClaimResult:
    return ClaimResult(
        claim=claim,
        verdict=Verdict.ERROR,
        trouble=prefix + _one_line(error),
        trace="".join(traceback.format_exception(error)),
    )


def _one_line(error: Exception) -> str:
    text = " ".join(str(error).split())
    if isinstance(error, HiggsError):
        return text
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
