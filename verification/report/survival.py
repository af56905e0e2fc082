"""Five sentences: what survives of the paper, each with numbers of this very run."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from verification.evidence import Evidence
from verification.findings import Role
from verification.report.numbers import digits
from verification.session import ClaimResult, Session


@dataclass(frozen=True)
class Reading:
    """A piece of evidence of a claim, by its role and the beginning of its name."""

    claim: str
    role: Role
    name: str

    def find(self, result: ClaimResult) -> Evidence | None:
        """Return the evidence, None if this run has none of that name."""
        for group in result.findings.groups:
            for item in group.evidence:
                if group.role is self.role and item.name.startswith(self.name):
                    return item
        return None


class Standing(StrEnum):
    """Whether the numbers of this run say what a sentence says."""

    HOLDS = "holds"
    FAILS = "fails"
    OPEN = "open"
    UNCHECKED = "unchecked"


@dataclass(frozen=True)
class Sentence:
    """Text with LaTeX between dollar signs; #1, #2 ... in it are the numbers of `readings`."""

    text: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True)
class Survivor:
    """A sentence with its numbers put in; `claims` are those whose evidence it stands on."""

    text: str
    standing: Standing
    claims: tuple[ClaimResult, ...]


# More would not be read in a sentence; the evidence has them.
_MOST_DIGITS = 5
_STATED, _CORRECTED = Role.STATEMENT, Role.CORRECTION
SENTENCES = (
    Sentence(
        r"The closed equations (9)–(11) oscillate for ever when the impurities are paramagnetic, "
        r"$\Delta(t)\to\bar\Delta+B\cos(\omega t+\varphi)$: the measured exponent of a decay "
        r"$t^{-p}$ is $p=#1$.",
        (Reading("persistent-oscillation", _STATED, "decay exponent of the mode, 0.8 -> 1"),),
    ),
    Sentence(
        r"In them the amplitude is proportional to the rate, $B\propto\zeta^{p}$ with "
        r"$\zeta=1/(\tau_s\Delta_1)$ and $p=#1$ for $\zeta\to 0$.",
        (
            Reading(
                "amplitude-proportional-to-zeta",
                _STATED,
                "exponent p of amplitude ~ zeta^p for zeta -> 0",
            ),
        ),
    ),
    Sentence(
        r"Their mode lies below $2\Delta_0$ as (13) says, but with half its rate, "
        r"$\omega=2\Delta_0\sqrt{1-1/(2\tau_s\Delta_0)^2}$: at $1/\tau_s=0.5\,\Delta_0$ it is at "
        r"$#1\,\Delta_0$.",
        (
            Reading(
                "eq-13-frequency",
                _CORRECTED,
                "pole of the linearised (9) at cutoff 10^7 Delta, 1/tau_s = 0.5",
            ),
        ),
    ),
    Sentence(
        r"In the exact theory, too, the peak of a THz experiment lies between the thresholds, "
        r"$2\Delta_{\mathrm{th}}<\omega_{\mathrm{peak}}<2\Delta_0$: at "
        r"$1/\tau_s=0.1\,\Delta_0$ it is at $#1\cdot 2\Delta_0$ and "
        r"$#2\cdot 2\Delta_{\mathrm{th}}$.",
        (
            Reading(
                "thz-peak", _STATED, "peak of Im(1/D^R) over 2 Delta, exact theory, 1/tau_s = 0.1"
            ),
            Reading(
                "thz-peak",
                _STATED,
                "peak of Im(1/D^R) over 2 Delta_th, exact theory, 1/tau_s = 0.1",
            ),
        ),
    ),
    Sentence(
        r"But there the oscillation is damped and ends as $\sin(2\epsilon_g t)/t^{p}$, $p=#1$, and "
        r"(9) follows it only up to $t\propto\tau_s^{q}$ with $q=#2$, not up to $t\sim\tau_s$.",
        (
            Reading(
                "exact-late-tail",
                _CORRECTED,
                "decay exponent of the late oscillation, alpha = 0.1",
            ),
            Reading(
                "closure-valid-at-tau-s",
                _CORRECTED,
                "exponent of the time of agreement with tau_s",
            ),
        ),
    ),
)


def survivors(session: Session) -> tuple[Survivor, ...]:
    """Return the sentences whose claims are all in `session`."""
    return tuple(_survivors(session))


def _survivors(session: Session) -> Iterator[Survivor]:
    results = {one.claim.id: one for one in session.results}
    for sentence in SENTENCES:
        names = dict.fromkeys(reading.claim for reading in sentence.readings)
        if not all(name in results for name in names):
            continue
        found = [reading.find(results[reading.claim]) for reading in sentence.readings]
        text = sentence.text
        for position, item in enumerate(found, 1):
            text = text.replace(f"#{position}", _number(item))
        yield Survivor(text, _standing(found), tuple(results[name] for name in names))


def _number(item: Evidence | None) -> str:
    """Return the measured value as LaTeX, with as many digits as are known and asked for."""
    if item is None:
        return r"\ldots"
    known = digits(item.measured, max(item.tolerance, item.uncertainty))
    value = f"{item.measured:#.{min(known, _MOST_DIGITS)}g}"
    mantissa, _, power = value.partition("e")
    return rf"{mantissa}\cdot 10^{{{int(power)}}}" if power else mantissa


def _standing(found: list[Evidence | None]) -> Standing:
    known = [item.holds for item in found if item is not None]
    if len(known) < len(found):
        return Standing.UNCHECKED
    if None in known:
        return Standing.OPEN
    return Standing.HOLDS if all(known) else Standing.FAILS
