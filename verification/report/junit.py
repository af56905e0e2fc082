"""JUnit XML, for the test pages of build servers."""

import re
from xml.etree import ElementTree as ET

from verification.evidence import Evidence
from verification.outcome import ClaimResult, Outcome
from verification.report.numbers import measured, shown
from verification.verdict import Verdict

# XML 1.0 has no way to write these, not even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SIGN = {"equal": "=", "below": "<", "above": ">"}


def report(outcome: Outcome) -> str:
    """Return a JUnit document: errors, regressions as failures, undecided claims as skipped."""
    suite = ET.Element(
        "testsuite",
        name="higgs verify",
        tests=str(len(outcome.results) + len(outcome.lost)),
        errors=str(len(outcome.errors)),
        failures=str(
            sum(_outcome(one, outcome) == "failure" for one in outcome.results) + len(outcome.lost)
        ),
        skipped=str(sum(_outcome(one, outcome) == "skipped" for one in outcome.results)),
        time=f"{outcome.seconds:.3f}",
    )
    if "created" in outcome.provenance:
        # The schema wants local time without an offset; ours is UTC.
        suite.set("timestamp", outcome.provenance["created"].removesuffix("+00:00"))
    properties = ET.SubElement(suite, "properties")
    for name, value in outcome.provenance.items():
        ET.SubElement(properties, "property", name=name, value=_clean(value))
    for result in outcome.results:
        suite.append(_case(result, outcome))
    for name in outcome.lost:
        case = ET.SubElement(suite, "testcase", classname="verification.lost", name=name)
        ET.SubElement(case, "failure", message="recorded as holding, but no longer checked")
    root = ET.Element("testsuites")
    root.append(suite)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _outcome(result: ClaimResult, outcome: Outcome) -> str:
    if result.verdict is Verdict.ERROR:
        return "error"
    if outcome.regressed(result):
        return "failure"
    return "skipped" if result.verdict in (Verdict.NOT_RUN, Verdict.UNDETERMINED) else "passed"


def _case(result: ClaimResult, outcome: Outcome) -> ET.Element:
    case = ET.Element(
        "testcase",
        classname=f"verification.{result.claim.kind}",
        name=result.claim.id,
        time=f"{result.seconds:.3f}",
    )
    kind = _outcome(result, outcome)
    if kind != "passed":
        message = f"{result.verdict}: {result.because}"
        if kind == "failure":
            message = f"was {outcome.recorded[result.claim.id]}, is {message}"
        ET.SubElement(case, kind, message=_clean(message)).text = _clean(result.trace) or None
    lines = [f"{result.verdict}: {result.claim.statement}", *map(_evidence, result.evidence)]
    ET.SubElement(case, "system-out").text = _clean("\n".join(lines))
    return case


def _evidence(item: Evidence) -> str:
    holds = {True: "holds", False: "fails", None: "undecided"}[item.holds]
    value = measured(item.measured, item.uncertainty, item.tolerance)
    bound = f"{_SIGN[item.relation]} {shown(item.expected, item.tolerance)}"
    return f"[{item.role}] {item.name}: {value} {bound} within {item.tolerance:.3g}: {holds}"


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
