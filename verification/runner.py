"""Run checks in order, each on its own, and keep what they found."""

import time
import traceback
from collections.abc import Callable, Generator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import closing
from dataclasses import replace

from higgs_sym.ground.errors import HiggsError
from verification.claim import Claim, Findings, Plot
from verification.draw import svg
from verification.lab import CancelledError, Lab
from verification.outcome import ClaimResult, Drawing
from verification.paper_figure import PaperFigure
from verification.verdict import Verdict, verdict

Notify = Callable[[ClaimResult], None]

# What a check leaves behind: its result, and the figures the main thread has yet to draw.
Checked = tuple[ClaimResult, tuple[Plot, ...]]


def _ignore(_result: ClaimResult) -> None:
    pass


def run(
    claims: tuple[Claim, ...], lab: Lab, *, notify: Notify = _ignore, jobs: int = 1
) -> tuple[ClaimResult, ...]:
    """Check `claims` and return their results in the same order, for any number of jobs.

    Parameters
    ----------
    claims
        Each behind those it uses (`registry.ordered`). One whose prerequisite ended in an error
        is not run; a refuted prerequisite does not stop it. A prerequisite that is not among
        `claims` counts as met.
    lab
        Shared by all; `lab.quick` leaves out slow claims.
    notify
        Called in the main thread with each result as it comes.
    jobs
        Number of threads that run checks; figures are drawn in the calling thread.
    """
    results: dict[str, ClaimResult] = {}
    blocked: set[str] = set()
    finished = _one_by_one if jobs == 1 else _in_threads
    with closing(finished(claims, lab, blocked, jobs)) as stream:
        for result in stream:
            results[result.claim.id] = result
            notify(result)
    return tuple(results[claim.id] for claim in claims)


def draw(figures: tuple[PaperFigure, ...], lab: Lab) -> tuple[Drawing, ...]:
    """Return the figures of the paper as SVG; one that fails shows its error instead."""
    drawings = []
    for position, figure in enumerate(figures, 1):
        try:
            drawings.append(
                Drawing(figure.title, figure.caption, svg(figure.draw(lab), f"figure{position}"))
            )
        except Exception as error:
            drawings.append(Drawing(figure.title, f"Not drawn: {_one_line(error)}", ""))
    return tuple(drawings)


def _one_by_one(
    claims: tuple[Claim, ...], lab: Lab, blocked: set[str], _jobs: int
) -> Generator[ClaimResult, None, None]:
    for claim in claims:
        result = _not_run(claim, lab, blocked) or _drawn(*_check(claim, lab))
        _block(result, blocked)
        yield result


def _in_threads(
    claims: tuple[Claim, ...], lab: Lab, blocked: set[str], jobs: int
) -> Generator[ClaimResult, None, None]:
    open_ids = {claim.id for claim in claims}
    waiting = list(claims)
    running: dict[Future[Checked], Claim] = {}
    pool = ThreadPoolExecutor(jobs, thread_name_prefix="check")
    try:
        while waiting or running:
            for claim in [one for one in waiting if open_ids.isdisjoint(one.uses)]:
                waiting.remove(claim)
                skipped = _not_run(claim, lab, blocked)
                if skipped:
                    _block(skipped, blocked)
                    open_ids.discard(claim.id)
                    yield skipped
                else:
                    running[pool.submit(_check, claim, lab)] = claim
            done, _ = wait(running, return_when=FIRST_COMPLETED) if running else ((), ())
            for future in [one for one in running if one in done]:
                claim = running.pop(future)
                result = _drawn(*future.result())
                _block(result, blocked)
                open_ids.discard(claim.id)
                yield result
    except BaseException:
        # Ctrl-C: checks in hand stop at their next report of progress.
        lab.cancel()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _not_run(claim: Claim, lab: Lab, blocked: set[str]) -> ClaimResult | None:
    missing = [name for name in claim.uses if name in blocked]
    if missing:
        trouble = f"It relies on {', '.join(missing)}, which could not be checked."
    elif claim.slow and lab.quick:
        trouble = "Left out by --quick: its check is slow."
    else:
        return None
    return ClaimResult(claim=claim, verdict=Verdict.NOT_RUN, trouble=trouble)


def _block(result: ClaimResult, blocked: set[str]) -> None:
    if result.verdict is Verdict.ERROR or not blocked.isdisjoint(result.claim.uses):
        blocked.add(result.claim.id)


def _check(claim: Claim, lab: Lab) -> Checked:
    started = time.perf_counter()
    try:
        findings = claim.check(lab)
        if not isinstance(findings, Findings):
            raise TypeError(f"check returned {type(findings).__name__}, not Findings")
        judged = verdict(findings.evidence)
        result = ClaimResult(
            claim=claim,
            verdict=judged,
            evidence=findings.evidence,
            tables=findings.tables,
            notes=findings.notes,
            conclusion=findings.conclusion,
            trouble=""
            if judged is not Verdict.ERROR
            else "The check returned no evidence on the statement.",
        )
        plots = findings.plots
    except CancelledError:
        raise
    except Exception as error:
        result, plots = _failed(claim, error), ()
    return replace(result, seconds=time.perf_counter() - started), plots


def _drawn(result: ClaimResult, plots: tuple[Plot, ...]) -> ClaimResult:
    drawings = []
    for position, plot in enumerate(plots, 1):
        try:
            text = svg(plot.draw(), f"{result.claim.id}-{position}")
        except Exception as error:
            # A figure that cannot be drawn is a fault of the check; it must not pass unseen.
            failed = _failed(result.claim, error, f"Figure `{plot.name}`: ")
            return replace(failed, seconds=result.seconds, evidence=result.evidence)
        drawings.append(Drawing(plot.name, plot.caption, text))
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
