"""The site: what its pages show runs, what they link is there, and it can be built."""

import importlib.util
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
NOTEBOOKS = sorted(
    path.relative_to(DOCS).as_posix()
    for path in DOCS.rglob("*.md")
    if "\n```{code-cell}" in path.read_text("utf-8")
)
CELL = re.compile(r"^```\{code-cell\} python\n(.*?)^```$", re.M | re.S)
REPOSITORY = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["urls"][
    "Source"
]


def extension(name: str) -> ModuleType:
    """Return a module of docs/_ext, which is no package."""
    spec = importlib.util.spec_from_file_location(name, DOCS / "_ext" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def environment() -> dict[str, str]:
    known = {**os.environ, "MPLBACKEND": "Agg", "OPENBLAS_NUM_THREADS": "1"}
    before = os.environ.get("PYTHONPATH")
    return {**known, "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), before]))}


def test_there_are_notebooks() -> None:
    tutorials = {path.name for path in (DOCS / "tutorials").glob("*.md")} - {"index.md"}
    assert len(tutorials) == 6
    assert {f"tutorials/{name}" for name in tutorials} <= set(NOTEBOOKS)


# The gallery draws every picture there is: half a minute.
PARTS = [
    pytest.param(name, marks=pytest.mark.slow) if name == "gallery.md" else name
    for name in NOTEBOOKS
]


@pytest.mark.parametrize("name", PARTS)
def test_cells_run(name: str, tmp_path: Path) -> None:
    # A fresh process, as a reader has: cells as one script, whose assertions are those of the page.
    cells = CELL.findall((DOCS / name).read_text("utf-8"))
    script = tmp_path / "cells.py"
    # Lines with % are for notebooks: where pictures go.
    script.write_text(re.sub("^%.*$", "", "\n".join(cells), flags=re.M), "utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "error", script.name],
        cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_every_absolute_link_is_a_file_here() -> None:
    pages = [ROOT / "README.md", *DOCS.rglob("*.md")]
    linked = {
        found
        for page in pages
        for found in re.findall(rf"{REPOSITORY}/blob/main/([^)#?\s]+)", page.read_text("utf-8"))
    }
    assert "docs/first_hour.md" in linked
    assert not [path for path in linked if not (ROOT / path).exists()]


def test_the_readme_links_nothing_relatively() -> None:
    # It is shown where its neighbours are not: on a package index.
    links = re.findall(r"\]\(([^)]+)\)", (ROOT / "README.md").read_text("utf-8"))
    assert links
    assert all(link.startswith(f"{REPOSITORY}/") for link in links)


def test_links_out_of_the_pages_go_to_the_repository() -> None:
    outside = extension("outside")
    text = "[a](../pyproject.toml) [b](../CHANGELOG.md#x) [c](films.md) [d](#here) [e](https://a.b)"
    assert outside.rewritten(text, DOCS, DOCS) == (
        f"[a]({REPOSITORY}/blob/main/pyproject.toml) [b](changelog.md#x) [c](films.md) [d](#here) "
        "[e](https://a.b)"
    )


def test_a_dead_network_is_no_dead_link() -> None:
    spec = importlib.util.spec_from_file_location("links", DOCS / "links.py")
    assert spec is not None
    assert spec.loader is not None
    links = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(links)
    head = '{"filename": "a.md", "lineno": 1, "uri": "https://a.b", "status": '
    lines = [
        head + '"working", "info": ""}',
        head + '"broken", "info": "404 Client Error: Not Found for url"}',
        head + '"broken", "info": "HTTPSConnectionPool: Max retries exceeded (failed to resolve)"}',
        head + '"timeout", "info": "read"}',
    ]
    broken, unknown = links.sorted_out(lines)
    assert len(broken) == 1
    assert len(unknown) == 2


def test_schemas_are_described_by_rows() -> None:
    schemas = extension("schemas")
    schema = {
        "required": ["a"],
        "properties": {
            "a": {"type": "number", "description": "first"},
            "b": {"type": "object", "properties": {"c": {"enum": ["x", "y"]}}},
        },
    }
    assert schemas.rows(schema) == [
        ("a", "number", "first"),
        ("b", "object (optional)", ""),
        ("b.c", '"x", "y" (optional)', ""),
    ]


def test_prose_of_docstrings_keeps_its_signs() -> None:
    docstrings = extension("docstrings")
    assert docstrings.plain("|S| and 2*x, `a|b`, w_") == r"\|S\| and 2\*x, `a|b`, w\_"
    told = ["Return it.", "", "gap : in any unit", "", "more"]
    assert docstrings.rendered(told, frozenset({"gap"}))[2] == ":param gap: in any unit"
    assert docstrings.rendered(told, frozenset())[2] == "gap : in any unit"


@pytest.mark.slow
def test_the_site_can_be_built(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            sys.executable, "-m", "sphinx", "--fail-on-warning", "--keep-going", "--nitpicky",
            "--quiet", "--doctree-dir", str(tmp_path / "doctrees"), str(DOCS),
            str(tmp_path / "site"),
        ],
        env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    pages = {path.relative_to(tmp_path / "site").as_posix() for path in tmp_path.rglob("*.html")}
    assert {"index.html", "first_hour.html", "api/quench.html", "reference/commands.html"} <= pages
    formulas = (tmp_path / "site" / "reference" / "formulas.html").read_text("utf-8")
    assert formulas.count("<math") > 100
