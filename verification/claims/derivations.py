"""One claim for each derivation of `higgs_sym`: every step of the chain checks."""

from functools import partial

from higgs_sym.derivation import Derivation
from higgs_sym.registry import derivations
from verification.claim import Claim
from verification.evidence import Evidence
from verification.findings import Findings, Latex, ResultTable
from verification.lab import Lab


def _check(derivation: Derivation, _lab: Lab) -> Findings:
    verified = derivation.verify()
    rows = tuple(
        (step.name, step.says, Latex(step.latex), check.status, check.detail)
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
    )
    return Findings(
        statement=(failed,),
        tables=(ResultTable("Steps", ("step", "says", "equation", "status", "how"), rows),),
        notes=tuple(f"Not reached: {gap}" for gap in derivation.missing),
    )


# A proof depends on the code alone, and the tests make each one on every change: the quick run
# leaves them to the tests, but for the conventions on which all else rests.
QUICK = ("rates",)

CLAIMS = tuple(
    Claim(
        id=f"derivation-{derivation.id.replace('_', '-')}",
        title=f"Derivation: {derivation.title}",
        statement=derivation.claim,
        latex="",
        formulas=derivation.establishes,
        source="derived here, `higgs derive " + derivation.id + "`",
        assumptions=(),
        kind="exact-theory",
        check=partial(_check, derivation),
        slow=derivation.id not in QUICK,
        # A step sets the precision of mpmath, which belongs to the process.
        exclusive="mpmath",
        compiled=False,
    )
    for derivation in derivations().values()
)
