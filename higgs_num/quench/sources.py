"""Sources of Eq. (9) on given levels, from the expressions of `higgs_sym`."""

from dataclasses import dataclass

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.equilibrium.pseudospins import pseudospins
from higgs_num.quench.problem import Problem
from higgs_sym.registry import formula


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
    return pseudospins(eps, problem.gap_final, problem.rate_s, problem.rate_u).W


def sources(problem: Problem, eps: Vector, W: Vector, sin_theta: Vector) -> Sources:
    """Return the sources on levels `eps` from W and sin(theta) on them, all (n,).

    They are linear in W and sin(theta) together. Delta_s is that of the exact clean steady state
    of the same two gaps and cutoff.
    """
    rates = {"rate_s": problem.rate_s, "rate_u": problem.rate_u}
    if not problem.disordered:
        zero = np.zeros_like(eps)
        return Sources(np.abs(eps), zero, zero, zero, zero, 0.0, zero, zero, zero, zero)
    Delta_s = problem.clean_state.gap_steady
    common: dict[str, Vector | float] = {"eps": eps, "Delta_s": Delta_s, **rates}
    E = np.hypot(eps, Delta_s)

    def printed(axis: str, W: Vector | float, sine: float, t: Vector) -> Vector:
        # cos(theta) cancels in (9); at 0 it does so without round-off.
        return _values(f"sources.{axis}", eps, **common, W=W, cos_theta=0.0, sin_theta=sine, t=t)

    start = np.zeros_like(eps)
    quarter = np.pi / (4.0 * E)  # here C = 0 and G = sin(theta)
    return Sources(
        E=E,
        sin_theta=sin_theta,
        constant=printed("y", W, 0.0, start),
        x_source=printed("x", 0.0, 1.0, quarter),
        y_source=printed("y", 0.0, 1.0, start),
        z_source=2.0 * problem.rate_s,
        Px=_values("sources.Px_constant", eps, **common, W=W),
        ax=_values("sources.Px_cosine", eps, **common),
        gy=_values("sources.Py_sine", eps, **common),
        pz=_values("sources.Pz_cosine", eps, **common),
    )


def _values(id: str, like: Vector, **arguments: Vector | float) -> Vector:
    return np.ascontiguousarray(
        np.broadcast_to(formula(id).lambdify("numpy")(**arguments), like.shape)
    )
