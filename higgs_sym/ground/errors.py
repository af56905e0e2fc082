"""Errors a user can act on, and the checks of arguments that raise them.

Every message is one line: the argument, the rule, the value found. A check returns plain Python
values: what the user gives may be a number of numpy, a `Fraction` or a `Decimal`, but no text, no
truth value and nothing complex, which Python would take for numbers in silence.
"""

import math
import os
from collections.abc import Callable, Iterable
from decimal import Decimal
from enum import StrEnum
from numbers import Real
from typing import Any, TypeVar

Member = TypeVar("Member", bound=StrEnum)
T = TypeVar("T")

LONGEST_SHOWN = 120  # characters of a value in a message
MOST_DIGITS = 400  # of a whole number that is shown as it is; more than any float has


def _shown(value: object) -> str:
    """Return `value` as a short text of one line."""
    if isinstance(value, int) and not isinstance(value, bool):
        # Python refuses to print whole numbers of thousands of digits.
        if value.bit_length() > 3 * MOST_DIGITS:
            return f"a whole number of {value.bit_length()} bits"
        return str(value) if len(str(value)) <= LONGEST_SHOWN else f"{value:.12g}"
    try:
        words = " ".join(str(value).split())
    except Exception:
        words = f"a {type(value).__name__}"
    return words if len(words) <= LONGEST_SHOWN else f"{words[: LONGEST_SHOWN - 3]}..."


def told(number: float) -> str:
    """Return a number by as many digits as tell it from its neighbours, for the rule of a message.

    Fewer would make a rule that the value seems to keep: "must be <= 0.3, but is 0.3".
    """
    return repr(float(number)).removesuffix(".0")


def quoted(value: object) -> str:
    """Return `value` as Python writes it, so that a text is told from a number."""
    if isinstance(value, int):
        return _shown(value)
    try:
        return repr(value)
    except Exception:
        return f"a {type(value).__name__}"


def nearest(name: str, known: Iterable[str], *, most: int = 3, alike: float = 0.6) -> list[str]:
    """Return the `known` names, `most` at most, that `name` may be a slip of; the likeliest first.

    alike : least share of letters that both have in common, in their order (`difflib`)
    """
    from difflib import get_close_matches

    return get_close_matches(name, list(known), n=most, cutoff=alike)


def meant(names: Iterable[str]) -> str:
    """Return "did you mean a or b?" for an error that names what may be meant; empty for none."""
    told_names = " or ".join(names)
    return f"did you mean {told_names}?" if told_names else ""


class HiggsError(Exception):
    """What a user is told in one line, without a traceback."""

    exit_status = 1


class ArgumentError(HiggsError, ValueError):
    """An argument broke a rule; nothing was computed."""

    exit_status = 2

    def __init__(self, name: str, rule: str, value: object) -> None:
        shown = told(value) if isinstance(value, float) else _shown(value)
        super().__init__(f"Argument `{name}` must {rule}, but is {shown}")
        self.name = name
        self.rule = rule
        self.value = value

    def __reduce__(self) -> tuple[Any, ...]:
        # Exceptions are rebuilt from their message unless told otherwise.
        return type(self), (self.name, self.rule, self.value)


class FileError(HiggsError, OSError):
    """A file is missing, foreign, damaged, in the way or not writable."""

    exit_status = 2

    def __init__(self, path: object, rule: str) -> None:
        # OSError swallows the message unless it is the only argument.
        super().__init__(f"File `{_shown(path)}` {rule}")
        self._made_of = (path, rule)

    def __str__(self) -> str:
        return str(self.args[0])

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), self._made_of


class PackageError(HiggsError, ImportError):
    """A package that only some work needs is not installed."""

    exit_status = 2

    def __init__(self, package: str, install: str) -> None:
        super().__init__(f"Package `{package}` is not installed; get it with: {install}")
        self._made_of = (package, install)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), self._made_of


class ComputationError(HiggsError, ArithmeticError):
    """A computation lost its meaning (NaN, precision) and was stopped."""


def _content(value: Any) -> Any:
    """Return what one of numpy's numbers, or an array without dimensions, holds; else `value`."""
    if getattr(value, "shape", None) != () or not hasattr(value, "item"):
        return value
    # A masked entry holds a number and means none; numpy takes durations for whole numbers.
    if getattr(value, "mask", False) or getattr(value.dtype, "kind", "O") in "mM":
        return None
    return value.item()


