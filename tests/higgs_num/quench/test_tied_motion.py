"""The right-hand side in the kernels against (9) and (11) of the registry."""

import mpmath as mp
import numpy as np
import pytest

from higgs_num.core import equations
from higgs_num.equilibrium.pseudospins import pseudospins
from higgs_num.quench import Problem
from higgs_num.quench.sectors import all_levels
from higgs_sym.registry import formula

PROBLEM = Problem(0.6, 1.0, rate_s=0.2, rate_u=0.05, levels=40, t_max=5.0, closure="odd")
EPS = PROBLEM.grid.energies
GAP = PROBLEM.clean_state.gap_steady
TIME = 0.83


def literal():
    return all_levels(PROBLEM, EPS).sources


def slope(S, C, G, made):
    """Return dS/dt of the kernel, with half of lambda such that Delta is the steady gap."""
    weights = np.ones_like(EPS)
    result = np.empty_like(S)
    half_lambda = GAP / S[0].sum()
    equations.slope(
        S, C, G, EPS, weights, half_lambda,
        made.constant, made.x_source, made.y_source, made.z_source, result,
    )  # fmt: skip
    return result


def clean(axis, eps, time):
    distribution = PROBLEM.clean_state
    cosine = float(distribution.cos_theta(eps))
    sine = float(np.sign(eps) * distribution.sin_theta(eps))
    return formula(f"clean_motion.L{axis}").lambdify("mpmath")(eps, GAP, cosine, sine, time)


def test_eleven_moves_as_the_kernel_says():
    made = literal()
    zero = np.zeros_like(EPS)
    S = np.array([[float(clean(axis, e, TIME)) for e in EPS] for axis in "xyz"])
    # Without C, G and the constant: the clean equations.
    moved = slope(S, zero, zero, made) - np.array([zero, made.constant, zero])
    with mp.workdps(30):
        for row, axis in enumerate("xyz"):
            want = [float(mp.diff(lambda t, a=axis, e=e: clean(a, e, t), TIME)) for e in EPS]
            # Frequencies up to 20 and a gap of 1: 20 roundings of 1.
            assert moved[row] == pytest.approx(want, abs=1e-13)


def test_sources_of_the_kernel_are_those_of_nine():
    made = literal()
    zero = np.zeros_like(EPS)
    S = np.array([0.5 + 0.1 * np.cos(EPS), np.sin(EPS), np.cos(3.0 * EPS)])
    phase = 2.0 * made.E * TIME
    C, G = made.sin_theta * np.cos(phase), made.sin_theta * np.sin(phase)
    without = slope(S, zero, zero, made) - np.array([zero, made.constant, zero])
    added = slope(S, C, G, made) - without
    W = pseudospins(EPS, 1.0, 0.2, 0.05).W
    cosine = PROBLEM.clean_state.cos_theta(EPS)
    for row, axis in enumerate("xyz"):
        want = formula(f"sources.{axis}").lambdify("numpy")(
            EPS, GAP, 0.2, 0.05, W, cosine, made.sin_theta, TIME
        )
        # The slopes subtracted are up to 40.
        assert added[row] == pytest.approx(want, abs=1e-13)
