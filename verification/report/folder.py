"""The folder of a report and the files in it."""

import json
from pathlib import Path

from higgs_sym.ground.files import ensure_folder, ensure_writable, write_text
from verification.report.html import index_page
from verification.report.json import session_data
from verification.report.junit import junit_document
from verification.session import Session

NAMES = ("index.html", "report.json", "junit.xml")


def prepare_folder(folder: Path) -> None:
    """Make `folder`; raise `FileError` unless the three files can be written there."""
    ensure_folder(folder)
    for name in NAMES:
        ensure_writable(folder / name, overwrite=True)


def write_report(session: Session, folder: Path) -> tuple[Path, ...]:
    """Write page, JSON and JUnit XML into `folder`, each whole or not at all."""
    texts = (
        index_page(session),
        json.dumps(session_data(session), indent=2, allow_nan=False, ensure_ascii=False) + "\n",
        junit_document(session),
    )
    paths = tuple(folder / name for name in NAMES)
    for path, text in zip(paths, texts, strict=True):
        write_text(path, text, overwrite=True)
    return paths
