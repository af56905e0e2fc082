"""`higgs verify`: check every claim and write the report."""

import contextlib
import os
import time
from collections.abc import Callable
from pathlib import Path

import click

from higgs_sym.commands.options import completing, examples, workers_option
from higgs_sym.ground.answer import Answer
from higgs_sym.ground.errors import ArgumentError
from higgs_sym.ground.files import ensure_writable
from higgs_sym.ground.locks import one_run
from higgs_sym.ground.provenance import provenance
from verification import record, registry, runner
from verification.claim import Claim
from verification.compilation import NOTICE
from verification.figures.paper_figure import PaperFigure
from verification.figures.press import Press
from verification.figures.svg import HERE, Renderer
from verification.lab import Lab
from verification.report import terminal
from verification.report.folder import PAGE, prepare_folder, write_report
from verification.report.json import claim_data
from verification.session import Session
from verification.stored import DATA, Earlier, earlier
from verification.streams import tell

# What checks call most, of `higgs_num.warm_up.JOBS`; the rest is compiled where it is called.
KERNELS_OF_CHECKS = ("extrapolated splitting", "response")


EXAMPLES = examples(
    "higgs verify",
    "higgs verify --quick --out quick-report",
    "higgs verify --claim clean-phase-borders --json",
)


@click.command("verify", epilog=EXAMPLES)
@click.option(
    "--claim", "ids", multiple=True, metavar="ID", help="Only this one, and what it uses; repeat.",
    shell_complete=completing("verification.registry:claim_ids"),
)  # fmt: skip
@click.option("--list", "only_list", is_flag=True, help="Show the claims; check nothing.")
@click.option("--quick", is_flag=True, help="Leave out slow claims.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("report"),
    show_default=True,
    help="Folder of the report.",
)
@click.option(
    "--compare",
    type=click.Path(path_type=Path),
    default=None,
    metavar="OLD.json",
    help="Say what changed against this older report.json.",
)
@click.option("--update-record", is_flag=True, help="Accept these verdicts as the reference.")
@workers_option(
    "Checks that run at the same time.  [2, or 1 on one core]", argument="jobs",
    type=click.IntRange(min=1), default=min(2, os.cpu_count() or 1),
)  # fmt: skip
def command(
    *,
    ids: tuple[str, ...],
    only_list: bool,
    quick: bool,
    out: Path,
    compare: Path | None,
    update_record: bool,
    workers: int,
) -> Answer:
    """Check the claims and write index.html, report.json and junit.xml.

    The exit status is 1 if a check fails or a claim that used to hold stops holding, and 0 if
    every claim got its verdict, whatever that is.
    """
    if update_record and quick:
        raise ArgumentError("--update-record", "be used without --quick", "used with it")
    known = registry.claims()
    chosen = registry.select(known, ids) if ids else known
    if only_list:
        return _list(chosen)
    # Before any work, and before a report in the same folder is replaced.
    before = earlier(compare) if compare is not None else None
    prepare_folder(out)
    if update_record:
        ensure_writable(record.RECORD, overwrite=True)
    with one_run(out / DATA):
        return _judged(
            chosen, known, out, all_of_them=not ids, record_it=update_record, before=before,
            quick=quick, jobs=workers,
        )  # fmt: skip


def _judged(
    chosen: tuple[Claim, ...],
    known: tuple[Claim, ...],
    out: Path,
    *,
    all_of_them: bool,
    record_it: bool,
    before: Earlier | None,
    quick: bool,
    jobs: int,
) -> Answer:
    figures = registry.figures() if all_of_them else ()
    session = _session(chosen, figures, known, before, quick=quick, jobs=jobs)
    data = write_report(session, out)
    text = [terminal.summary(session), "", f"Report: {out / PAGE}"]
    if record_it:
        record.update(session.recorded, session.results, _ids(known), record.RECORD)
        text.append(f"Record: {record.RECORD}")
    return Answer(data, "\n".join(text), session.exit_status, {"report": str(out)})


def _session(
    chosen: tuple[Claim, ...],
    figures: tuple[PaperFigure, ...],
    known: tuple[Claim, ...],
    before: Earlier | None,
    *,
    quick: bool,
    jobs: int,
) -> Session:
    lab = Lab()
    recorded = record.load(record.RECORD)
    made = provenance()
    started = time.perf_counter()
    # Figures are rendered beside the checks where there is a core for it.
    press: contextlib.AbstractContextManager[Renderer]
    press = Press() if jobs > 1 and figures else contextlib.nullcontext(HERE)
    with press as renderer, terminal.Lines(chosen, recorded, quick=quick) as lines:
        results = runner.check_all(
            chosen, lab, quick=quick, notify=lines, jobs=jobs,
            compile_ahead=_compile_ahead(chosen) if jobs > 1 else None, renderer=renderer,
        )  # fmt: skip
        drawings = runner.draw_all(figures, lab, renderer)
    standing = {name for name, before in recorded.items() if before.stands}
    return Session(
        results=results,
        figures=drawings,
        recorded=recorded,
        lost=tuple(sorted(standing.difference(_ids(known)))),
        provenance=made,
        seconds=time.perf_counter() - started,
        quick=quick,
        earlier=before,
    )


def _compile_ahead(chosen: tuple[Claim, ...]) -> Callable[[], None] | None:
    """Return what compiles the kernels of several checks, None if there is not enough to gain.

    One check at a time compiles what it needs, and tells of it itself.
    """
    from higgs_num.warm_up import cold, warm_up

    if not cold() or all(claim.compiled for claim in chosen):
        return None
    tell(NOTICE)
    return lambda: warm_up(KERNELS_OF_CHECKS)


def _ids(claims: tuple[Claim, ...]) -> tuple[str, ...]:
    return tuple(claim.id for claim in claims)


def _list(claims: tuple[Claim, ...]) -> Answer:
    width = max(map(len, _ids(claims)), default=0)
    lines = [f"{claim.id:<{width}}  {claim.title} ({claim.source})" for claim in claims]
    data = [claim_data(claim) for claim in claims]
    return Answer({"claims": data}, "\n".join(lines) or "There are no claims.")
