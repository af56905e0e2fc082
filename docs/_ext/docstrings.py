"""Docstrings are plain text for terminals: what reStructuredText would misread is kept as it is."""

import inspect
import re
from typing import Any

from sphinx.application import Sphinx

# `eps : levels, any shape` at the margin, a parameter told without a heading.
TOLD = re.compile(r"^([A-Za-z_]\w*(?:, [A-Za-z_]\w*)*) ?: (.*)$")
SPOILED = re.compile(r"(?<!\\)([|*])|(?<=\w)_(?!\w)")


def plain(line: str) -> str:
    """Return a line of prose in which stars, bars and underscores mean themselves."""
    parts = re.split(r"(``[^`]*``|`[^`]*`)", line)
    return "".join(
        part if part.startswith("`") else SPOILED.sub(lambda m: "\\" + m.group(0), part)
        for part in parts
    )


def rendered(lines: list[str], names: frozenset[str]) -> list[str]:
    """Return the docstring with what is told of `names` as a list of fields, examples untouched."""
    made: list[str] = []
    loose = not {"Parameters", "Attributes"} & set(lines)
    inside = example = literal = False
    for number, line in enumerate(lines):
        if line.lstrip().startswith(">>>"):
            example = True
        elif not line.strip():
            example = False
        if literal and line.strip() and not line.startswith("    "):
            literal = False
        if example or literal:
            made.append(line)
            continue
        found = TOLD.match(line) if loose and number else None
        if found and names.issuperset(found.group(1).split(", ")):
            if not inside and made and made[-1].strip():
                made.append("")
            inside = True
            made += [f":param {found.group(1).replace(', ', '/')}: {plain(found.group(2))}"]
            continue
        if inside and line and not line[0].isspace():
            if line.strip() and made[-1].strip():
                made[-1] += f" {plain(line.strip())}"  # a wrapped line without indent
                continue
            inside = False
        if line.endswith("::"):
            literal = True
        made.append(plain(line))
    return made


def _names(obj: Any) -> frozenset[str]:
    """Return the names of the parameters of a function and of the attributes of a class."""
    try:
        names = set(inspect.signature(obj).parameters)
    except (TypeError, ValueError):
        names = set()
    return frozenset(names | set(getattr(obj, "__annotations__", ())) | set(dir(obj)))


def _process(_app: Sphinx, _what: str, _name: str, obj: Any, _opt: Any, lines: list[str]) -> None:
    lines[:] = rendered(lines, _names(obj))


def setup(app: Sphinx) -> dict[str, Any]:
    """Register with Sphinx; before napoleon, which reads the sections."""
    app.connect("autodoc-process-docstring", _process, priority=400)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
