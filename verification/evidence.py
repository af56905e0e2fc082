"""One measured number against one expected number, and whether they agree."""

import math
import numbers
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal, get_args

from higgs_num.signals.agreement import agrees
from higgs_sym.ground.errors import ArgumentError, ComputationError, one_of

Relation = Literal["equal", "below", "above"]
Parameter = str | int | float | bool


def number(name: str, value: Any) -> float:
    """Return `value` as a finite float.

    Raises
    ------
    ComputationError
        if it is missing (None), NaN or infinite.
    ArgumentError
        if it is not one real number: an array, a complex number, text or a truth value.
    """
    if value is None:
        raise ComputationError(f"`{name}` is missing")
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        raise ArgumentError(name, "be one real number", f"a {type(value).__name__}")
    result = float(value)
    if not math.isfinite(result):
        raise ComputationError(f"`{name}` is {result}, not a finite number")
    return result


def require_line(name: str, text: str) -> None:
    """Raise `ArgumentError` unless `text` is one line that says something."""
    if not text.strip() or "\n" in text:
        raise ArgumentError(name, "be one non-empty line", repr(text))


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """A measurement that bears on a claim; every number is a float in the units the name states.

    Parameters
    ----------
    name : what is measured, one line
    measured, expected : compared by `relation`; for `below` and `above`, `expected` is the bound
    tolerance : largest accepted difference (or excess over the bound), > 0
    why_tolerance : the reason for that tolerance, one line
    uncertainty : standard error of `measured`; 0 if it is exact
    method : how it was measured, one line
    parameters : the inputs that reproduce it

    What it bears on follows from where it stands in the `Findings`.
    """

    name: str
    measured: float
    expected: float
    tolerance: float
    why_tolerance: str
    method: str
    relation: Relation = "equal"
    uncertainty: float = 0.0
    parameters: Mapping[str, Parameter] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for key in ("name", "why_tolerance", "method"):
            require_line(key, getattr(self, key))
        for key in ("measured", "expected", "tolerance", "uncertainty"):
            object.__setattr__(self, key, number(key, getattr(self, key)))
        if self.tolerance <= 0.0:
            raise ArgumentError("tolerance", "be > 0", self.tolerance)
        if self.uncertainty < 0.0:
            raise ArgumentError("uncertainty", "be >= 0", self.uncertainty)
        one_of("relation", self.relation, get_args(Relation))
        object.__setattr__(self, "parameters", MappingProxyType(_plain(self.parameters)))

    @property
    def deviation(self) -> float:
        """Distance from agreement: |measured - expected|, or the signed excess over the bound."""
        difference = self.measured - self.expected
        if self.relation == "equal":
            return abs(difference)
        return difference if self.relation == "below" else -difference

    @property
    def holds(self) -> bool | None:
        """True or False if the numbers decide it, None if the uncertainty is too large."""
        return agrees(self.deviation, self.tolerance, self.uncertainty)


def _plain(parameters: Mapping[str, Any]) -> dict[str, Parameter]:
    plain: dict[str, Parameter] = {}
    for key, value in parameters.items():
        if isinstance(value, str | bool):
            plain[key] = value
        elif isinstance(value, numbers.Integral):
            plain[key] = int(value)
        else:
            plain[key] = number(f"parameters[{key}]", value)
    return plain
