"""The folder of a report: its files, each known by its digest, written and read."""

import hashlib
import json
from pathlib import Path
from typing import Any

from higgs_sym.ground.errors import FileError
from higgs_sym.ground.files import (
    ensure_folder,
    ensure_writable,
    read_bytes,
    write_text,
)
from verification.report.html import index_page
from verification.report.json import session_data
from verification.report.junit import junit_document
from verification.session import Session
from verification.stored import DATA, DIGEST, digest, load

PAGE, JUNIT = "index.html", "junit.xml"
NAMES = (PAGE, DATA, JUNIT)


def prepare_folder(folder: Path) -> None:
    """Make `folder`; raise `FileError` unless the three files can be written there."""
    ensure_folder(folder)
    for name in NAMES:
        ensure_writable(folder / name, overwrite=True)


def write_report(session: Session, folder: Path) -> dict[str, Any]:
    """Write page, JSON and JUnit XML into `folder`, each whole or not at all; return the JSON."""
    shown = {PAGE: index_page(session), JUNIT: junit_document(session)}
    files = {name: _sha256(text.encode()) for name, text in shown.items()}
    data = {**session_data(session), "files": files}
    # Last, as it has the digests of the others: a report that was cut short is told.
    data[DIGEST] = digest(data)
    shown[DATA] = json.dumps(data, indent=2, allow_nan=False, ensure_ascii=False) + "\n"
    for name, text in shown.items():
        write_text(folder / name, text, overwrite=True)
    return data


def read_report(folder: Path) -> dict[str, Any]:
    """Return the object of `report.json`.

    Raises
    ------
    FileError
        If one of the three files is missing or not the one that was written.
    """
    data = load(folder / DATA)
    for name, found in data["files"].items():
        if _sha256(read_bytes(folder / name)) != found:
            raise FileError(folder / name, "is damaged, or belongs to another report")
    return data


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
