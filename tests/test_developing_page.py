"""The page for developers names what there is."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "developing.md").read_text("utf-8")


def test_the_tests_it_names_exist() -> None:
    named = set(re.findall(r"`(test_\w+)`", PAGE))
    files = (path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    existing = {name for text in files for name in re.findall(r"^def (test_\w+)", text, re.M)}
    assert named
    assert named <= existing


def test_the_files_it_names_exist() -> None:
    named = set(re.findall(r"`((?:higgs_sym|higgs_num|verification|tests|docs)/[\w/.]+)`", PAGE))
    assert named
    assert all((ROOT / path).exists() for path in named)
