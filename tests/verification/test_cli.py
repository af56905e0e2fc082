import json
import pkgutil
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import click
import pytest

import higgs_num.commands
import higgs_sym.commands
import verification.commands
from higgs_sym.ground.answer import Answer
from higgs_sym.ground.errors import ArgumentError
from tests.fresh_process import printed_by
from verification import cli


@click.command()
@click.option("--rate", type=float, required=True)
@click.option("--count", type=click.IntRange(1, 5), default=1)
@click.option("--closure", type=click.Choice(["static", "even"]), default="even")
@click.option("--hostile", is_flag=True)
def sample(*, rate: float, count: int, closure: str, hostile: bool) -> Answer:
    """Answer, or fail in the way asked for."""
    if rate < 0.0:
        raise ArgumentError("--rate", "be >= 0", rate)
    if hostile:
        raise KeyboardInterrupt
    if count == 3:
        raise RuntimeError("a bug")
    if count == 4:
        raise SystemError("kernel returned a result with an exception set") from KeyboardInterrupt()
    if count == 5:
        raise SystemError("a bug below")
    return Answer({"rate": rate}, f"rate {rate:g} {closure}")


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setitem(cli.COMMANDS, "sample", (f"{__name__}:sample", "A command of a test."))
    monkeypatch.setitem(sys.modules, __name__, sys.modules[__name__])

    def call(*arguments: str) -> tuple[int, str, str]:
        status = cli.execute(arguments)
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return call


def test_a_command_answers(run: Run) -> None:
    assert run("sample", "--rate", "0.5") == (0, "rate 0.5 even\n", "")
    status, out, err = run("sample", "--rate", "0.5", "--json")
    assert (status, json.loads(out)["results"], err) == (0, {"rate": 0.5}, "")


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("sample", "Argument `--rate` is missing"),
        ("sample --rate", "Argument `--rate` requires an argument"),
        ("sample --rate abc", "Argument `--rate` must be a number, but is 'abc'"),
        ("sample --rate -1", "Argument `--rate` must be >= 0, but is -1"),
        ("sample --rate 1 --count 1.5", "Argument `--count` must be a whole number, but is '1.5'"),
        ("sample --rate 1 --count 9", "Argument `--count` must be in 1 <= x <= 5, but is 9"),
        (
            "sample --rate 1 --closure odd",
            "Argument `--closure` must be one of static, even, but is 'odd'",
        ),
        ("sample --rat 1", "There is no option `--rat`; did you mean --rate?"),
        ("sample --rate 1 more", "Got unexpected extra argument (more)"),
        ("smaple", "There is no command `smaple`; did you mean sample?"),
        ("zzz", "There is no command `zzz`; see `higgs --help`"),
        ("--zzz", "There is no option `--zzz`; see --help"),
        ("verify --jobs 0", "Argument `--jobs` must be >= 1, but is 0"),
    ],
)
def test_a_wrong_line_is_told_in_one_line_with_status_2(
    run: Run, line: str, complaint: str
) -> None:
    assert run(*line.split()) == (2, "", f"higgs: {complaint}\n")


def test_an_interruption_is_one_line_with_status_130(run: Run) -> None:
    status, out, err = run("sample", "--rate", "1", "--hostile", "--json")
    assert (status, out, err.strip()) == (130, "", "higgs: interrupted")


def test_an_interruption_inside_a_kernel_is_one_too(run: Run) -> None:
    status, out, err = run("sample", "--rate", "1", "--count", "4")
    assert (status, out, err.strip()) == (130, "", "higgs: interrupted")


def test_another_system_error_keeps_its_traceback(run: Run) -> None:
    with pytest.raises(SystemError, match="a bug below"):
        run("sample", "--rate", "1", "--count", "5")


def test_a_bug_keeps_its_traceback(run: Run) -> None:
    with pytest.raises(RuntimeError, match="a bug"):
        run("sample", "--rate", "1", "--count", "3")


def test_help_names_every_command(run: Run) -> None:
    for line in ((), ("--help",)):
        status, out, err = run(*line)
        assert (status, err) == (0, "")
        assert all(name in out for name in cli.COMMANDS)
    assert "--json" in run("sample", "--help")[1]


@pytest.mark.parametrize("name", list(cli.COMMANDS))
def test_every_listed_command_exists_and_takes_json(run: Run, name: str) -> None:
    command = cli.higgs.get_command(click.Context(cli.higgs), name)
    parts = [[one] for one in getattr(command, "commands", ())] or [[]]
    for part in parts:  # each command of a group answers for itself
        status, out, _ = run(name, *part, "--help")
        assert status == 0
        assert "--json" in out


def test_the_version_is_that_of_the_package(run: Run) -> None:
    assert run("--version") == (0, f"higgs {higgs_sym.__version__}\n", "")


def test_no_command_is_forgotten() -> None:
    folders = (higgs_sym.commands, higgs_num.commands, verification.commands)
    names = [
        one.name
        for folder in folders
        for one in pkgutil.iter_modules(folder.__path__, f"{folder.__name__}.")
    ]
    found = {f"{name}:command" for name in names if hasattr(import_module(name), "command")}
    assert found == {place for place, _ in cli.COMMANDS.values()}


def test_a_command_imports_what_it_computes_with_when_it_runs() -> None:
    """So that its help, and a wrong option, are told at once."""
    places = [place.split(":")[0] for place, _ in cli.COMMANDS.values()]
    code = (
        f"import sys; from importlib import import_module; list(map(import_module, {places}));"
        "print({'numba', 'scipy', 'matplotlib', 'xarray', 'higgs_num.quench'} & set(sys.modules))"
    )
    assert printed_by(code) == "set()"


def test_help_imports_no_slow_library() -> None:
    code = (
        "import sys; from verification.cli import execute; execute(['--help']);"
        "sys.exit(bool({'numba', 'numpy', 'sympy', 'matplotlib'} & set(sys.modules)))"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_a_closed_pipe_is_no_traceback(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "verification", "verify", "--list", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()  # before the first byte: the reader has gone
        assert process.stderr.read() == b""
