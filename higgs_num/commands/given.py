"""Options that do not go with others."""

from typing import Any

import click
from click.core import ParameterSource

from higgs_sym.ground.errors import ArgumentError

SHARED = ("as_json", "quiet")  # of every command


def refuse(context: click.Context, names: set[str], rule: str) -> None:
    """Raise if one of the named parameters is given on the command line."""
    for parameter in context.command.params:
        name = parameter.name or ""
        given = context.get_parameter_source(name) is ParameterSource.COMMANDLINE
        if given and name in names:
            raise ArgumentError(parameter.opts[0], rule, "given")


def refuse_others(context: click.Context, names: set[str], rule: str) -> None:
    """Raise if a parameter other than the named ones is given on the command line."""
    every = {parameter.name or "" for parameter in context.command.params}
    refuse(context, every - names, rule)


def resumed_inputs(resumed: str | None) -> dict[str, Any] | None:
    """Return the inputs that an answer tells of work that was resumed; None if it was not.

    The options that were left out have defaults, which are not those of the stopped work.
    """
    return None if resumed is None else {"resume": resumed}
