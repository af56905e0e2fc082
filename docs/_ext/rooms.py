"""`{room}`: the public names of a module, a table first and then each with its docstring."""

import inspect
from collections.abc import Mapping
from importlib import import_module
from types import ModuleType
from typing import Any, ClassVar

from docstrings import plain
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective


def public(module: ModuleType) -> list[str]:
    """Return the public names of a module: `__all__`, or what is defined there."""
    told = getattr(module, "__all__", None)
    if told is not None:
        return list(told)
    here = module.__name__
    return [
        name
        for name, one in vars(module).items()
        if not name.startswith("_") and getattr(one, "__module__", None) == here and callable(one)
    ]


def _first_line(one: object) -> str:
    if not callable(one):
        return "A table." if isinstance(one, Mapping) else "A number."
    return plain((inspect.getdoc(one) or "").partition("\n\n")[0].replace("\n", " "))


def _described(module: ModuleType, name: str) -> list[str]:
    one = getattr(module, name)
    full = f"{module.__name__}.{name}"
    if isinstance(one, type):
        return [f".. autoclass:: {full}", "   :members:", "   :exclude-members: to_dict, from_dict"]
    if callable(one):
        return [f".. autofunction:: {full}"]
    # Instances have the docstring of their type, which says nothing of them.
    what = f"By name: {', '.join(map(str, one))}." if isinstance(one, Mapping) else f"{one}"
    return [f".. py:data:: {full}", "", f"   {what}"]


class Room(SphinxDirective):
    """`{room} higgs_num.quench`; `:without:` leaves out names that another page describes."""

    required_arguments = 1
    option_spec: ClassVar = {"without": str.split}

    def run(self) -> list[nodes.Node]:
        """Return the nodes of the table and of the descriptions."""
        module = import_module(self.arguments[0])
        without = self.options.get("without", ())
        names = [name for name in public(module) if name not in without]
        lines = [f".. currentmodule:: {module.__name__}", ""]
        lines += [".. list-table::", "   :widths: auto", ""]
        for name in names:
            said = _first_line(getattr(module, name))
            lines += [f"   * - :py:obj:`~{module.__name__}.{name}`", f"     - {said}"]
        for name in names:
            lines += ["", *_described(module, name)]
        text = "\n".join(("````{eval-rst}", *lines, "````"))
        return self.parse_text_to_nodes(text)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register with Sphinx."""
    app.add_directive("room", Room)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
