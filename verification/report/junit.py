"""JUnit XML, for the test pages of build servers."""

import re
from xml.etree import ElementTree as ET

from verification.evidence import Evidence
from verification.findings import Role
from verification.report.numbers import measured, shown
from verification.session import ClaimResult, Session
from verification.verdict import Verdict

# XML 1.0 has no way to write these, not even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SIGN = {"equal": "=", "below": "<", "above": ">"}


def junit_document(session: Session) -> str:
    """Return a JUnit document: errors, regressions as failures, undecided claims as skipped."""
    suite = ET.Element(
        "testsuite",
        name="higgs verify",
        tests=str(len(session.results) + len(session.lost)),
        errors=str(len(session.errors)),
        failures=str(
            sum(_status(one, session) == "failure" for one in session.results) + len(session.lost)
        ),
        skipped=str(sum(_status(one, session) == "skipped" for one in session.results)),
        time=f"{session.seconds:.3f}",
    )
    if "created" in session.provenance:
        # The schema wants local time without an offset; ours is UTC.
        suite.set("timestamp", session.provenance["created"].removesuffix("+00:00"))
    properties = ET.SubElement(suite, "properties")
    for name, value in session.provenance.items():
        ET.SubElement(properties, "property", name=name, value=_clean(value))
    for result in session.results:
        suite.append(_case(result, session))
    for name in session.lost:
        case = ET.SubElement(suite, "testcase", classname="verification.lost", name=name)
        ET.SubElement(case, "failure", message="recorded as holding, but no longer checked")
    root = ET.Element("testsuites")
    root.append(suite)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _status(result: ClaimResult, session: Session) -> str:
    if result.verdict is Verdict.ERROR:
        return "error"
    if session.regressed(result):
        return "failure"
    return "skipped" if result.verdict in (Verdict.NOT_RUN, Verdict.UNDETERMINED) else "passed"


def _case(result: ClaimResult, session: Session) -> ET.Element:
    case = ET.Element(
        "testcase",
        classname=f"verification.{result.claim.kind}",
        name=result.claim.id,
        time=f"{result.seconds:.3f}",
    )
    kind = _status(result, session)
    if kind != "passed":
        message = f"{result.verdict}: {result.because}"
        if kind == "failure":
            message = f"was {session.recorded[result.claim.id]}, is {message}"
        ET.SubElement(case, kind, message=_clean(message)).text = _clean(result.trace) or None
    lines = [
        f"{result.verdict}: {result.claim.statement}",
        *(_evidence(group.role, one) for group in result.findings.groups for one in group.evidence),
    ]
    ET.SubElement(case, "system-out").text = _clean("\n".join(lines))
    return case


def _evidence(role: Role, item: Evidence) -> str:
    holds = {True: "holds", False: "fails", None: "undecided"}[item.holds]
    value = measured(item.measured, item.uncertainty, item.tolerance)
    bound = f"{_SIGN[item.relation]} {shown(item.expected, item.tolerance)}"
    return f"[{role}] {item.name}: {value} {bound} within {item.tolerance:.3g}: {holds}"


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
