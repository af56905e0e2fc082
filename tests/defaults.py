"""What a caller gets who leaves an argument or a field out."""

import inspect
from enum import EnumType
from types import ModuleType
from typing import Any


def defaults_of(module: ModuleType) -> dict[str, Any]:
    """Return the numbers and choices that its functions and classes fall back on, None left out."""
    package = module.__name__.split(".")[0]
    found: dict[str, Any] = {}
    for name, value in vars(module).items():
        public = not name.startswith("_") and not isinstance(value, EnumType)
        own = str(getattr(value, "__module__", "")).startswith(f"{package}.")
        if public and own and (inspect.isfunction(value) or inspect.isclass(value)):
            found |= _of(name, value)
    return found


def _of(name: str, value: Any) -> dict[str, Any]:
    return {
        f"{name}.{one.name}": one.default
        for one in inspect.signature(value).parameters.values()
        if isinstance(one.default, bool | int | float | str | tuple) and one.default != ()
    }
