import json
import math
from typing import Any

import click
import numpy as np
import pytest

from higgs_sym.ground.answer import Answer
from higgs_sym.ground.errors import ComputationError
from verification.answering import answering
from verification.envelope import json_text


@click.command()
@click.option("--size", default=1)
def noisy(size: int) -> Answer:
    """Answer, with a lot of noise."""
    print("thinking aloud")
    click.echo("and louder")
    return Answer({"size": size, "values": np.arange(2) / 3}, f"size is {size}\n", exit_status=3)


@click.group()
def outer() -> None:
    """Hold a command."""


outer.add_command(noisy)


def invoke(command: click.Command, *arguments: str) -> Any:
    return answering(command).main(list(arguments), standalone_mode=False)


def test_text_is_printed_without_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(noisy, "--size", "4") == 3
    assert capsys.readouterr().out == "thinking aloud\nand louder\nsize is 4\n"


def test_json_is_the_only_thing_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(noisy, "--size", "4", "--json") == 3
    printed = capsys.readouterr()
    assert printed.out.count("\n") == 1
    # 1/3 comes back as the same double: JSON texts of floats round-trip.
    assert json.loads(printed.out)["results"] == {"size": 4, "values": [0.0, 1 / 3]}
    assert printed.err == "thinking aloud\nand louder\n"


@click.command()
def lazy() -> Answer:
    """Answer with an object that is made on demand, not without a word."""

    def data() -> dict[str, Any]:
        print("making it")
        return {"made": True}

    return Answer(data, "no object needed")


def test_an_object_made_on_demand_is_made_for_json_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    invoke(lazy)
    assert capsys.readouterr().out == "no object needed\n"
    invoke(lazy, "--json")
    printed = capsys.readouterr()
    assert json.loads(printed.out)["results"] == {"made": True}
    assert printed.err == "making it\n"


def test_commands_of_a_group_take_json_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(outer, "noisy", "--json") == 3
    assert json.loads(capsys.readouterr().out)["results"]["size"] == 1


def test_the_command_itself_is_left_alone() -> None:
    before = list(noisy.params)
    answering(noisy)
    assert noisy.params == before
    assert "--json" not in str([option.opts for option in noisy.params])


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ({"gap": math.nan}, "gap"),
        ({"a": {"b": [0.0, -math.inf]}}, r"a\.b\[1\]"),
        ({"a": np.array([[1.0, np.nan]])}, r"a\[0\]\[1\]"),
        ({"a": (np.float64("inf"),)}, r"a\[0\]"),
    ],
)
def test_what_json_cannot_hold_is_an_error_that_says_where(data: Any, place: str) -> None:
    with pytest.raises(ComputationError, match=f"`{place}` is .*not a finite number"):
        json_text(data)


def test_an_unknown_type_is_a_fault_of_the_program() -> None:
    with pytest.raises(TypeError, match=r"`a\.b` is a complex"):
        json_text({"a": {"b": 1j}})


def test_numpy_scalars_mappings_and_tuples_are_json() -> None:
    data = {"i": np.int64(3), "f": np.float32(0.5), "b": np.True_, "t": (1, None), "ß": "Δ"}
    assert json.loads(json_text(data)) == {"i": 3, "f": 0.5, "b": True, "t": [1, None], "ß": "Δ"}
