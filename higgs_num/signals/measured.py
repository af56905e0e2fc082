"""A number with its uncertainty."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from higgs_num.inputs import real_array, settle
from higgs_sym.ground.errors import ArgumentError, finite, nonnegative


@dataclass(frozen=True)
class Measured:
    """`value` +- `uncertainty`; the uncertainty is a spread, not a standard error.

    Raises
    ------
    ArgumentError
        If one is not finite or the uncertainty is negative.

    Examples
    --------
    >>> from higgs_num.signals import Measured
    >>> one = Measured(1.0, 0.1)
    >>> one.value, one.uncertainty
    (1.0, 0.1)
    """

    value: float
    uncertainty: float

    def __post_init__(self) -> None:
        uncertainty = nonnegative("uncertainty", self.uncertainty)
        settle(self, value=finite("value", self.value), uncertainty=uncertainty)

    @classmethod
    def spread(cls, values: Sequence[float]) -> "Measured":
        """Return the last value (from the most trusted data) and the largest distance to it.

        The residuals of a decaying oscillation are autocorrelated, so a covariance from least
        squares means nothing; what the value does when the data change is what is known of it.

        Raises
        ------
        ArgumentError
            If there is no value, one is not finite, or they lie farther apart than floats reach.
        """
        numbers = real_array("values", values)
        if numbers.size == 0:
            raise ArgumentError("values", "be at least one", "none")
        last = float(numbers[-1])
        distances = [abs(float(one) - last) for one in numbers]  # of floats: infinite, no warning
        if not np.isfinite(distances).all():
            raise ArgumentError("values", "lie within the range of floats", "too far apart")
        return cls(last, max(distances))

    def __str__(self) -> str:
        return f"{self.value:.10g} +- {self.uncertainty:.2g}"
