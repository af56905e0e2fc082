"""Work that is estimated before it begins, and refused if nobody wants so much of it."""

import math
from dataclasses import dataclass

from higgs_num.inputs.memory import available_memory
from higgs_sym.ground.errors import ArgumentError, flag

MOST_SECONDS = 3600.0
MOST_MEMORY = 0.5  # share of what is available
NAME = "allow_large"

_UNITS = ((86400.0 * 365.25, "years"), (86400.0, "days"), (3600.0, "hours"), (60.0, "minutes"))


@dataclass(frozen=True)
class Effort:
    """What some work is estimated to take, to a factor of about three.

    seconds on one core, memory in bytes, and `work`: what there is to do, in words.
    """

    seconds: float
    memory: float
    work: str

    @property
    def told(self) -> str:
        """The estimate in words, for those who wait."""
        return f"about {duration(self.seconds)} on one core and {_size(self.memory)}"

    def check(self, *, allow_large: bool = False) -> None:
        """Raise `ArgumentError` if it is more than an hour, or than half of the memory, unallowed.

        Raises
        ------
        ArgumentError
            As said, with the estimate; or if `allow_large` is no truth value.
        """
        if flag(NAME, allow_large):
            return
        if self.seconds > MOST_SECONDS:
            self._refuse(f"{duration(self.seconds)} on one core", duration(MOST_SECONDS))
        most = MOST_MEMORY * available_memory()
        if self.memory > most:
            half = f"{_size(most)}, half of what is available"
            self._refuse(f"{_size(self.memory)} of memory", half)

    def _refuse(self, estimate: str, limit: str) -> None:
        rule = f"be set (--allow-large) for about {estimate}: {self.work} (limit {limit})"
        raise ArgumentError(NAME, rule, False)


def duration(seconds: float) -> str:
    """Return a time in its largest unit, in few digits."""
    for size, name in _UNITS:
        if seconds >= size:
            return f"{_short(seconds / size)} {name if seconds > size else name[:-1]}"
    return f"{_short(seconds)} seconds"


def _size(memory: float) -> str:
    return f"{_short(memory / 1e9)} GB"


def _short(number: float) -> str:
    if not math.isfinite(number):
        return "endless"
    return f"{number:.2g}" if number < 100.0 or number >= 1e6 else f"{number:,.0f}"
