"""`report.json`; its schema is described in docs/report.md."""

from typing import Any

from verification.claim import Table
from verification.evidence import Evidence
from verification.outcome import ClaimResult, Outcome

FORMAT = 1


def report(outcome: Outcome) -> dict[str, Any]:
    """Return the whole session as JSON types; every number in it is finite."""
    return {
        "format": FORMAT,
        "exit_status": outcome.exit_status,
        "quick": outcome.quick,
        "seconds": outcome.seconds,
        "counts": {str(verdict): count for verdict, count in outcome.counts.items()},
        "regressions": [result.claim.id for result in outcome.regressions],
        "lost": list(outcome.lost),
        "claims": [_claim(result, outcome) for result in outcome.results],
        "figures": [
            {"title": one.title, "caption": one.caption, "drawn": bool(one.svg)}
            for one in outcome.figures
        ],
        "provenance": dict(outcome.provenance),
    }


def _claim(result: ClaimResult, outcome: Outcome) -> dict[str, Any]:
    claim = result.claim
    recorded = outcome.recorded.get(claim.id)
    return {
        "id": claim.id,
        "title": claim.title,
        "kind": claim.kind,
        "verdict": str(result.verdict),
        "because": result.because,
        "recorded": None if recorded is None else str(recorded),
        "regressed": outcome.regressed(result),
        "statement": claim.statement,
        "latex": claim.latex,
        "source": claim.source,
        "assumptions": list(claim.assumptions),
        "uses": list(claim.uses),
        "evidence": [_evidence(item) for item in result.evidence],
        "tables": [_table(table) for table in result.tables],
        "notes": list(result.notes),
        "conclusion": result.conclusion,
        "seconds": result.seconds,
        "error": result.trouble or None,
    }


def _evidence(item: Evidence) -> dict[str, Any]:
    return {
        "name": item.name,
        "role": item.role,
        "correction": item.correction or None,
        "measured": item.measured,
        "uncertainty": item.uncertainty,
        "relation": item.relation,
        "expected": item.expected,
        "tolerance": item.tolerance,
        "why_tolerance": item.why_tolerance,
        "holds": item.holds,
        "method": item.method,
        "parameters": dict(item.parameters),
        "seconds": item.seconds,
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "title": table.title,
        "columns": list(table.columns),
        "rows": [list(row) for row in table.rows],
    }
