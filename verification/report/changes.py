"""What is different from an earlier report: verdicts, numbers and times."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from verification.evidence import Evidence
from verification.session import ClaimResult, Session
from verification.stored import Earlier, Key, StoredNumber
from verification.verdict import Verdict

# In standard errors of both runs together; one number in four hundred goes beyond by chance.
_ERRORS = 3.0
# Of the tolerance: what is below it is round-off, which any other processor changes.
_ROUND_OFF = 0.01
# Times differ by a factor of two from the load of a machine alone.
_FACTOR, _SECONDS = 2.0, 1.0
_UNKNOWN = (Verdict.NOT_RUN, Verdict.ERROR)


@dataclass(frozen=True)
class VerdictChange:
    """A claim that both runs know, with another verdict now."""

    claim: str
    before: Verdict
    now: Verdict


@dataclass(frozen=True)
class NumberChange:
    """A number of a claim, as it was and as it is now."""

    claim: str
    name: str
    before: StoredNumber
    now: Evidence


@dataclass(frozen=True)
class TimeChange:
    """A check that took less than half or more than twice as long, in seconds."""

    claim: str
    before: float
    now: float


@dataclass(frozen=True)
class Changes:
    """All that is different; `added` and `missing` are ids of claims in one report only.

    `compared` is how many numbers both have.
    """

    against: Earlier
    verdicts: tuple[VerdictChange, ...]
    numbers: tuple[NumberChange, ...]
    times: tuple[TimeChange, ...]
    added: tuple[str, ...]
    missing: tuple[str, ...]
    compared: int


def changes(session: Session) -> Changes | None:
    """Return what changed against the earlier report of `session`, None without one.

    Verdicts and times are compared where both runs made the check.
    """
    before = session.earlier
    if before is None:
        return None
    ids = [result.claim.id for result in session.results]
    both = [one for one in session.results if one.claim.id in before.verdicts]
    pairs = [
        (key, before.numbers[key], item)
        for result in both
        for key, item in _placed(result)
        if key in before.numbers
    ]
    return Changes(
        against=before,
        verdicts=tuple(
            VerdictChange(one.claim.id, before.verdicts[one.claim.id], one.verdict)
            for one in both
            if one.verdict is not before.verdicts[one.claim.id]
            and Verdict.NOT_RUN not in (one.verdict, before.verdicts[one.claim.id])
        ),
        numbers=tuple(
            NumberChange(key[0], key[3], old, item)
            for key, old, item in pairs
            if _differ(old, item)
        ),
        times=tuple(_times(both, before)),
        added=tuple(name for name in ids if name not in before.verdicts),
        missing=tuple(name for name in before.verdicts if name not in ids),
        compared=len(pairs),
    )


def _placed(result: ClaimResult) -> Iterator[tuple[Key, Evidence]]:
    seen: dict[tuple[str, str, str], int] = {}
    for group in result.findings.groups:
        for item in group.evidence:
            place = (str(group.role), group.sentence, item.name)
            seen[place] = seen.get(place, -1) + 1
            yield (result.claim.id, *place, seen[place]), item


def _differ(old: StoredNumber, new: Evidence) -> bool:
    error = _ERRORS * math.hypot(old.uncertainty, new.uncertainty)
    return abs(new.measured - old.measured) > error + _ROUND_OFF * min(old.tolerance, new.tolerance)


def _times(both: list[ClaimResult], before: Earlier) -> Iterator[TimeChange]:
    for result in both:
        name, now = result.claim.id, result.seconds
        old = before.seconds[name]
        if result.verdict in _UNKNOWN or before.verdicts[name] in _UNKNOWN:
            continue
        low, high = sorted((old, now))
        if high - low > _SECONDS and high > _FACTOR * low:
            yield TimeChange(name, old, now)
