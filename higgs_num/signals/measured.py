"""A number with its uncertainty."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Measured:
    """`value` +- `uncertainty`; the uncertainty is a spread, not a standard error."""

    value: float
    uncertainty: float

    @classmethod
    def spread(cls, values: Sequence[float]) -> "Measured":
        """Return the last value (from the most trusted data) and the largest distance to it.

        The residuals of a decaying oscillation are autocorrelated, so a covariance from least
        squares means nothing; what the value does when the data change is what is known of it.
        """
        numbers = np.asarray(values, dtype=float)
        return cls(float(numbers[-1]), float(np.max(np.abs(numbers - numbers[-1]))))

    def __str__(self) -> str:
        return f"{self.value:.10g} +- {self.uncertainty:.2g}"
