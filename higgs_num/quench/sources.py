"""Sources of Eq. (9) on given levels, from the expressions of `higgs_sym`."""

from dataclasses import dataclass

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.equilibrium.pseudospins import pseudospins
from higgs_num.quench.problem import Problem
from higgs_sym.formula import formula


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


def sources(problem: Problem, eps: Vector) -> Sources:
    """Return the sources on levels `eps`.

    Delta_s and theta are those of the exact clean steady state of the same two gaps and cutoff;
    W is that of the final equilibrium, so that a zero quench is an exact fixed point.
    """
    rates = {"rate_s": problem.rate_s, "rate_u": problem.rate_u}
    if not problem.disordered:
        zero = np.zeros_like(eps)
        return Sources(np.abs(eps), zero, zero, zero, zero, 0.0, zero, zero, zero, zero)
    clean = problem.clean_state
    common: dict[str, Vector | float] = {"eps": eps, "Delta_s": clean.gap_steady, **rates}
    E = np.hypot(eps, clean.gap_steady)
    W = pseudospins(eps, problem.gap_final, **rates).W
    cos_theta = clean.cos_theta(eps)
    closures: dict[str, Vector | float] = {"static": 0.0, "even": 1.0, "odd": np.sign(eps)}

    def printed(axis: str, sin_theta: float, t: Vector) -> Vector:
        return _values(
            f"sources.{axis}", eps, **common, W=W, cos_theta=cos_theta, sin_theta=sin_theta, t=t
        )

    start = np.zeros_like(eps)
    quarter = np.pi / (4.0 * E)  # here C = 0 and G = sin(theta)
    constant = printed("y", 0.0, start)
    return Sources(
        E=E,
        sin_theta=clean.sin_theta(eps) * closures[problem.closure],
        constant=constant,
        x_source=printed("x", 1.0, quarter),
        y_source=printed("y", 1.0, start) - constant,
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
