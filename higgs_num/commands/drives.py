"""Options of the drives: one for each kind, named like it, with its parameters in order."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from higgs_num.drives import DRIVES, Drive
from higgs_sym.ground.errors import ArgumentError

F = TypeVar("F", bound=Callable[..., Any])


def drive_options(command: F) -> F:
    """Add an option for every kind of drive."""
    for kind in reversed(DRIVES.kinds):
        names = kind.parameters()
        summary = (kind.__doc__ or "").split("\n")[0].rstrip(".").replace("`", "")
        command = click.option(
            f"--{kind.__name__.lower()}",
            kind.__name__,
            type=float,
            nargs=len(names),
            metavar=" ".join(name.upper() for name in names),
            help=f"{summary}.",
        )(command)
    return command


def taken_drive(options: dict[str, Any]) -> Drive | None:
    """Take the values of `drive_options` out of `options` and return the drive that was given."""
    asked = {kind: options.pop(kind.__name__) for kind in DRIVES.kinds}
    given = [kind for kind, values in asked.items() if values is not None]
    if len(given) > 1:
        names = ", ".join(f"--{kind.__name__.lower()}" for kind in DRIVES.kinds)
        raise ArgumentError(names, "be one at most", len(given))
    for kind in given:
        # click gives one number as it is, several as a tuple
        values = asked[kind]
        return kind.of(*values) if len(kind.parameters()) > 1 else kind.of(values)
    return None
