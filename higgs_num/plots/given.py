"""What a figure is drawn of: results of the kind that it shows, at least one."""

from typing import Any, TypeVar

from higgs_sym.ground.errors import ArgumentError, instance

T = TypeVar("T")


def several(name: str, values: Any, kind: type[T]) -> tuple[T, ...]:
    """Return a sequence of instances of a class, or raise `ArgumentError`, also for none."""
    if not isinstance(values, list | tuple):
        raise ArgumentError(name, f"be a sequence of {kind.__name__}", repr(values))
    if not values:
        raise ArgumentError(name, f"hold at least one {kind.__name__}", "empty")
    return tuple(instance(name, one, kind) for one in values)
