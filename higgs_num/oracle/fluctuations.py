"""What all realisations do together, told apart from the noise of each."""

import math
from dataclasses import dataclass

import numpy as np

from higgs_num.oracle.result import EnsembleResult
from higgs_sym.ground.errors import ArgumentError, instance


@dataclass(frozen=True)
class Fluctuations:
    """Mean squares of |Delta(t)| about its average over a window of time.

    Attributes
    ----------
    coherent, coherent_error : float
        Mean square of the part common to all realisations: an unbiased estimate, so it may be
        negative, and its standard error by leaving out one realisation at a time.
    single : float
        Mean square in one realisation, noise included.
    window : (float, float)

    Examples
    --------
    >>> from higgs_num.oracle import Ensemble, fluctuations, simulate
    >>> problem = Ensemble(0.8, 1.0, rate_s=0.1, levels=40, realisations=4, t_max=6.0)
    >>> found = fluctuations(simulate(problem, workers=1), 2.0, 6.0)
    >>> found.window
    (2.0, 6.0)
    """

    coherent: float
    coherent_error: float
    single: float
    window: tuple[float, float]

    @property
    def amplitude(self) -> float:
        """Root mean square of the common part; 0 if the estimate is negative."""
        return math.sqrt(max(self.coherent, 0.0))

    @property
    def amplitude_bound(self) -> float:
        """Root mean square of the common part plus two standard errors."""
        return math.sqrt(max(self.coherent, 0.0) + 2.0 * self.coherent_error)

    @property
    def noise(self) -> float:
        """Root mean square of what the realisations do not have in common."""
        return math.sqrt(max(self.single - self.coherent, 0.0))


def _coherent(deviations: np.ndarray) -> float:
    # Products of different realisations only: their noise is independent and averages to zero.
    count, times = deviations.shape
    total = np.sum(deviations, axis=0)
    return float((total @ total - np.sum(deviations**2)) / (count * (count - 1) * times))


def fluctuations(result: EnsembleResult, start: float, stop: float) -> Fluctuations:
    """Split the fluctuations of |Delta(t)| in start <= t <= stop into common part and noise.

    Raises
    ------
    ArgumentError
        If the result has fewer than 3 realisations or the window fewer than 2 saved times.

    Examples
    --------
    >>> from higgs_num.oracle import Ensemble, fluctuations, simulate
    >>> problem = Ensemble(0.8, 1.0, rate_s=0.1, levels=40, realisations=4, t_max=6.0)
    >>> found = fluctuations(simulate(problem, workers=1), 2.0, 6.0)
    >>> found.coherent >= 0
    True
    """
    count = instance("result", result, EnsembleResult).problem.realisations
    if count < 3:
        raise ArgumentError("result", "have >= 3 realisations for an error estimate", count)
    times, gap = result.window(start, stop)
    if times.size < 2:
        raise ArgumentError("stop", "leave at least 2 saved times in the window", stop)
    deviations = gap - gap.mean(axis=1, keepdims=True)
    without_one = np.array([_coherent(np.delete(deviations, i, axis=0)) for i in range(count)])
    spread = float(np.sum((without_one - without_one.mean()) ** 2))
    return Fluctuations(
        coherent=_coherent(deviations),
        coherent_error=math.sqrt((count - 1) / count * spread),
        single=float(np.mean(deviations**2)),
        window=(float(times[0]), float(times[-1])),
    )
