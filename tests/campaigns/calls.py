"""A campaign over calls as data: a function, arguments that are right, and what each may be.

Of every argument in turn the value is replaced. What comes back must be a value, or one line that
names an argument of the call. Functions of other packages join with a row of their own.
"""

import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from higgs_sym.ground.errors import ArgumentError, FileError
from tests.campaigns.odd_values import EDGES, NONSENSE, SPELLINGS, FailingFloat, Make

FEW = ("0-d",)  # types of numbers for what works for a while


@dataclass(frozen=True)
class Call:
    """A public function with valid `arguments`, each made anew.

    numbers: arguments that are one real number, whose value the other spellings must reproduce;
    whole: those of them that are whole. may: for an argument, names of `NONSENSE` that it does
    take. named: other names that its errors may blame. plain: what two results are compared by.
    few: it works for a while, so that not every type of number is tried.
    """

    name: str
    function: Callable[..., Any]
    arguments: Mapping[str, Make]
    numbers: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    may: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    named: tuple[str, ...] = ()
    plain: Callable[[Any], Any] = lambda value: value
    few: bool = False

    def __call__(self, **changes: Any) -> Any:
        """Return what the function returns, every warning being an error."""
        made = {name: make() for name, make in self.arguments.items() if name not in changes}
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return self.function(**made, **changes)


@dataclass(frozen=True)
class Case:
    """One value for one argument of a call, and the double it must be as good as, if any."""

    call: Call
    argument: str
    label: str
    make: Make
    same_as: float | None = None
    refused: bool = False

    @property
    def id(self) -> str:
        """Return what a report calls it."""
        return f"{self.call.name}-{self.argument}-{self.label}"


def cases(call: Call) -> Iterator[Case]:
    """Yield every odd value for every argument of a call."""
    for argument in call.arguments:
        number = argument in call.numbers or argument in call.whole
        for label, make in NONSENSE.items():
            may = label in call.may.get(argument, ())
            yield Case(call, argument, label, make, refused=not may)
        # A truth value is no number, None no value that was asked for; flags are tested apart.
        for label, value in (("None", None), ("True", True), ("empty list", []), ("list", [1.0])):
            allowed = label in call.may.get(argument, ())
            yield Case(call, argument, label, lambda v=value: v, refused=number and not allowed)
        if not number:
            continue
        usual = float(call.arguments[argument]())
        if argument in call.numbers:
            yield Case(call, argument, "failing float", lambda: FailingFloat(1.0), refused=True)
        for label, spelling in SPELLINGS.items():
            if call.few and label not in FEW:
                continue
            yield _spelt(call, argument, label, usual, spelling)
        for label, edge in EDGES.items():
            yield Case(call, argument, label, lambda v=edge: v)
            if not call.few:
                yield Case(call, argument, f"{label} of numpy", lambda v=edge: np.array(v), edge)


def _spelt(
    call: Call, argument: str, label: str, usual: float, spelling: Callable[[float], Any]
) -> Case:
    """Return the usual number in another type; where that rounds, the double it rounds to."""
    made = spelling(usual)
    return Case(call, argument, label, lambda: spelling(usual), float(made))


Outcome = tuple[str, Any]


def outcome(call: Call, **changes: Any) -> Outcome:
    """Return ("value", it), ("refused", message), or raise `AssertionError` for what may not be."""
    try:
        return "value", call.plain(call(**changes))
    except ArgumentError as error:
        message, names = str(error), {error.name}
    except FileError as error:
        message, names = str(error), set()
    assert names <= {*call.arguments, *call.named}, f"names no argument: {message}"
    assert "\n" not in message, f"more than one line: {message}"
    assert len(message) < 600, f"too long: {message[:200]}"
    return "refused", message


def judge(case: Case) -> str:
    """Return "refused" or "right", or raise `AssertionError`."""
    try:
        kind, found = outcome(case.call, **{case.argument: case.make()})
    except (AssertionError, KeyboardInterrupt):
        raise
    except BaseException as error:
        raise AssertionError(f"{case.id}: {type(error).__name__}: {error}") from error
    if case.refused:
        assert kind == "refused", f"{case.id}: taken for {found!r}"
    if case.same_as is not None:
        expected = outcome(case.call, **{case.argument: case.same_as})
        if kind == "value" or expected[0] == "value":
            assert (kind, found) == expected, f"{case.id}: {found!r}, not {expected[1]!r}"
    return "refused" if kind == "refused" else "right"
