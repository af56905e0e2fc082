"""Taylor's method of the package heyoka, the peer of the field, on Eq. (9) as printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.inputs import settle
from higgs_num.quench.motion import Motion
from higgs_num.quench.steppers.bounds import bounded
from higgs_num.quench.steppers.general import General, Solver
from higgs_num.quench.steppers.padding import padded
from higgs_num.quench.steppers.peers import peer
from higgs_sym.ground.errors import ArgumentError, ComputationError, one_of

PRECISIONS = {"double": np.float64, "extended": np.longdouble}


@dataclass(frozen=True)
class Heyoka(General):
    """Taylor series of an order that `tol` sets, compiled for the levels at hand.

    Compiling takes some tenths of a second, more for more levels, at the start and at every
    break point of the coupling.

    Parameters
    ----------
    tol
        Size of the terms left out of the series of one step, from the round-off of the precision
        (which it is if None) to 1/100.
    precision
        `double`, or `extended` (80 bits, where numpy has them: not on Windows or ARM).

    Examples
    --------
    >>> from higgs_num.quench import Heyoka
    >>> Heyoka(tol=1e-12)
    Heyoka(tol=1e-12, precision='double')
    """

    tol: float | None = None
    precision: Literal["double", "extended"] = "double"

    def __post_init__(self) -> None:
        one_of("precision", self.precision, PRECISIONS)
        if self.tol is not None:
            number: Any = PRECISIONS[self.precision]
            rounding = float(np.finfo(number).eps)
            settle(self, tol=bounded("tol", self.tol, rounding))
        if self.precision == "extended" and np.finfo(np.longdouble).nmant != 63:
            raise ArgumentError("precision", "be `double` on this machine", self.precision)

    def require(self) -> None:
        """Raise `PackageError` without heyoka."""
        peer("heyoka")

    def start(self, motion: Motion, t: float, end: float, S: Vector) -> Solver:
        """Return the solver at work from (t, S) on, up to the next break point `end`."""
        heyoka = peer("heyoka")
        number: Any = PRECISIONS[self.precision]
        fp_type: Any = float if self.precision == "double" else np.longdouble
        n = len(motion.levels)
        solver = heyoka.taylor_adaptive(
            _equations(heyoka, number, motion, 0.5 * (t + end)),
            state=S.reshape(3, -1)[:, :n].reshape(-1).astype(number),
            time=fp_type(t), tol=fp_type(self.tol or 0.0), fp_type=fp_type,
            compact_mode=True,  # otherwise compiling takes minutes
        )  # fmt: skip
        return _Steps(heyoka, solver, fp_type, end)


class _Steps:
    """Steps of the solver, and its series between the last two."""

    def __init__(self, heyoka: Any, solver: Any, fp_type: Any, end: float) -> None:
        self._fine = (heyoka.taylor_outcome.success, heyoka.taylor_outcome.time_limit)
        self._solver, self._fp_type, self._end = solver, fp_type, fp_type(end)
        self._began = False

    def __call__(self, t: float) -> Vector:
        solver = self._solver
        while solver.time < t:
            outcome, _ = solver.step(max_delta_t=self._end - solver.time, write_tc=True)
            self._began = True
            if outcome not in self._fine:
                raise ComputationError(f"heyoka stopped at time {float(t):.6g}: {outcome}")
        S = solver.update_d_output(self._fp_type(t)) if self._began else solver.state
        flat: Vector = padded(S.astype(np.float64).reshape(3, -1)).reshape(-1)
        return flat


def _equations(heyoka: Any, number: Any, motion: Motion, near: float) -> list[tuple[Any, Any]]:
    """Return variables and right-hand sides, one component after another."""
    levels, sources = motion.levels, motion.sources

    def numbers(values: Vector) -> list[Any]:
        return [heyoka.expression(number(value)) for value in values]

    x, y, z = (
        [heyoka.expression(f"{axis}{level}") for level in range(len(levels))] for axis in "xyz"
    )
    w, eps = numbers(levels.weights), numbers(levels.energies)
    Sx = heyoka.sum([w_ * x_ for w_, x_ in zip(w, x, strict=True)])
    two_gap = 2.0 * heyoka.expression(number(motion.half_lambda)) * Sx
    if motion.drive is not None:
        two_gap *= motion.drive.piece(near, motion.initial, heyoka.sin)(heyoka.time)
    to_x, to_y, to_z = ([heyoka.expression(number(0.0))] * len(levels) for _ in range(3))
    if np.any(sources.sin_theta):
        phase = [2.0 * E * heyoka.time for E in numbers(sources.E)]
        sine = numbers(sources.sin_theta)
        C = [s * heyoka.cos(angle) for s, angle in zip(sine, phase, strict=True)]
        G = [s * heyoka.sin(angle) for s, angle in zip(sine, phase, strict=True)]
        to_x = [a * g for a, g in zip(numbers(sources.x_source), G, strict=True)]
        to_y = [a * c for a, c in zip(numbers(sources.y_source), C, strict=True)]
        to_z = [heyoka.expression(number(sources.z_source)) * g for g in G]
    constant = numbers(sources.constant)
    return (
        [(x[i], 2.0 * eps[i] * y[i] + to_x[i]) for i in range(len(levels))]
        + [
            (y[i], -2.0 * eps[i] * x[i] - two_gap * z[i] + constant[i] + to_y[i])
            for i in range(len(levels))
        ]
        + [(z[i], two_gap * y[i] + to_z[i]) for i in range(len(levels))]
    )
