"""Everything a session found, frozen; each report is a pure function of it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from verification.claim import Claim
from verification.findings import Findings
from verification.stored import Earlier
from verification.verdict import MEANING, Verdict, explain


@dataclass(frozen=True)
class Drawing:
    """A figure as SVG text; `svg` is empty if it could not be drawn.

    `printed` is what the paper prints of it, line by line, `taken` what it does not print and
    what stands in its place here.
    """

    title: str
    caption: str
    svg: str
    printed: tuple[str, ...] = ()
    taken: str = ""


@dataclass(frozen=True, kw_only=True)
class ClaimResult:
    """What became of one claim.

    `trouble` is one line: the error of the check, or why it was not made; `trace` its traceback.
    """

    claim: Claim
    verdict: Verdict
    seconds: float = 0.0
    findings: Findings = field(default_factory=Findings)
    drawings: tuple[Drawing, ...] = ()
    trouble: str = ""
    trace: str = ""

    @property
    def because(self) -> str:
        """Why this verdict, in one sentence."""
        if self.trouble:
            return self.trouble
        return explain(self.findings) if self.findings.groups else f"{MEANING[self.verdict]}."


@dataclass(frozen=True, kw_only=True)
class Session:
    """Everything that one run of the checks found.

    `recorded` holds the verdicts of the last accepted session by id; `lost` the ids of claims
    that stood in it and are no longer known; `quick` says whether slow claims were left out;
    `earlier` is a report to compare with.
    """

    results: tuple[ClaimResult, ...]
    figures: tuple[Drawing, ...] = ()
    recorded: Mapping[str, Verdict] = field(default_factory=dict)
    lost: tuple[str, ...] = ()
    provenance: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    quick: bool = False
    earlier: Earlier | None = None

    def regressed(self, result: ClaimResult) -> bool:
        """Whether the claim stood in the record and does not stand as it did.

        A claim that was not run has not been seen to fall; what kept it from running is shown
        in its own right.
        """
        before = self.recorded.get(result.claim.id)
        if before is None or not before.stands or result.verdict is Verdict.NOT_RUN:
            return False
        return result.verdict is not before

    @property
    def regressions(self) -> tuple[ClaimResult, ...]:
        """Results whose claim stopped holding."""
        return tuple(result for result in self.results if self.regressed(result))

    @property
    def errors(self) -> tuple[ClaimResult, ...]:
        """Results whose check failed to give a verdict."""
        return tuple(result for result in self.results if result.verdict is Verdict.ERROR)

    @property
    def counts(self) -> dict[Verdict, int]:
        """Number of claims by verdict, in the order of `Verdict`, zeros left out."""
        found = Counter(result.verdict for result in self.results)
        return {verdict: found[verdict] for verdict in Verdict if found[verdict]}

    @property
    def exit_status(self) -> int:
        """1 if a check or figure failed, a claim stopped holding or nothing was judged, else 0."""
        judged = any(result.verdict is not Verdict.NOT_RUN for result in self.results)
        drawn = all(figure.svg for figure in self.figures)
        return int(bool(self.errors or self.regressions or self.lost or not judged or not drawn))
