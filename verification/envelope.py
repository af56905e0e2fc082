"""What `--json` prints: one object of the same shape for every command."""

import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from higgs_sym.ground.answer import PROVENANCE, Answer
from higgs_sym.ground.errors import ComputationError

FORMAT = 1  # of all answers; a key that goes or changes its meaning makes it 2
# Told elsewhere in the object, or of no interest to it.
_APART = {"as_json", "quiet", "overwrite", "out", "plot", "html"}


def envelope(context: click.Context, answer: Answer) -> dict[str, Any]:
    """Return the object: command, format, inputs, results, files and provenance.

    Inputs have the names of their options, `rate_s` for `--rate-s`; what was not given and has no
    default is left out, and so is an empty list anywhere.
    """
    from higgs_sym.ground.provenance import provenance

    results = dict(answer.evaluated())
    made = results.pop(PROVENANCE, None)
    inputs = dict(_inputs(context)) if answer.inputs is None else answer.inputs
    return {
        "command": " ".join(context.command_path.split()[1:]) or context.command.name,
        "format": FORMAT,
        "inputs": inputs,
        "results": results,
        "files": answer.written,
        PROVENANCE: provenance() if made is None else made,
    }


def _inputs(context: click.Context) -> Iterator[tuple[str, Any]]:
    for parameter in context.command.params:
        name = parameter.name or ""
        value = context.params.get(name)
        if value is None or name in _APART:
            continue
        if isinstance(parameter, click.Option):
            name = parameter.opts[0].lstrip("-").replace("-", "_")
        yield name, _told(value)


def _told(value: Any) -> Any:
    """Return an input as JSON can hold it: paths and infinity as texts."""
    infinite = isinstance(value, float) and math.isinf(value)
    return str(value) if infinite or isinstance(value, Path) else value


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
        rows = ((str(key), _plain(one, f"{path}.{key}")) for key, one in value.items())
        return {key: one for key, one in rows if one != []}
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
