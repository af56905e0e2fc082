"""Equilibrium pseudospins (12): clean limit, the identity below (12), fixed point of (9)."""

import math
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.equilibrium.pseudospins import pseudospins
from higgs_num.quench import Closure, Levels, Problem
from higgs_num.quench.motion import motion
from higgs_sym.registry import formula
from verification.claim import Claim
from verification.evidence import Evidence
from verification.findings import Findings, Illustration
from verification.lab import Lab
from verification.measurements.quenches import CUTOFF, LEVELS, parameters

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# A few units in the last place of numbers of order one, summed over the operations.
ROUND_OFF = 1e-14
RATES = (0.02, 0.1, 0.3, 0.6, 0.95)
POINTS = (0.01, 0.3, 1.0, 3.0, 30.0)


def _clean_norm(lab: Lab) -> Findings:
    eps = Levels.uniform(CUTOFF, LEVELS).energies
    spins = pseudospins(eps, 1.0)
    change = float(np.max(np.abs(np.hypot(spins.Sx, spins.Sz) - 1.0)))
    clean = Evidence(
        name="max over levels of | |S_p| - 1 |, closed form of (12) at zero rates",
        measured=change,
        expected=0.0,
        tolerance=ROUND_OFF,
        why_tolerance="round-off of a square root of numbers of order one",
        method="elementary closed form on the levels of the paper",
        parameters={"levels": LEVELS, "cutoff": CUTOFF},
    )
    worst = max(
        abs(value - printed)
        for rate in RATES
        for x in POINTS
        for value, printed in zip(_closed(x, rate), _integrals(lab, x, rate), strict=True)
    )
    printed = Evidence(
        name="max difference of S^x, S^z between closed form and the printed integrals (12)",
        measured=worst,
        expected=0.0,
        tolerance=1e-13,
        why_tolerance="double precision; the integrals are done with 30 digits",
        method="tanh-sinh quadrature of (12) with mpmath, 30 digits",
        parameters={"rate_s": str(RATES), "eps": str(POINTS)},
    )
    return Findings(statement=(clean, printed))


def _closed(x: float, rate_s: float) -> tuple[float, float]:
    spins = pseudospins(np.array([x]), 1.0, rate_s)
    return float(spins.Sx[0]), float(spins.Sz[0])


def _integrals(lab: Lab, x: float, rate_s: float) -> tuple[float, float]:
    """Return S^x and S^z by (12) exactly as printed, Delta_0 = 1."""
    return lab.shared(("(12)", x, rate_s), partial(_integrated, x, rate_s))


def _integrated(x: float, rate_s: float) -> tuple[float, float]:
    """Evaluate the integrals of (12) with 30 digits."""
    mp = _thirty_digits()
    zeta, x = mp.mpf(rate_s) / 2, mp.mpf(x)

    def common(u: Any) -> Any:
        R = mp.sqrt(1 + u * u)
        return (R**3 - 2 * zeta) / (R**3 * ((R - zeta) ** 2 + x * x))

    def over_R(u: Any) -> Any:
        R = mp.sqrt(1 + u * u)
        return (R - zeta) / R * common(u)

    pieces = [0, 1, max(2, 2 * x), mp.inf]
    Sx = 2 / mp.pi * mp.quad(over_R, pieces)
    Sz = -2 * x / mp.pi * mp.quad(common, pieces)
    return float(Sx), float(Sz)


def _weight(x: float, rate_s: float) -> float:
    """Evaluate w_p by its defining integral, Delta_0 = 1, with 30 digits."""
    mp = _thirty_digits()
    zeta, x = mp.mpf(rate_s) / 2, mp.mpf(x)

    def integrand(u: Any) -> Any:
        R = mp.sqrt(1 + u * u)
        return (R**3 - 2 * zeta) / (R**4 * ((R - zeta) ** 2 + x * x))

    return float(mp.sqrt(1 + x * x) / mp.pi * mp.quad(integrand, [0, 1, max(2, 2 * x), mp.inf]))


def _thirty_digits() -> Any:
    """Return an mpmath context of its own: the global one is shared by all threads."""
    import mpmath

    context = mpmath.MPContext()
    context.dps = 30
    return context


def _identity(lab: Lab) -> Findings:
    worst = 0.0
    for rate in RATES:
        for x in POINTS:
            Sx, Sz = _integrals(lab, x, rate)
            w = _weight(x, rate)
            worst = max(worst, abs(x * Sx + Sz + w * x * rate / math.hypot(1.0, x)))
    identity = Evidence(
        name="max of | eps S^x + Delta_0 S^z + w eps/(tau_s E) |",
        measured=worst,
        expected=0.0,
        tolerance=1e-13,
        why_tolerance="the integrals are rounded to double precision and multiplied by eps <= 30",
        method="all three integrals by tanh-sinh quadrature with 30 digits",
        parameters={"rate_s": str(RATES), "eps": str(POINTS)},
    )
    eps = np.concatenate([[0.0], np.logspace(-6, 6, 1201)])
    shapes = {rate: pseudospins(eps, 1.0, rate).W for rate in RATES}
    smallest = Evidence(
        name="smallest W_p over twelve decades of eps",
        measured=min(float(np.min(W)) for W in shapes.values()),
        expected=0.0,
        relation="above",
        tolerance=1e-300,
        why_tolerance="the statement is strict; the tolerance is the smallest number there is",
        method="closed form, W_p = 2 w_p",
        parameters={"rate_s": str(RATES), "eps": "0 and 1e-6 ... 1e6"},
    )
    rise = Evidence(
        name="largest increase of W_p from one eps to the next larger, relative",
        measured=max(float(np.max(np.diff(W) / W[:-1])) for W in shapes.values()),
        expected=0.0,
        relation="below",
        tolerance=ROUND_OFF,
        why_tolerance="neighbouring values near the maximum agree to round-off",
        method="closed form on 1202 increasing energies",
        parameters={"rate_s": str(RATES)},
    )
    tail = Evidence(
        name="largest W_p(10^6 Delta_0)/W_p(0)",
        measured=max(float(W[-1] / W[0]) for W in shapes.values()),
        expected=1e-4,
        relation="below",
        tolerance=1e-6,
        why_tolerance="asinh(x)/x decay gives 1.5e-5 there; a constant tail would give order one",
        method="closed form",
        parameters={"rate_s": str(RATES)},
    )
    return Findings(
        statement=(identity, smallest, rise, tail),
        illustrations=(Illustration("Weight of a level", lambda: _draw_W(eps[1:])),),
    )


