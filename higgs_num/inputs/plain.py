"""Inputs as JSON types: the fields of a frozen dataclass by name, and back."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from typing import Any, ClassVar, Protocol, TypeVar

from higgs_sym.ground.errors import ArgumentError


class Inputs(Protocol):
    """An instance of any dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


T = TypeVar("T", bound=Inputs)


def to_plain(value: Inputs) -> dict[str, Any]:
    """Return the fields of a dataclass by name; tuples become lists.

    What does not count when two are compared, such as a number of threads, is left out.
    """
    return {name: _thawed(getattr(value, name)) for name in _told(value)}


def from_plain(cls: type[T], plain: Mapping[str, Any]) -> T:
    """Rebuild a dataclass from `to_plain`; lists become tuples, which can be hashed.

    Raises
    ------
    ArgumentError
        If a field is unknown or missing, or the class refuses a value.
    """
    known = _told(cls)
    needed = {
        name
        for name, one in known.items()
        if one.default is MISSING and one.default_factory is MISSING
    }
    if not needed <= set(plain) <= set(known):
        found = ", ".join(sorted(map(str, plain))) or "nothing"
        raise ArgumentError(cls.__name__, f"be made of {', '.join(known)}", f"made of {found}")
    return cls(**{name: _frozen(one) for name, one in plain.items()})


def _told(of: Inputs | type[Inputs]) -> dict[str, Field[Any]]:
    return {one.name: one for one in fields(of) if one.init and one.compare}


def _thawed(value: Any) -> Any:
    return [_thawed(one) for one in value] if isinstance(value, tuple) else value


def _frozen(value: Any) -> Any:
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value
