"""One claim for each derivation of `higgs_sym`: every step of the chain checks."""

from functools import partial
from threading import Lock

from higgs_sym.derivation import Derivation
from higgs_sym.registry import derivations
from verification.claim import Claim, Findings, Table
from verification.evidence import Evidence
from verification.lab import Lab
from verification.stopwatch import Stopwatch

# The precision of mpmath and of Arb is global: one chain at a time.
_ONE_AT_A_TIME = Lock()


def _check(derivation: Derivation, _lab: Lab) -> Findings:
    with _ONE_AT_A_TIME:
        watch = Stopwatch()
        verified = derivation.verify()
        seconds = watch.lap()
    rows = tuple(
        (step.name, step.says, check.status, check.detail)
        for step, check in zip(derivation.steps, verified.checks, strict=True)
    )
    failed = Evidence(
        name="steps that fail",
        measured=verified.count("failed"),
        expected=0,
        tolerance=0.5,
        why_tolerance="a count",
        method=f"{verified.count('proved')} steps proved symbolically, "
        f"{verified.count('verified')} verified by balls or digits",
        parameters={"steps": len(rows)},
        seconds=seconds,
    )
    return Findings(
        (failed,),
        tables=(Table("Steps", ("step", "says", "status", "how"), rows),),
        notes=tuple(f"Not reached: {gap}" for gap in derivation.missing),
    )


CLAIMS = tuple(
    Claim(
        id=f"derivation-{derivation.id.replace('_', '-')}",
        title=f"Derivation: {derivation.title}",
        statement=derivation.claim,
        latex="",
        source="derived here, `higgs derive " + derivation.id + "`",
        assumptions=(),
        kind="exact-theory",
        check=partial(_check, derivation),
    )
    for derivation in derivations().values()
)
