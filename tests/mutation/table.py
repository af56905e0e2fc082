"""What the record says, by kind, as a table of Markdown."""

import json
from collections import Counter
from pathlib import Path

from tests.mutation.kinds import KINDS


def last_words(record: Path) -> list[dict]:
    """Return what the record says last of each mutant."""
    lines = map(json.loads, record.read_text("utf-8").splitlines())
    return list({one["key"]: one for one in lines}.values())


def table(record: Path, equivalent: dict[str, str]) -> str:
    """Return the rows; `equivalent`: why a survivor changes no result, by key."""
    rows = [
        "| kind | mutants | killed by the room | by other tests | by the claim | "
        "equivalent | alive | killed |",
        "|---|---|---|---|---|---|---|---|",
    ]
    every = last_words(record)
    groups = [(kind, [one for one in every if one["kind"] == kind]) for kind in KINDS]
    groups.append(("all", every))
    for kind, group in groups:
        by = Counter(one["killed"] for one in group)
        same = sum(not one["killed"] and one["key"] in equivalent for one in group)
        killed = len(group) - by[""]
        other = len(group) - same
        share = f"{100.0 * killed / other:.1f} %" if other else ""
        rows.append(
            f"| {kind} | {len(group)} | {by['room']} | {by['reached'] + by['suite']} | "
            f"{by['claim']} | {same} | {by[''] - same} | {share} |"
        )
    return "\n".join(rows)


def survivors(record: Path, equivalent: dict[str, str]) -> str:
    """Return a row for each mutant that no test notices: what it is, and why it may live."""
    rows = ["| survivor | change | why |", "|---|---|---|"]
    for one in sorted(last_words(record), key=lambda one: (one["path"], one["line"])):
        if not one["killed"]:
            change = f"`{_short(one['old'])}` to `{_short(one['new'])}`".replace("|", r"\|")
            place = f"{one['path']}, `{one['scope'] or 'module'}`"
            rows.append(f"| {place} | {change} | {equivalent.get(one['key'], '**alive**')} |")
    return "\n".join(rows)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 50 else f"{line[:47]}..."
