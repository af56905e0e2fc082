"""The claims on the exact clean problem that take no time; `higgs verify` runs all of them."""

import pytest

from verification import registry
from verification.lab import Lab
from verification.verdict import Verdict, verdict

FAST = ("clean-phase-borders", "clean-phase-one-decay", "clean-lax-norm-conserved")
REST = (
    "clean-steady-gap",
    "clean-steady-frequency",
    "clean-approach-coefficient",
    "clean-phase-three-wave",
    "clean-phase-three-approach",
)


def check(ids):
    lab = Lab()
    known = {claim.id: claim for claim in registry.claims()}
    return {name: known[name].check(lab) for name in ids}


def assert_confirmed(found):
    for name, findings in found.items():
        failed = [item.name for item in findings.statement if item.holds is not True]
        assert verdict(findings) == Verdict.CONFIRMED, (name, failed)


def test_fast_claims_are_confirmed():
    assert_confirmed(check(FAST))


@pytest.mark.slow
def test_all_claims_are_confirmed_and_draw():
    found = check(REST)
    assert_confirmed(found)
    for findings in found.values():
        for one in findings.illustrations:
            assert one.draw().axes
    (budget,) = found["clean-steady-gap"].tables
    assert len(budget.rows) == 7
