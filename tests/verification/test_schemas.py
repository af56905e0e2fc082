"""Every answer under `--json` is as the schema says that is shipped for it."""

import json

import click
import pytest
from jsonschema import Draft202012Validator

from verification import cli
from verification.schemas import schema, schemas


def names() -> list[str]:
    found = []
    for name in cli.COMMANDS:
        command = cli.higgs.get_command(click.Context(cli.higgs), name)
        group = isinstance(command, click.Group)
        found += [f"{name} {one}" for one in command.commands] if group else [name]  # type: ignore[union-attr]
    return found


def test_every_command_has_a_schema_and_no_other() -> None:
    assert sorted(schemas()) == sorted(names())


@pytest.mark.parametrize("name", names())
def test_a_schema_is_one_and_describes_every_result(name: str) -> None:
    found = schema(name)
    Draft202012Validator.check_schema(found)
    assert found["properties"]["command"]["const"] == name
    results = found["properties"]["results"]
    assert all(one["description"] for one in results["properties"].values())
    # A result that nobody described would be refused.
    assert results["additionalProperties"] is False


def test_the_command_shows_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.execute(["schema"]) == 0
    assert set(names()) <= set(capsys.readouterr().out.splitlines())
    assert cli.execute(["schema", "sweep run"]) == 0
    assert json.loads(capsys.readouterr().out) == schema("sweep run")
    assert cli.execute(["schema", "swep"]) == 2
    assert "`NAME` must be one of check, check-formula" in capsys.readouterr().err
