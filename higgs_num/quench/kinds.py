"""Frozen values of several kinds as JSON types: the name of the class, and its fields."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any, TypeVar

T = TypeVar("T")


def to_kind(value: Any) -> dict[str, Any]:
    """Return a dataclass as JSON types; what does not count when it is compared is left out."""
    plain = {field.name: getattr(value, field.name) for field in fields(value) if field.compare}
    return {"kind": type(value).__name__, **plain}


def from_kind(kinds: Iterable[type[T]], plain: dict[str, Any]) -> T:
    """Rebuild a value of one of `kinds` from `to_kind`; ValueError if it is none of them."""
    values = dict(plain)
    named = {kind.__name__: kind for kind in kinds}
    kind = values.pop("kind")
    if kind not in named:
        raise ValueError(f"{kind!r} is none of {', '.join(named)}")
    return named[kind](**values)
