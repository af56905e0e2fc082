"""The files of a report."""

import json
from pathlib import Path

from higgs_sym.ground.files import ensure_folder, ensure_writable, write_text
from verification.outcome import Outcome
from verification.report import html, junit
from verification.report import json as as_json

NAMES = ("index.html", "report.json", "junit.xml")


def prepare(folder: Path) -> None:
    """Make `folder`; raise `FileError` unless the three files can be written there."""
    ensure_folder(folder)
    for name in NAMES:
        ensure_writable(folder / name, overwrite=True)


def write(outcome: Outcome, folder: Path) -> tuple[Path, ...]:
    """Write page, JSON and JUnit XML into `folder`, each whole or not at all."""
    texts = (
        html.report(outcome),
        json.dumps(as_json.report(outcome), indent=2, allow_nan=False, ensure_ascii=False) + "\n",
        junit.report(outcome),
    )
    paths = tuple(folder / name for name in NAMES)
    for path, text in zip(paths, texts, strict=True):
        write_text(path, text, overwrite=True)
    return paths
