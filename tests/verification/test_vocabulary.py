"""One vocabulary: what commands call things, what their help shows, and that its examples work."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import higgs_num.films
from higgs_num.catalogue import reference
from higgs_num.kinetic import Band
from higgs_num.quench import Closure, Start
from higgs_sym.backends import BACKENDS
from higgs_sym.commands.options import WORKERS
from higgs_sym.compare.identities import IDENTITIES
from higgs_sym.ground import progress
from verification import cli

# A second name of what has one already; accepted, but never shown as an option.
SECOND = {*WORKERS, "--alpha", "--zeta-s", "--tau-s", "--zeta-u", "--tau-u"}


def commands() -> Iterator[tuple[str, click.Command]]:
    for name in cli.COMMANDS:
        command = cli.higgs.get_command(click.Context(cli.higgs), name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from ((f"{name} {one}", part) for one, part in command.commands.items())
        else:
            yield name, command


EVERY = dict(commands())


def shown(name: str) -> str:
    command = EVERY[name]
    with command.make_context(name, [], resilient_parsing=True) as context:
        return command.get_help(context)


@pytest.mark.parametrize("name", EVERY)
def test_an_option_is_shown_under_one_name(name: str) -> None:
    options = set(re.findall(r"^  (?:-\w, )?(--[\w-]+)", shown(name), re.MULTILINE))
    assert not options & (SECOND - ({"--tau-s", "--tau-u"} if name == "check" else set()))
    assert {"--json", "--quiet", "--help"} <= options


@pytest.mark.parametrize("name", EVERY)
def test_a_short_help_has_examples(name: str) -> None:
    told = shown(name)
    assert "Examples:" in told
    assert "-h, --help" in told
    assert "-q, --quiet" in told


def examples() -> list[tuple[str, list[str]]]:
    found = []
    for name in EVERY:
        lines = re.findall(r"^ +higgs (.+)$", shown(name).partition("Examples:")[2], re.MULTILINE)
        found += [(name, shlex.split(line.partition(" > ")[0])) for line in lines]
    return found


# Minutes, or work for a folder that is not there.
LONG = {
    "verify",
    "kinetic",
    "warm-up",
    "sweep resume",
    "sweep status",
    "sweep export",
    "sweep plot",
}
# Seconds: these are run by `make slow`.
SECONDS = {"check", "conductivity", "derive", "film", "inductance", "oracle", "quench", "sweep run"}
RUN = [
    pytest.param(words, marks=[pytest.mark.slow] if name in SECONDS else [])
    for name, words in examples()
    if name not in LONG
]


@pytest.mark.parametrize(("name", "words"), examples(), ids=str)
def test_an_example_is_a_command_line(name: str, words: list[str]) -> None:
    with EVERY[name].make_context(name, words[len(name.split()) :]):
        pass


@pytest.mark.parametrize("words", RUN, ids=str)
def test_an_example_works(
    words: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    _files()
    assert cli.execute(words) in ((0, 1, 3) if words[0] in ("check", "check-formula") else (0,))
    assert capsys.readouterr().out


def _files() -> None:
    """Write what the examples read: the films and trajectory of a user."""
    source = Path(higgs_num.films.__file__).with_name("example.csv")
    lines = source.read_text("utf-8").splitlines()
    Path("films.csv").write_text("\n".join([*lines[:3], lines[6]]), "utf-8")
    one = reference("clean-phase-2-up")
    rows = zip(one.time.tolist(), one.gap.tolist(), strict=True)
    Path("run.csv").write_text("time,gap\n" + "".join(f"{t},{y}\n" for t, y in rows))
    Path("run.dat").write_text(
        "".join(f"{t} 0 {y}\n" for t, y in zip(one.time, one.gap, strict=True))
    )
    Path("plan.toml").write_text(
        'kind = "steady"\n[fixed]\ngap_final = 1.0\n[axes]\ngap_initial = "0.1:0.9:3"\n'
    )


@pytest.mark.parametrize(
    ("command", "option", "values"),
    [
        ("quench", "closure", {str(one) for one in Closure} - {"given"}),
        ("quench", "start", {str(one) for one in Start} - {"given"}),
        ("kinetic", "band", {str(one) for one in Band}),
        ("check", "closure", {str(one) for one in Closure} - {"given"}),
        ("check", "band", {str(one) for one in Band}),
        ("formulas", "backend", set(BACKENDS)),
        ("check-formula", "kind", set(IDENTITIES)),
    ],
)
def test_choices_are_those_there_are(command: str, option: str, values: set[str]) -> None:
    (found,) = (one for one in EVERY[command].params if one.name == option)
    assert isinstance(found.type, click.Choice)
    assert set(found.type.choices) == values


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("higgs steady", "steady-state"),
        ("higgs quench --closure o", "odd"),
        ("higgs table gap-r", "gap-ratio-thermal"),
        ("higgs formulas closure_mode.o", "closure_mode.omega"),
        ("higgs reference clean-phase-3", "clean-phase-3"),
        ("higgs film --material NbT", "NbTiN"),
        ("higgs schema sweep", "sweep run"),
    ],
)
def test_the_shell_completes(line: str, expected: str) -> None:
    words = line.split()
    done = subprocess.run(
        [sys.executable, "-m", "verification"], capture_output=True, text=True, check=False,
        env={**os.environ, "_HIGGS_COMPLETE": "bash_complete", "COMP_WORDS": line,
             "COMP_CWORD": str(len(words) - 1)},
    )  # fmt: skip
    assert f"plain,{expected}" in done.stdout.splitlines(), done.stderr


def test_quiet_is_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    line = ["mode", "--alpha", "0.1"]
    assert cli.execute(line) == 0
    assert capsys.readouterr().err == "higgs: --alpha 0.1 is --rate-s 0.1\n"
    assert cli.execute([*line, "-q"]) == 0
    assert capsys.readouterr().err == ""
    assert not progress.is_hushed()
    assert cli.execute(["mode", "--alpha", "-1", "--quiet"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
