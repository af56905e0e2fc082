"""Sources of Eq. (9) on given levels, from the expressions of `higgs_sym`."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.core.generated import arrays
from higgs_num.equilibrium.pseudospins import pseudospins
from higgs_num.quench.problem import Problem
from higgs_sym.ground.errors import ComputationError

Expression = Callable[..., Vector]


@dataclass(frozen=True)
class Sources:
    """Coefficients of (C, G) = sin(theta) (cos 2Et, sin 2Et); arrays of shape (n,).

    As printed, the right-hand sides of (9) are `x_source` G, `constant` + `y_source` C and
    `z_source` G. The particular solution that absorbs them is P^x = `Px` + `ax` C, P^y = `gy` G,
    P^z = `pz` C.
    """

    E: Vector
    sin_theta: Vector
    constant: Vector
    x_source: Vector
    y_source: Vector
    z_source: float
    Px: Vector
    ax: Vector
    gy: Vector
    pz: Vector


def derived_W(problem: Problem, eps: Vector) -> Vector:
    """Return W of the final equilibrium, even in eps: a zero quench is an exact fixed point."""
    rates = problem.rate_s, problem.rate_u
    return pseudospins(eps, problem.gap_final, *rates, problem.temperature).W


def sources(problem: Problem, eps: Vector, W: Vector, sin_theta: Vector) -> Sources:
    """Return the sources on levels `eps` from W and sin(theta) on them, all (n,).

    They are linear in W and sin(theta) together.
    """
    if not problem.disordered:
        zero = np.zeros_like(eps)
        return Sources(np.abs(eps), zero, zero, zero, zero, 0.0, zero, zero, zero, zero)
    Delta_s = problem.Delta_s
    common: dict[str, Vector | float] = {
        "Delta_s": Delta_s,
        "rate_s": problem.rate_s,
        "rate_u": problem.rate_u,
    }
    E = np.hypot(eps, Delta_s)

    def printed(
        axis: Expression, eps: Vector, W: Vector | float, sine: float, t: Vector | float
    ) -> Vector:
        # cos(theta) cancels in (9); at 0 it does so without round-off.
        return _values(axis, eps, **common, W=W, cos_theta=0.0, sin_theta=sine, t=t)

    start = np.zeros_like(eps)
    quarter = np.pi / (4.0 * E)  # here C = 0 and G = sin(theta)
    center = np.zeros(1)  # the z source over G is the same on all levels
    return Sources(
        E=E,
        sin_theta=sin_theta,
        constant=printed(arrays.sources_y, eps, W, 0.0, start),
        x_source=printed(arrays.sources_x, eps, 0.0, 1.0, quarter),
        y_source=printed(arrays.sources_y, eps, 0.0, 1.0, start),
        z_source=printed(arrays.sources_z, center, 0.0, 1.0, np.pi / (4.0 * Delta_s)).item(),
        Px=_values(arrays.sources_Px_constant, eps, **common, W=W),
        ax=_values(arrays.sources_Px_cosine, eps, **common),
        gy=_values(arrays.sources_Py_sine, eps, **common),
        pz=_values(arrays.sources_Pz_cosine, eps, **common),
    )


def _values(expression: Expression, eps: Vector, **others: Vector | float) -> Vector:
    """Evaluate an expression, whose arguments `Problem` has validated, on the levels `eps`."""
    # Numbers become arrays without dimensions: powers of arrays and of floats round differently.
    arguments = {name: np.asarray(one, dtype=np.float64) for name, one in others.items()}
    # Gaps so small that their cube underflows, 1e-108: told below, where it matters.
    with np.errstate(all="ignore"):
        values = expression(eps=eps, **arguments)
    if np.isnan(values).any():
        raise ComputationError("A source of (9) is not a number at some of the levels")
    return np.ascontiguousarray(np.broadcast_to(values, eps.shape))