def _number(name: str, value: Any) -> Any:
    """Return `value` if it is one real number of any type, the content of a 0-d array instead."""
    number = _content(value)
    if isinstance(number, bool) or not isinstance(number, Real | Decimal):
        raise ArgumentError(name, "be a number", quoted(value))
    return number


def finite(name: str, value: Any) -> float:
    """Return `value` as a float, or raise `ArgumentError` if it is not a finite real number.

    Texts, truth values and complex numbers are none.
    """
    given = _number(name, value)
    try:
        number = float(given)
    except OverflowError:
        raise ArgumentError(name, "be finite in double precision", given) from None
    except Exception:  # a signalling NaN, a symbol without a value
        raise ArgumentError(name, "be a number", quoted(given)) from None
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
    """Return `value` as an int in [least, most], or raise `ArgumentError`; 3.0 is 3."""
    try:
        given = _number(name, value)
        # Python would write all digits of a decimal such as 1e999999999.
        huge = isinstance(given, Decimal) and given.adjusted() > MOST_DIGITS
        number = 0 if huge else int(given)
        whole = number == given
    except Exception:
        whole = False
    if not whole:
        raise ArgumentError(name, "be a whole number", quoted(value))
    if number < least:
        raise ArgumentError(name, f"be >= {least}", number)
    if most is not None and number > most:
        raise ArgumentError(name, f"be <= {most}", number)
    return number


def one_integer(name: str, value: Any, choices: Iterable[int]) -> int:
    """Return `value` as an int if it is among `choices`, or raise `ArgumentError`."""
    number, allowed = integer(name, value, least=0), tuple(choices)
    if number not in allowed:
        raise ArgumentError(name, f"be one of {', '.join(map(str, allowed))}", number)
    return number


def flag(name: str, value: Any) -> bool:
    """Return `value` as a bool, or raise `ArgumentError` if it is no truth value."""
    plain = _content(value)
    if not isinstance(plain, bool):
        raise ArgumentError(name, "be True or False", quoted(value))
    return plain


def parsed(name: str, text: str) -> float:
    """Return the finite number that a text of the user's says, or raise `ArgumentError`."""
    try:
        number = float(text)
    except ValueError:
        raise ArgumentError(name, "be a number", repr(text)) from None
    return finite(name, number)


def instance(name: str, value: Any, kind: type[T]) -> T:
    """Return `value` if it is an instance of the class, or raise `ArgumentError`."""
    if not isinstance(value, kind):
        raise ArgumentError(name, f"be an instance of {kind.__name__}", quoted(value))
    return value


def function(name: str, value: Any) -> Callable[..., Any]:
    """Return `value` if it is a function, or raise `ArgumentError`; a class is none."""
    if not callable(value) or isinstance(value, type):
        raise ArgumentError(name, "be a function", quoted(value))
    return value  # type: ignore[no-any-return]


def path_text(name: str, value: Any) -> str:
    """Return a path as a text, or raise `ArgumentError` if `value` is no path."""
    if not isinstance(value, str | os.PathLike):
        raise ArgumentError(name, "be a path", quoted(value))
    plain = os.fspath(value)
    if not isinstance(plain, str):
        raise ArgumentError(name, "be a path of text", quoted(plain))
    return plain


def member(name: str, value: str, choices: type[Member]) -> Member:
    """Return the member of `choices` that equals `value`, or raise `ArgumentError`."""
    one_of(name, value, choices)
    return next(one for one in choices if one == value)


def listed(name: str, value: Any, kind: type[T]) -> tuple[T, ...]:
    """Return a list or tuple of instances of `kind` as a tuple, or raise `ArgumentError`."""
    if not isinstance(value, list | tuple):
        raise ArgumentError(name, f"be a list of {kind.__name__}", quoted(value))
    return tuple(instance(name, one, kind) for one in value)


def one_of(name: str, value: str, choices: Iterable[str]) -> str:
    """Return `value` if it is a text among `choices`, or raise `ArgumentError`."""
    allowed = tuple(choices)
    if not isinstance(value, str) or value not in allowed:
        raise ArgumentError(name, f"be one of {', '.join(allowed)}", quoted(value))
    return value
