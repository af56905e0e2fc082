"""Print what a command answers: its text, or with `--json` one JSON object and nothing else."""

import contextlib
import copy
import functools
import json
import math
import sys
from collections.abc import Callable, Mapping
from typing import Any

import click

from higgs_sym.ground.answer import Answer
from higgs_sym.ground.errors import ComputationError


def answering(command: click.Command) -> click.Command:
    """Return a copy of `command`, or of a whole group, that takes `--json` and prints its answer.

    The copy returns the exit status. Under `--json` standard output carries the object alone;
    whatever else is printed meanwhile goes to standard error.
    """
    changed = copy.copy(command)
    if isinstance(changed, click.Group):
        changed.commands = {name: answering(one) for name, one in changed.commands.items()}
        return changed
    option = click.Option(["--json", "as_json"], is_flag=True, help="Print one JSON object.")
    changed.params = [*command.params, option]
    if command.callback is not None:
        changed.callback = _printing(command.callback)
    return changed


def _printing(callback: Callable[..., Answer]) -> Callable[..., int]:
    @functools.wraps(callback)
    def wrapped(*args: Any, as_json: bool, **kwargs: Any) -> int:
        if as_json:
            with contextlib.redirect_stdout(sys.stderr):
                answer = callback(*args, **kwargs)
                data = answer.evaluated()
            text = json_text(data)
        else:
            answer = callback(*args, **kwargs)
            text = answer.text
        sys.stdout.write(text.rstrip("\n") + "\n")
        # Flushed here, where a closed pipe can still be handled.
        sys.stdout.flush()
        return answer.exit_status

    return wrapped


def json_text(data: Mapping[str, Any]) -> str:
    """Return `data` as one line of JSON.

    Raises
    ------
    ComputationError
        if a number in it is NaN or infinite, which JSON cannot hold; the message names it.
    """
    return json.dumps(_plain(data, ""), allow_nan=False, ensure_ascii=False)


def _plain(value: Any, path: str) -> Any:
    """Return `value` as JSON types; mappings, tuples, and numpy's arrays and scalars go in too."""
    if isinstance(value, Mapping):
        return {str(key): _plain(one, f"{path}.{key}") for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one, f"{path}[{position}]") for position, one in enumerate(value)]
    if isinstance(value, float) and not math.isfinite(value):
        raise ComputationError(f"The answer `{path.lstrip('.')}` is {value}, not a finite number")
    if value is None or isinstance(value, str | int | float):
        return value
    convert = getattr(value, "tolist", None)
    if convert is None:
        raise TypeError(f"answer `{path.lstrip('.')}` is a {type(value).__name__}, not JSON")
    return _plain(convert(), path)
