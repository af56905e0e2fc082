"""From evidence to verdict: a pure function, so no verdict is ever written down by hand."""

from enum import StrEnum

from verification.findings import Findings, Role


class Verdict(StrEnum):
    """What is said about a claim."""

    CONFIRMED = "confirmed"
    CORRECTED = "confirmed-with-correction"
    CLOSURE_ONLY = "holds-in-closure-only"
    CLOSURE_CORRECTED = "corrected-in-closure-only"
    REFUTED = "refuted"
    UNDETERMINED = "undetermined"
    NOT_RUN = "not-run"
    ERROR = "error"

    @property
    def stands(self) -> bool:
        """Whether the claim holds, as printed, corrected, or of the closed equations only."""
        return self in (
            Verdict.CONFIRMED, Verdict.CORRECTED, Verdict.CLOSURE_ONLY, Verdict.CLOSURE_CORRECTED,
        )  # fmt: skip


MEANING = {
    Verdict.CONFIRMED: "holds as stated",
    Verdict.CORRECTED: "fails as stated; the corrected statement holds",
    Verdict.CLOSURE_ONLY: "true of Eqs. (9)-(11) as stated, not of the exact theory",
    Verdict.CLOSURE_CORRECTED: (
        "fails as stated; corrected it is true of Eqs. (9)-(11), not of the exact theory"
    ),
    Verdict.REFUTED: "fails, and no correction was found that holds",
    Verdict.UNDETERMINED: "the evidence does not decide",
    Verdict.NOT_RUN: "no check was made",
    Verdict.ERROR: "the check itself failed; nothing is known",
}


def _outcomes(findings: Findings, role: Role) -> list[bool | None]:
    groups = (group for group in findings.groups if group.role is role)
    return [item.holds for group in groups for item in group.evidence]


def verdict(findings: Findings) -> Verdict:
    """Return the verdict that follows from the evidence of `findings`.

    Without evidence on the statement as printed there is nothing to judge: `error`.
    A single undecided measurement makes the whole `undetermined`. Evidence on the exact theory
    that fails limits a statement, printed or corrected, to the closed equations.
    """
    statement = _outcomes(findings, Role.STATEMENT)
    correction = _outcomes(findings, Role.CORRECTION)
    exact = _outcomes(findings, Role.EXACT)
    if not statement:
        return Verdict.ERROR
    if any(outcome is None for outcome in statement + correction + exact):
        return Verdict.UNDETERMINED
    if all(statement):
        return Verdict.CONFIRMED if all(exact) else Verdict.CLOSURE_ONLY
    if correction and all(correction):
        return Verdict.CORRECTED if all(exact) else Verdict.CLOSURE_CORRECTED
    return Verdict.REFUTED


_SUBJECT = {
    Role.STATEMENT: "the statement as given",
    Role.CORRECTION: "the corrected statement",
    Role.EXACT: "its form in the exact theory",
}


def explain(findings: Findings) -> str:
    """Return one sentence that says what each kind of evidence gave."""
    parts = []
    for role, subject in _SUBJECT.items():
        outcomes = _outcomes(findings, role)
        if outcomes:
            parts.append(f"{subject} {_tally(outcomes)}")
    sentence = "; ".join(parts) or "there is no evidence"
    return f"{sentence[0].upper()}{sentence[1:]}."


_ALL = {1: "the check", 2: "both checks"}


def _tally(outcomes: list[bool | None]) -> str:
    total = len(outcomes)
    if False in outcomes:
        return _share("fails", outcomes.count(False), total)
    if None in outcomes:
        return _share("is left undecided by", outcomes.count(None), total)
    return f"passes {_ALL.get(total, f'all {total} checks')}"


def _share(verb: str, count: int, total: int) -> str:
    return f"{verb} the check" if total == 1 else f"{verb} {count} of {total} checks"
