"""What the record says, by kind, as a table of Markdown."""

import hashlib
import json
from collections import Counter
from pathlib import Path

from tests.mutation.kinds import KINDS

STAGES = ("room", "reached", "suite", "claim")


def current(root: Path, record: Path) -> list[dict]:
    """Return the last word of the record on each mutant of the files as they are."""
    digests: dict[str, str] = {}
    last: dict[str, dict] = {}
    for line in record.read_text("utf-8").splitlines():
        one = json.loads(line)
        path = one["path"]
        if path not in digests:
            text = (root / path).read_bytes() if (root / path).exists() else b""
            digests[path] = hashlib.sha256(text).hexdigest()[:12]
        if one["file"] == digests[path]:
            last[one["key"]] = one
    return list(last.values())


def table(root: Path, record: Path, equivalent: dict[str, str]) -> str:
    """Return the rows; `equivalent`: why a survivor changes no result, by key."""
    rows = [
        "| kind | mutants | killed by the room | by other tests | by the claim | "
        "equivalent | alive | killed |",
        "|---|---|---|---|---|---|---|---|",
    ]
    groups = [(kind, [one for one in current(root, record) if one["kind"] == kind])
              for kind in KINDS]  # fmt: skip
    groups.append(("all", [one for _, group in groups for one in group]))
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
