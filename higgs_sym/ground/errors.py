"""Errors a user can act on, and the checks of arguments that raise them.

Every message is one line: the argument, the rule, the value found.
"""

import math
from collections.abc import Iterable
from enum import StrEnum
from typing import Any, TypeVar

Member = TypeVar("Member", bound=StrEnum)


class HiggsError(Exception):
    """What a user is told in one line, without a traceback."""

    exit_status = 1


class ArgumentError(HiggsError, ValueError):
    """An argument broke a rule; nothing was computed."""

    exit_status = 2

    def __init__(self, name: str, rule: str, value: object) -> None:
        shown = f"{value:.12g}" if isinstance(value, float) else str(value)
        super().__init__(f"Argument `{name}` must {rule}, but is {shown}")
        self.name = name
        self.rule = rule
        self.value = value


class FileError(HiggsError, OSError):
    """A file is missing, foreign, damaged, in the way or not writable."""

    exit_status = 2

    def __init__(self, path: object, rule: str) -> None:
        # OSError swallows the message unless it is the only argument.
        super().__init__(f"File `{path}` {rule}")

    def __str__(self) -> str:
        return str(self.args[0])


class PackageError(HiggsError, ImportError):
    """A package that only some work needs is not installed."""

    exit_status = 2

    def __init__(self, package: str, install: str) -> None:
        super().__init__(f"Package `{package}` is not installed; get it with: {install}")


class ComputationError(HiggsError, ArithmeticError):
    """A computation lost its meaning (NaN, precision) and was stopped."""


def finite(name: str, value: Any) -> float:
    """Return `value` as a float, or raise `ArgumentError` if it is not a finite number."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise ArgumentError(name, "be a number", repr(value)) from None
    if not math.isfinite(number):
        raise ArgumentError(name, "be finite", number)
    return number


def positive(name: str, value: Any) -> float:
    """Return `value` as a float > 0, or raise `ArgumentError`."""
    number = finite(name, value)
    if number <= 0.0:
        raise ArgumentError(name, "be > 0", number)
    return number


def nonnegative(name: str, value: Any) -> float:
    """Return `value` as a float >= 0, or raise `ArgumentError`."""
    number = finite(name, value)
    if number < 0.0:
        raise ArgumentError(name, "be >= 0", number)
    return number


def integer(name: str, value: Any, *, least: int, most: int | None = None) -> int:
    """Return `value` as an int in [least, most], or raise `ArgumentError`."""
    try:
        number = int(value)
        whole = number == value
    except (TypeError, ValueError, OverflowError):
        whole = False
    if not whole:
        raise ArgumentError(name, "be a whole number", repr(value))
    if number < least:
        raise ArgumentError(name, f"be >= {least}", number)
    if most is not None and number > most:
        raise ArgumentError(name, f"be <= {most}", number)
    return number


def member(name: str, value: str, choices: type[Member]) -> Member:
    """Return the member of `choices` that equals `value`, or raise `ArgumentError`."""
    one_of(name, value, choices)
    return next(one for one in choices if one == value)


def one_of(name: str, value: str, choices: Iterable[str]) -> str:
    """Return `value` if it is among `choices`, or raise `ArgumentError`."""
    allowed = tuple(choices)
    if value not in allowed:
        raise ArgumentError(name, f"be one of {', '.join(allowed)}", repr(value))
    return value