def _draw_W(eps: Vector) -> "Figure":
    from matplotlib.figure import Figure

    figure = Figure(figsize=(5.5, 3.2), layout="constrained")
    ax = figure.add_subplot()
    for rate in RATES:
        spins = pseudospins(eps, 1.0, rate)
        ax.semilogx(eps, spins.W, label=rf"$1/\tau_s={rate:g}\,\Delta_0$")
    ax.set(xlabel=r"$\varepsilon/\Delta_0$", ylabel=r"$\mathcal{W}_p$", xlim=(1e-3, 1e4))
    ax.legend(fontsize=8)
    return figure


def _fixed_point(lab: Lab) -> Findings:
    worst = 0.0
    for rate_s, rate_u in ((0.1, 0.0), (0.6, 0.0), (0.0, 0.5), (0.3, 0.2)):
        problem = Problem(1.0, 1.0, rate_s=rate_s, rate_u=rate_u, closure=Closure.ODD)
        equations = motion(problem)
        eps, (Sx, _, Sz) = equations.levels.energies, equations.spins
        source = formula("sources.y").lambdify("numpy")(
            eps=eps,
            Delta_s=1.0,
            rate_s=rate_s,
            rate_u=rate_u,
            W=pseudospins(eps, 1.0, rate_s, rate_u).W,
            cos_theta=1.0,
            sin_theta=0.0,
            t=0.0,
        )
        worst = max(worst, float(np.max(np.abs(-2.0 * eps * Sx - 2.0 * Sz + source))))
    torque = Evidence(
        name="max over levels of |dS^y/dt| of (9) at the state (12), zero quench",
        measured=worst,
        expected=0.0,
        tolerance=1e-12,
        why_tolerance="round-off of terms up to 2 eps S^x = 2, cancelling at eps up to 10",
        method="(12) inserted into the right-hand side of (9) as printed",
        parameters={"levels": LEVELS, "cutoff": CUTOFF},
    )
    nothing = Problem(1.0, 1.0, rate_s=0.3, rate_u=0.1, closure=Closure.STATIC, t_max=100.0)
    # As fine as the round-off that is allowed for: the default asks for 1e-10 only.
    still = lab.run(nothing, tol=1e-12)
    drift = Evidence(
        name="max over time of |Delta(t) - Delta_0| after no quench",
        measured=float(np.max(np.abs(still.gap - 1.0))),
        expected=0.0,
        tolerance=1e-12,
        why_tolerance="round-off accumulated over 100/Delta_0",
        method=f"integration of (9) with {still.method}",
        parameters=parameters(still),
    )
    return Findings(statement=(torque, drift))


CLAIMS = (
    Claim(
        id="equilibrium-clean-norm",
        title="Clean limit of the pseudospins",
        statement="The equilibrium pseudospins (12) have unit length when there are no impurities",
        latex=r"|\vec{S}_p| = 1 \quad (\tau_s, \tau_u \to \infty)",
        formulas=(
            "equilibrium.Sx.integral",
            "equilibrium.Sz.integral",
            "equilibrium.Sx.clean",
            "equilibrium.Sz.clean",
        ),
        source="paper, Eqs. (8), (12)",
        assumptions=("constant density of states", "T = 0"),
        check=_clean_norm,
    ),
    Claim(
        id="equilibrium-identity",
        title="Identity of the equilibrium pseudospins",
        statement=(
            "eps S^x + Delta_0 S^z = -w eps/(tau_s E) with a positive W_p = 2 w_p that is "
            "largest at eps = 0 and decays to zero"
        ),
        latex=r"\varepsilon_p S^x_p + \Delta_0 S^z_p = -\frac{w_p\,\varepsilon_p}{\tau_s E_p}",
        formulas=("equilibrium.Sx.integral", "equilibrium.Sz.integral", "equilibrium.W.integral"),
        source="paper, text below Eqs. (9) and (12)",
        assumptions=("only paramagnetic impurities", "gapped, 1/tau_s < Delta_0"),
        uses=("equilibrium-clean-norm",),
        check=_identity,
    ),
    Claim(
        id="equilibrium-fixed-point",
        title="Equilibrium is a fixed point of (9)",
        statement="With the exact W_p, the state (12) stays put under (9) when nothing is quenched",
        latex=r"\partial_t \vec{S}_p = 0",
        formulas=("sources.x", "sources.y", "sources.z"),
        source="paper, Eqs. (9), (10), (12)",
        assumptions=("W_p reconstructed from the identity; the supplement is not available",),
        uses=("equilibrium-identity",),
        check=_fixed_point,
    ),
)
