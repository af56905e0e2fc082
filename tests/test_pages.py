"""The Python on the pages for users runs, and their options and checks exist."""

import re
import textwrap
from pathlib import Path
from typing import Any

import pytest

from higgs_num.catalogue import references
from higgs_num.commands.equations import EQUATIONS
from higgs_num.films import MATERIALS
from higgs_num.foreign.checks import CHECKS
from higgs_num.foreign.mistakes import MISTAKES
from tests.higgs_num.films.samples import EXAMPLE
from tests.higgs_num.foreign.script import trajectory

DOCS = Path(__file__).parents[1] / "docs"


def blocks(name: str) -> list[str]:
    return re.findall(r"```python\n(.*?)```", (DOCS / name).read_text("utf-8"), re.S)


@pytest.mark.parametrize(
    "name",
    [
        "../README.md",
        "index.md",
        "films.md",
        "own_formulas.md",
        "python.md",
        "quench.md",
        "signals.md",
        "sweeps.md",
    ],
)
def test_blocks_run(
    name: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    # One namespace for a page: later blocks use what earlier ones made.
    names: dict[str, Any] = {}
    for block in blocks(name):
        exec(compile(block, name, "exec"), names)
    assert "Traceback" not in capsys.readouterr().out


def test_the_help_of_quenches_has_the_equations_of_the_page() -> None:
    told = " ".join((DOCS / "quench.md").read_text("utf-8").split())
    shown = [line for line in EQUATIONS.splitlines() if line.startswith("  ")]
    equations = [" ".join(line.split()) for line in shown if " = " in line]
    assert len(equations) == 10
    for one in equations:
        assert one in told
    (rest,) = (" ".join(line.split()) for line in shown if " = " not in line)
    assert f"{equations[5]} {rest}" in told  # the longest, in two lines


def test_the_example_of_a_suite_runs() -> None:
    (block,) = blocks("foreign.md")

    def my_code(start: float, final: float, cutoff: float) -> Any:
        return trajectory(start, final, cutoff, 500, 0.0125, 50.0, 8)

    names: dict[str, Any] = {"my_code": my_code}
    exec(compile(block, "foreign.md", "exec"), names)
    names["test_quench"]()


def test_the_plan_on_the_page_is_one() -> None:
    import tomllib

    from higgs_num.sweeps import Plan

    text = (DOCS / "sweeps.md").read_text("utf-8")
    (plan,) = re.findall(r"```toml\n(.*?)```", text, re.S)
    assert len(Plan.from_dict(tomllib.loads(plan))) == 100


def test_the_films_on_the_page_are_the_example_and_its_materials_those_of_the_table() -> None:
    page = (DOCS / "films.md").read_text("utf-8")
    (shipped,) = re.findall(r"name,.*", EXAMPLE.read_text("utf-8"), re.S)
    assert textwrap.indent(shipped, "    ") in page
    rows = re.findall(r"^\| (\w+) \| (.*?) \| (.*?) \|", page.split("## Materials")[1], re.M)
    told = {name: (Tc0, ratio) for name, Tc0, ratio in rows if name in MATERIALS}
    assert set(told) == set(MATERIALS)
    for name, one in MATERIALS.items():
        Tc0, ratio = (text.split(maxsplit=1)[0] for text in told[name])
        assert Tc0 == ("give" if one.Tc0_K is None else f"{one.Tc0_K:g}")
        assert ratio == ("two" if one.ratio is None else f"{one.ratio:g}")


def test_every_check_and_reference_is_on_the_page() -> None:
    page = (DOCS / "foreign.md").read_text("utf-8")
    assert all(f"`{check.id}`" in page for check in CHECKS)
    for one in references().values():
        assert f"| `{one.id}` | {one.title} | {one.digits} |" in page
    assert len(MISTAKES) >= 30
