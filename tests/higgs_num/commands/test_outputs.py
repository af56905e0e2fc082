"""Output files of every command: refused before any work, or written and told."""

import json
from contextlib import ExitStack
from pathlib import Path

import click
import pytest

import higgs_num.films
from higgs_num.commands import outputs
from higgs_num.commands.outputs import Outputs, writing
from higgs_sym.ground.answer import Answer
from higgs_sym.ground.errors import ArgumentError
from verification import cli

# A quick call of every command that writes files. What follows from options is tried on each.
QUICK = {
    "conductivity": "--alpha 0.3 --omega 0.5:3:4",
    "film": "@films --tc0 15 --slope 0.8",
    "inductance": "--current 0:0.5:3",
    "kinetic": "--gap-initial 0.8 --gap-final 1 --cutoff 2 --t-max 1 --tol 1e-4",
    "quench": "--gap-initial 0.95 --gap-final 1 --levels 20 --t-max 1",
    "oracle": "--gap-initial 0.8 --gap-final 1 --levels 20 --realisations 1 --t-max 2 --workers 1",
    "reference": "clean-phase-3",
    "response": "--alpha 0.1 --omega 0:3:4",
    "steady-state": "--gap-initial 0.5 --gap-final 1",
    "table": "Sx --x 0:1:2 --digits 5",
}
# Read where it lies: names of folders may hold spaces.
FILMS = str(Path(higgs_num.films.__file__).with_name("example.csv"))
NAMES = {outputs.OUT: "file.out", outputs.PLOT: "file.svg"}


def quick(name: str) -> list[str]:
    return [FILMS if word == "@films" else word for word in QUICK[name].split()]


def options(name: str) -> tuple[str, ...]:
    command = cli.higgs.get_command(click.Context(cli.higgs), name)
    assert command is not None
    held = {parameter.name for parameter in command.params}
    return tuple(one for one in NAMES if one in held)


COMPUTING = [name for name, (place, _) in cli.COMMANDS.items() if place.startswith("higgs_num")]
WRITING = [name for name in COMPUTING if options(name)]
CASES = [(name, option) for name in WRITING for option in options(name)]


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_every_command_that_writes_is_tried() -> None:
    assert set(QUICK) == set(WRITING)


@pytest.mark.parametrize(("name", "option"), CASES)
@pytest.mark.parametrize("reason", ["exists", "folder"])
def test_a_file_in_the_way_is_told_before_any_work(
    name: str,
    option: str,
    reason: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = Path(NAMES[option] if reason == "exists" else f"none/{NAMES[option]}")
    if reason == "exists":
        path.write_text("precious")
    monkeypatch.setattr(Outputs, "write", lambda *_, **__: pytest.fail("work was done"))
    status = cli.execute([name, *quick(name), f"--{option}", str(path)])
    complaint = capsys.readouterr().err
    assert (status, complaint.count("\n")) == (2, 1)
    assert str(path) in complaint
    assert reason in complaint


@pytest.mark.parametrize(("name", "option"), CASES)
def test_the_file_is_written_and_told(
    name: str, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = Path(NAMES[option])
    path.write_text("old")
    words = [*quick(name), f"--{option}", str(path), "--overwrite"]
    assert cli.execute([name, *words]) == 0
    assert str(path) in capsys.readouterr().out
    assert path.read_bytes() != b"old"
    assert cli.execute([name, *words, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["files"] == {option: str(path)}
    assert list(Path().iterdir()) == [path]


@pytest.mark.parametrize("name", [name for name in WRITING if len(options(name)) == 2])
@pytest.mark.parametrize("other", ["same.svg", "./same.svg", "link.svg"])
def test_two_files_of_one_name_are_refused(
    name: str, other: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("link.svg").symlink_to("same.svg")
    words = [*quick(name), "--out", "same.svg", "--plot", other, "--overwrite"]
    assert cli.execute([name, *words]) == 2
    complaint = capsys.readouterr().err
    assert "`--plot` must name another file than --out" in complaint
    assert not Path("same.svg").exists()


@pytest.mark.parametrize("option", ["--out", "--plot"])
def test_a_checkpoint_is_a_file_of_its_own(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = [*quick("quench"), option, "same.svg", "--checkpoint", "same.svg"]
    assert cli.execute(["quench", *words]) == 2
    assert "another file than --checkpoint" in capsys.readouterr().err


def test_a_forgotten_writer_is_an_error() -> None:
    with pytest.raises(TypeError, match="plot"):
        Outputs({"out": None, "plot": None}, overwrite=False, held=ExitStack()).write(
            out=lambda path, overwrite: None
        )


def test_options_are_listed_last_and_in_one_order() -> None:
    @click.command()
    @click.option("--first")
    @writing(out="Numbers.", plot=True)
    def command(first: str, outputs: Outputs) -> Answer:
        outputs.check()
        return Answer({}, first, files=outputs.fields)

    assert [one.name for one in command.params] == ["first", "out", "plot", "overwrite"]
    answer = command.main(["--first", "a", "--plot", "b.png"], standalone_mode=False)
    assert answer == Answer({}, "a", files={"out": None, "plot": "b.png"})
    assert answer.written == {"plot": "b.png"}
    with pytest.raises(ArgumentError, match="end with one of"):
        command.main(["--plot", "b.bmp"], standalone_mode=False)
