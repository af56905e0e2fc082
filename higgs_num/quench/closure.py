"""The closures of Eq. (9): what sin(theta_p) of (11) is in its sources."""

from enum import StrEnum, unique


@unique
class Closure(StrEnum):
    """A choice of sin(theta), equal to its name as text; a new closure is a row here.

    sin(theta) = (`even` + `odd` sign eps) sqrt(1 - cos(theta)^2), with cos(theta) of the clean
    steady state, plus, if the closure is `GIVEN`, the sine of the user's theta(eps).

    Examples
    --------
    >>> from higgs_num.quench import Closure
    >>> [str(one) for one in Closure]
    ['static', 'even', 'odd', 'given']
    >>> Closure("even").needs_root
    True
    """

    even: float
    odd: float

    def __new__(cls, name: str, even: float, odd: float) -> "Closure":
        """Return the row `name` with its two numbers."""
        row = str.__new__(cls, name)
        row._value_, row.even, row.odd = name, even, odd
        return row

    STATIC = "static", 0.0, 0.0
    EVEN = "even", 1.0, 0.0
    ODD = "odd", 0.0, 1.0
    GIVEN = "given", 0.0, 0.0

    @property
    def needs_root(self) -> bool:
        """Whether sqrt(1 - cos(theta)^2) enters at all."""
        return self.even != 0.0 or self.odd != 0.0
