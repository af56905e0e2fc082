"""Plain values beside the arrays: how each becomes JSON types, stands in a file, and comes back."""

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from higgs_num.results.content import Attribute

T = TypeVar("T")


@dataclass(frozen=True)
class Codec(Generic[T]):
    """Ways between a value and JSON types (`to_plain`, `from_plain`).

    `from_plain` raises ValueError for what it does not know. `direct`: the JSON type is a text or
    number that stands in the file as it is; otherwise it stands there as JSON text.
    """

    to_plain: Callable[[T], Any]
    from_plain: Callable[[Any], T]
    direct: bool = False

    def to_attribute(self, value: T) -> Attribute:
        """Return what the file holds."""
        plain = self.to_plain(value)
        return plain if self.direct else json.dumps(plain, allow_nan=False)

    def from_attribute(self, stored: Attribute) -> T:
        """Return the value of what the file holds."""
        return self.from_plain(stored if self.direct else json.loads(_text(stored)))


def json_of(to_plain: Callable[[T], Any], from_plain: Callable[[Any], T]) -> Codec[T]:
    """Return the codec of a value that becomes JSON types by one function, and back by another."""
    return Codec(to_plain, from_plain)


def _text(plain: Any) -> str:
    if not isinstance(plain, str):
        raise ValueError(f"{plain!r} is not a text")
    return plain


def _number(plain: Any) -> float:
    if not isinstance(plain, float) or not math.isfinite(plain):
        raise ValueError(f"{plain!r} is not a finite number")
    return plain


def _optional(plain: Any) -> float | None:
    return None if plain is None else _number(plain)


def _texts(plain: Any) -> Mapping[str, str]:
    if not isinstance(plain, dict):
        raise ValueError(f"{plain!r} is not a set of named texts")
    return {_text(name): _text(value) for name, value in plain.items()}


TEXT: Codec[str] = Codec(_text, _text, direct=True)
NUMBER: Codec[float] = Codec(float, _number, direct=True)
OPTIONAL_NUMBER: Codec[float | None] = Codec(_optional, _optional)
TEXTS: Codec[Mapping[str, str]] = Codec(dict, _texts)
