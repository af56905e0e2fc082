"""CITATION.cff, `higgs cite`, the package's metadata and the version say the same."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

import higgs_sym
from higgs_sym.references import REFERENCES, toolkit

ROOT = Path(__file__).parents[2]


@pytest.fixture
def cff() -> dict[str, Any]:
    return dict(yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8")))


def test_the_file_has_what_its_format_asks_for(cff: dict[str, Any]) -> None:
    # Required by the schema of version 1.2.0, of the file and of a reference.
    assert {"authors", "cff-version", "message", "title"} <= set(cff)
    assert cff["cff-version"] == "1.2.0"
    for one in cff["references"]:
        assert {"authors", "title", "type"} <= set(one)


def test_it_is_this_program(cff: dict[str, Any]) -> None:
    told = toolkit().fields
    assert cff["version"] == higgs_sym.__version__ == told["version"]
    assert [f"{{{one['name']}}}" for one in cff["authors"]] == [told["author"]]
    assert cff["title"] == told["title"]
    assert cff["url"] == told["url"]
    assert str(cff["date-released"]).startswith(told["year"])
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert [one["name"] for one in project["authors"]] == [one["name"] for one in cff["authors"]]
    assert project["license"] == cff["license"]
    assert project["urls"]["Source"] == cff["repository-code"]


def test_it_refers_to_the_paper(cff: dict[str, Any]) -> None:
    (paper,), told = cff["references"], REFERENCES["Dzero2024"].fields
    (author,) = paper["authors"]
    assert f"{author['family-names']}, {author['given-names']}" == told["author"]
    for name, key in (("title", "title"), ("journal", "journal"), ("volume", "volume"),
                      ("start", "pages")):  # fmt: skip
        assert paper[name] == told[key]
    assert str(paper["year"]) == told["year"]


def test_the_changelog_has_a_dated_section_of_this_version(cff: dict[str, Any]) -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert f"## [{higgs_sym.__version__}] - {cff['date-released']}" in text
