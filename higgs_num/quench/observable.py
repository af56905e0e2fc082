"""Sums over levels that the user asks for: a current, the energy of a shell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from higgs_num.core.arrays import Vector
from higgs_num.inputs import settle
from higgs_sym.ground.errors import ArgumentError, ComputationError, flag, function, quoted


@dataclass(frozen=True)
class Observable:
    """O(t) = sum_p weight_p f(eps_p, S_p(t), t), recorded at the saved times.

    Parameters
    ----------
    name
        An identifier, under which the result, its file and its dataset hold the series.
    function
        f(eps, S, t) of levels eps (n,) of either sign, increasing, in the unit of the gaps, of
        their spins S (3, n) and of the time; returns (n,).
    unit, long_name
        Of O(t), for files and plots. Weights have the unit of energy.
    smooth
        Whether the nodes of a Gauss rule may stand for all levels: if f is linear in S, with
        coefficients that vary as slowly with eps as an equilibrium does. That is checked, and
        if it is not so, all levels are followed. A square of spins oscillates twice as fast as
        they do, the edge of a shell is not smooth.

    Raises
    ------
    ArgumentError
        If the name is no identifier, the function can't be called, or unit or long name are no
        text.

    Examples
    --------
    >>> from higgs_num.quench import Observable, Problem, run
    >>> energy = Observable("kinetic", lambda eps, S, t: eps * S[2], unit="energy^2")
    >>> result = run(Problem(0.95, 1.0, levels=200, t_max=10.0), observe=[energy])
    >>> result.observables["kinetic"].shape
    (81,)
    """

    name: str
    function: Callable[[Vector, Vector, float], ArrayLike]
    unit: str = "1"
    long_name: str = ""
    smooth: bool = False

    def __post_init__(self) -> None:
        if not (isinstance(self.name, str) and self.name.isidentifier()):
            raise ArgumentError("name", "be an identifier", quoted(self.name))
        settle(
            self, function=function("function", self.function), smooth=flag("smooth", self.smooth)
        )
        for key in ("unit", "long_name"):
            if not isinstance(getattr(self, key), str):
                raise ArgumentError(key, "be a text", quoted(getattr(self, key)))

    def on(self, eps: Vector, spins: Vector, t: float) -> Vector:
        """Return f (n,) on levels (n,) with spins (3, n) at time t.

        Raises
        ------
        ArgumentError
            If the function returns something else than n real numbers.
        """
        # Copies: the function may write into what it is given.
        try:
            values = np.asarray(self.function(eps.copy(), spins.copy(), t))
        except TypeError as error:
            rule = "be a function of eps (n,), S (3, n) and t"
            raise ArgumentError(self.name, rule, error) from error
        if values.dtype.kind not in "iufb" or values.shape != eps.shape:
            found = f"of shape {values.shape} and type {values.dtype}"
            raise ArgumentError(self.name, f"return real numbers of shape {eps.shape}", found)
        return values.astype(np.float64)

    def total(self, eps: Vector, weights: Vector, spins: Vector, t: float) -> float:
        """Return the sum over levels (n,) with spins (3, n) at time t.

        Raises
        ------
        ArgumentError
            As `on`.
        ComputationError
            If it is not finite.
        """
        values = self.on(eps, spins, t)
        # Not a product of BLAS, whose order of additions depends on the threads.
        total = float(np.sum(weights * values))
        if not np.isfinite(total):
            raise ComputationError(f"The observable `{self.name}` is not finite at time {t:.6g}")
        return total
