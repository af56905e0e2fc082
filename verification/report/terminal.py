"""The table in the terminal: a line when a claim is finished, a summary at the end."""

from typing import Self

from rich.console import Console
from rich.table import Table
from rich.text import Text

from verification.claim import Claim
from verification.report.changes import Changes, changes
from verification.report.numbers import measured, seconds
from verification.report.prose import typed
from verification.report.survival import Standing, survivors
from verification.session import ClaimResult, Session
from verification.verdict import MEANING, Verdict

STYLE = {
    Verdict.CONFIRMED: "green",
    Verdict.CORRECTED: "cyan",
    Verdict.CLOSURE_ONLY: "blue",
    Verdict.CLOSURE_CORRECTED: "blue",
    Verdict.REFUTED: "magenta",
    Verdict.UNDETERMINED: "yellow",
    Verdict.NOT_RUN: "bright_black",
    Verdict.ERROR: "bold red",
}
_VERDICT_WIDTH = max(map(len, Verdict))
# Rich cannot know the width of a file or a pipe; this many columns cut no title short.
_WIDTH_UNKNOWN = 140


def console() -> Console:
    """Return a console on standard output as it is now (under --json, standard error)."""
    terminal = Console(highlight=False)
    if not terminal.is_terminal:
        terminal.width = _WIDTH_UNKNOWN
    return terminal


class Lines:
    """Prints one line for each finished claim, in the order in which they finish.

    As a context it also shows, on a terminal, that work is going on. Claims that `quick` leaves
    out are counted, not listed.
    """

    def __init__(
        self, claims: tuple[Claim, ...], recorded: dict[str, Verdict], *, quick: bool = False
    ) -> None:
        self._console = console()
        self._quick = quick
        self._total = sum(not self._left_out(claim) for claim in claims)
        self._done = 0
        self._recorded = recorded
        self._id_width = max((len(claim.id) for claim in claims), default=0)
        head = f"{'':>7}  {'verdict':<{_VERDICT_WIDTH}}  {'time':>8}  claim"
        self._console.print(Text(head, style="bold"))
        self._status = self._console.status("")
        left_out = len(claims) - self._total
        if left_out:
            told = f"{left_out} slow claims are left out; `higgs verify` checks them, too"
            self._console.print(Text(f"         {told}", style=STYLE[Verdict.NOT_RUN]))

    def _left_out(self, claim: Claim) -> bool:
        return self._quick and claim.slow

    def __enter__(self) -> Self:
        if self._console.is_terminal:
            self._status.start()
            self._show_count()
        return self

    def __exit__(self, *_error: object) -> None:
        self._status.stop()

    def _show_count(self) -> None:
        left = self._total - self._done
        self._status.update(f"{left} to go" if left else "drawing the figures")

    def __call__(self, result: ClaimResult) -> None:
        """Print the line of `result`."""
        if self._left_out(result.claim):
            return
        self._done += 1
        count = f"{self._done}/{self._total}"
        line = Text.assemble(
            f"{count:>7}  ",
            (f"{result.verdict:<{_VERDICT_WIDTH}}", STYLE[result.verdict]),
            f"  {seconds(result.seconds):>8}  ",
            (f"{result.claim.id:<{self._id_width}}", "bold"),
            f"  {result.claim.title}",
        )
        self._console.print(line, overflow="ellipsis", no_wrap=True)
        if result.verdict in (Verdict.ERROR, Verdict.NOT_RUN):
            self._console.print(
                Text(f"         {result.trouble}", style=STYLE[result.verdict]), soft_wrap=True
            )
        before = self._recorded.get(result.claim.id)
        if before is not None and before is not result.verdict:
            self._console.print(Text(f"         was {before} in the record", style="yellow"))
        self._show_count()


def summary(session: Session) -> str:
    """Return the counts and whatever needs attention, as text with colours if a terminal reads."""
    terminal = console()
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(justify="right")
    table.add_column()
    table.add_column(style="dim")
    for verdict, count in session.counts.items():
        table.add_row(str(count), Text(verdict, STYLE[verdict]), MEANING[verdict])
    with terminal.capture() as capture:
        terminal.print()
        terminal.print(table)
        for line in _surviving(session):
            terminal.print(line, soft_wrap=True)
        for result in session.regressions:
            before = session.recorded[result.claim.id]
            _alarm(terminal, f"{result.claim.id}: was {before}, is {result.verdict}", "Regression")
        for name in session.lost:
            _alarm(terminal, f"{name}: held in the record, is no longer checked", "Regression")
        for result in session.errors:
            _alarm(terminal, f"{result.claim.id}: {result.trouble}", "Error")
        for figure in session.figures:
            if not figure.svg:
                _alarm(terminal, f"{figure.title}: {figure.caption}", "Error")
        if not session.results:
            _alarm(terminal, "no claim was checked", "Error")
        for line in _changed(changes(session)):
            terminal.print(line, soft_wrap=True)
    return "\n".join(line.rstrip() for line in capture.get().splitlines())


def _surviving(session: Session) -> list[Text]:
    """Return the sentences on what survives of the paper, each with a mark and its claims."""
    found = survivors(session)
    lines = [Text(""), Text("What survives of the paper", "bold")] if found else []
    for number, one in enumerate(found, 1):
        told = "" if one.standing is Standing.HOLDS else f" [{one.standing}]"
        claims = ", ".join(result.claim.id for result in one.claims)
        lines.append(Text.assemble(f"{number}. {typed(one.text)}{told} ", (f"({claims})", "dim")))
    return lines


def _alarm(terminal: Console, text: str, label: str) -> None:
    terminal.print(Text.assemble((f"{label}  ", "bold red"), text), soft_wrap=True)


def _changed(found: Changes | None) -> list[Text]:
    """Return what changed against an earlier report, one line each."""
    if found is None:
        return []
    lines = [Text(""), Text(f"Against {found.against.path} ({found.compared} numbers):", "bold")]
    lines += [
        Text(f"Verdict  {one.claim}: {one.before} -> {one.now}", "yellow") for one in found.verdicts
    ]
    for moved in found.numbers:
        tolerance = moved.now.tolerance
        before = measured(moved.before.measured, moved.before.uncertainty, tolerance)
        now = measured(moved.now.measured, moved.now.uncertainty, tolerance)
        lines.append(Text(f"Number   {moved.claim}: {moved.name}: {before} -> {now}"))
    lines += [
        Text(f"Time     {one.claim}: {seconds(one.before)} -> {seconds(one.now)}", "dim")
        for one in found.times
    ]
    for label, names in (("New", found.added), ("Missing", found.missing)):
        if names:
            lines.append(Text(f"{label:<8} {', '.join(names)}"))
    if len(lines) == 2:
        lines.append(Text("No verdict, number or time changed."))
    return lines
