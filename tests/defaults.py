"""What a caller gets who leaves an argument or a field out."""

import inspect
from collections.abc import Callable
from enum import EnumType
from types import ModuleType
from typing import Any


def defaults_of(*modules: ModuleType) -> dict[str, Any]:
    """Return the numbers and choices that functions, classes and methods fall back on.

    None and the empty tuple, which say "not given", are left out.
    """
    found: dict[str, Any] = {}
    for module in modules:
        package = module.__name__.split(".")[0]
        for name, value in vars(module).items():
            own = str(getattr(value, "__module__", "")).startswith(f"{package}.")
            if not own or name.startswith("_") or isinstance(value, EnumType):
                continue
            if inspect.isfunction(value) or inspect.isclass(value):
                found |= _of(name, value)
            if inspect.isclass(value):
                for part, method in vars(value).items():
                    if inspect.isfunction(method) and not part.startswith("_"):
                        found |= _of(f"{name}.{part}", method)
    return found


def _of(name: str, value: Callable[..., Any]) -> dict[str, Any]:
    if isinstance(value, type) and issubclass(value, str):
        return {}  # made like a text, of which Python tells no signature
    return {
        f"{name}.{one.name}": one.default
        for one in inspect.signature(value).parameters.values()
        if isinstance(one.default, bool | int | float | str | tuple) and one.default != ()
    }
