"""`report.json`; its schema is described in docs/report.md."""

from typing import Any

from verification.claim import Claim
from verification.evidence import Evidence
from verification.findings import EvidenceGroup, ResultTable
from verification.report.changes import Changes, changes
from verification.report.survival import survivors
from verification.session import ClaimResult, Session
from verification.stored import FORMAT


def session_data(session: Session) -> dict[str, Any]:
    """Return the whole session as JSON types; every number in it is finite."""
    return {
        "format": FORMAT,
        "exit_status": session.exit_status,
        "quick": session.quick,
        "seconds": session.seconds,
        "counts": {str(verdict): count for verdict, count in session.counts.items()},
        "regressions": [result.claim.id for result in session.regressions],
        "lost": list(session.lost),
        "claims": [_claim(result, session) for result in session.results],
        "figures": [
            {
                "title": one.title,
                "caption": one.caption,
                "printed": list(one.printed),
                "not_printed": one.taken or None,
                "drawn": bool(one.svg),
            }
            for one in session.figures
        ],
        "survives": [
            {
                "sentence": one.text,
                "standing": str(one.standing),
                "claims": [result.claim.id for result in one.claims],
            }
            for one in survivors(session)
        ],
        "changes": _changes(changes(session)),
        "provenance": dict(session.provenance),
    }


def _claim(result: ClaimResult, session: Session) -> dict[str, Any]:
    claim, findings = result.claim, result.findings
    recorded = session.recorded.get(claim.id)
    return {
        **claim_data(claim),
        "verdict": str(result.verdict),
        "because": result.because,
        "recorded": None if recorded is None else str(recorded),
        "regressed": session.regressed(result),
        "evidence": [
            _evidence(item, group) for group in findings.groups for item in group.evidence
        ],
        "tables": [_table(table) for table in findings.tables],
        "notes": list(findings.notes),
        "conclusion": findings.conclusion,
        "seconds": result.seconds,
        "error": result.trouble or None,
    }


def claim_data(claim: Claim) -> dict[str, Any]:
    """Return what is known of `claim` before its check, as JSON types."""
    return {
        "id": claim.id,
        "title": claim.title,
        "kind": claim.kind,
        "statement": claim.statement,
        "latex": claim.equation,
        "formulas": list(claim.formulas),
        "source": claim.source,
        "assumptions": list(claim.assumptions),
        "uses": list(claim.uses),
        "slow": claim.slow,
    }


def _evidence(item: Evidence, group: EvidenceGroup) -> dict[str, Any]:
    return {
        "name": item.name,
        "role": str(group.role),
        "correction": group.sentence or None,
        "measured": item.measured,
        "uncertainty": item.uncertainty,
        "relation": item.relation,
        "expected": item.expected,
        "tolerance": item.tolerance,
        "why_tolerance": item.why_tolerance,
        "holds": item.holds,
        "method": item.method,
        "parameters": dict(item.parameters),
    }


def _table(table: ResultTable) -> dict[str, Any]:
    return {
        "title": table.title,
        "columns": list(table.columns),
        "rows": [list(row) for row in table.rows],
    }


def _changes(found: Changes | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "against": found.against.path,
        "created": found.against.created,
        "compared": found.compared,
        "verdicts": [
            {"claim": one.claim, "before": str(one.before), "now": str(one.now)}
            for one in found.verdicts
        ],
        "numbers": [
            {
                "claim": one.claim,
                "name": one.name,
                "before": one.before.measured,
                "uncertainty_before": one.before.uncertainty,
                "now": one.now.measured,
                "uncertainty": one.now.uncertainty,
                "tolerance": one.now.tolerance,
            }
            for one in found.numbers
        ],
        "times": [
            {"claim": one.claim, "before": one.before, "now": one.now} for one in found.times
        ],
        "added": list(found.added),
        "missing": list(found.missing),
    }
