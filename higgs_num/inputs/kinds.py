"""A choice between frozen dataclasses, as JSON types: the kind by its name, and its fields."""

from collections.abc import Mapping
from typing import Any, Generic

from higgs_num.inputs.plain import T, from_plain, to_plain
from higgs_sym.ground.errors import ArgumentError, quoted

KIND = "kind"


class Kinds(Generic[T]):
    """The table of classes that an input may be an instance of.

    Parameters
    ----------
    name
        The input, as errors call it.
    kinds
        Frozen dataclasses of plain fields; the name of each class tells it in a file.
    """

    def __init__(self, name: str, *kinds: type[T]) -> None:
        for kind in kinds:
            if KIND in kind.__dataclass_fields__:
                raise TypeError(f"{kind.__name__} has a field `{KIND}`, the name kept for itself")
        self.name = name
        self.kinds = kinds
        self.table = {kind.__name__: kind for kind in kinds}
        if len(self.table) < len(kinds):
            raise TypeError(f"two kinds of {name} have one name")

    def check(self, value: T) -> T:
        """Return `value` if it is of one of the kinds, or raise `ArgumentError`."""
        if self.table.get(type(value).__name__) is not type(value):
            raise ArgumentError(self.name, self._rule, quoted(value))
        return value

    def to_plain(self, value: T) -> dict[str, Any]:
        """Return {"kind": name, and the fields}, or raise `ArgumentError` for another kind."""
        return {KIND: type(self.check(value)).__name__, **to_plain(value)}

    def from_plain(self, plain: Mapping[str, Any]) -> T:
        """Rebuild a value from `to_plain`; unknown kinds and fields raise `ArgumentError`."""
        values = dict(plain)
        kind = values.pop(KIND, None)
        if kind not in tuple(self.table):  # by equality: what a file holds may have no hash
            raise ArgumentError(self.name, self._rule, quoted(kind))
        return from_plain(self.table[kind], values)

    @property
    def _rule(self) -> str:
        return f"be one of {', '.join(self.table)}"
