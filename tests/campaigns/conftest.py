"""What campaigns tried and what came of it, counted over all of them: `make campaign` prints it."""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import pytest

KEY = "campaign"
Tally = Callable[[str, Mapping[str, int]], None]


@pytest.fixture
def tally(record_property: Callable[[str, object], None]) -> Tally:
    """Return what counts outcomes of one kind: how many were `right` and how many `refused`.

    Anything else is wrong, and fails the test that finds it.
    """

    def count(kind: str, outcome: Mapping[str, int]) -> None:
        assert set(outcome) <= {"right", "refused"}
        record_property(KEY, json.dumps({"kind": kind, **outcome}))

    return count


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print the figures of all campaigns that ran."""
    totals: dict[str, Counter[str]] = {}
    for state in ("passed", "failed"):
        for report in terminalreporter.stats.get(state, ()):
            told = dict(report.user_properties)
            if report.when != "call" or KEY not in told:
                continue
            figures = json.loads(told[KEY])
            one = totals.setdefault(figures.pop("kind"), Counter())
            one.update(figures)
            one["wrong"] += state == "failed"
    if not totals:
        return
    terminalreporter.section("campaigns")
    terminalreporter.write_line(f"{'tried':>9}{'right':>9}{'refused':>9}{'wrong':>7}  kind")
    for kind, one in sorted(totals.items()):
        tried = one["right"] + one["refused"] + one["wrong"]
        figures = f"{tried:>9,}{one['right']:>9,}{one['refused']:>9,}{one['wrong']:>7,}"
        terminalreporter.write_line(f"{figures}  {kind}")
