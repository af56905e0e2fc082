"""One number of a foreign trajectory against what it must be, and what the two say."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

from higgs_num.signals.agreement import agrees
from higgs_sym.ground.errors import ArgumentError, finite, nonnegative


class Outcome(StrEnum):
    """What is concluded.

    Examples
    --------
    >>> from higgs_num.foreign import Outcome
    >>> [(str(one), one.exit_status) for one in Outcome]
    [('agrees', 0), ('differs', 1), ('undecided', 3)]
    """

    AGREES = "agrees"
    DIFFERS = "differs"
    UNDECIDED = "undecided"

    @classmethod
    def of(cls, holds: bool | None) -> "Outcome":
        """Return the outcome of `signals.agreement.agrees`."""
        return cls.UNDECIDED if holds is None else cls.AGREES if holds else cls.DIFFERS

    @property
    def exit_status(self) -> int:
        """Status of a command that ends with this outcome."""
        return {"agrees": 0, "differs": 1, "undecided": 3}[self.value]


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """A measured number, the exact one, and how far apart they may be.

    Parameters
    ----------
    check : id of the check that made it
    quantity : what is compared, one line, with its unit
    measured, uncertainty : of the trajectory; the uncertainty is one standard error
    exact : what it must be
    tolerance : largest accepted |measured - exact|, or excess over a bound, > 0
    reason : where the tolerance comes from, one line
    method : how both numbers were found, one line
    relation : `equal`, or `below` where `exact` is a bound

    Raises
    ------
    ArgumentError
        If a number is not finite, the tolerance not positive or the uncertainty negative.

    Examples
    --------
    >>> from higgs_num.foreign import Comparison
    >>> one = Comparison(
    ...     check="mine", quantity="gap", measured=1.001, exact=1.0, tolerance=0.01,
    ...     reason="the accuracy claimed", method="last value",
    ... )
    >>> str(one.outcome)
    'agrees'
    """

    check: str
    quantity: str
    measured: float
    exact: float
    tolerance: float
    reason: str
    method: str
    uncertainty: float = 0.0
    relation: Literal["equal", "below"] = "equal"

    def __post_init__(self) -> None:
        for name in ("measured", "exact", "tolerance"):
            object.__setattr__(self, name, finite(name, getattr(self, name)))
        object.__setattr__(self, "uncertainty", nonnegative("uncertainty", self.uncertainty))
        if self.tolerance <= 0.0:
            raise ArgumentError("tolerance", "be > 0", self.tolerance)

    @property
    def difference(self) -> float:
        """measured - exact."""
        return self.measured - self.exact

    @property
    def outcome(self) -> Outcome:
        """Differs only beyond the tolerance and three standard errors."""
        away = self.difference if self.relation == "below" else abs(self.difference)
        return Outcome.of(agrees(away, self.tolerance, self.uncertainty))

    def plain(self) -> dict[str, Any]:
        """Return it as JSON types."""
        fields = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {**fields, "outcome": str(self.outcome)}


@dataclass(frozen=True)
class NotApplied:
    """A check that says nothing about this trajectory, and why, one sentence.

    Examples
    --------
    >>> from higgs_num.catalogue import reference
    >>> from higgs_num.foreign import Trajectory, examine
    >>> one = reference("clean-phase-3")
    >>> found = examine(Trajectory(one.time, one.gap))
    >>> found.not_applied[0].why
    'the number of levels is not known'
    """

    check: str
    why: str

    def plain(self) -> dict[str, Any]:
        """Return it as JSON types."""
        return {"check": self.check, "why": self.why}
