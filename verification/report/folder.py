"""The folder of a report: its files, each known by its digest, written and read."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from higgs_sym.ground.errors import FileError
from higgs_sym.ground.files import (
    ensure_folder,
    ensure_writable,
    read_bytes,
    read_text,
    write_text,
)
from verification.report.html import index_page
from verification.report.json import FORMAT, session_data
from verification.report.junit import junit_document
from verification.session import Session

PAGE, DATA, JUNIT = "index.html", "report.json", "junit.xml"
NAMES = (PAGE, DATA, JUNIT)
DIGEST = "digest"


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
    data[DIGEST] = _digest(data)
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
    path = folder / DATA
    try:
        data = json.loads(read_text(path))
        found, files = data.pop(DIGEST), data["files"]
        version = data["format"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise FileError(path, "is not a report") from None
    if version != FORMAT:
        raise FileError(path, f"has format {version!r}, but {FORMAT} is read here")
    if found != _digest(data):
        raise FileError(path, "is damaged: its content is not what was written")
    for name, digest in files.items():
        if _sha256(read_bytes(folder / name)) != digest:
            raise FileError(folder / name, "is damaged, or belongs to another report")
    return {**data, DIGEST: found}


def _digest(data: Mapping[str, Any]) -> str:
    # Of the content, not of how it is laid out, so that a program may print it anew.
    plain = json.dumps(data, sort_keys=True, ensure_ascii=True)
    return f"sha256:{_sha256(plain.encode())}"


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
