r"""How Delta(t) reaches its steady state.

Phase II. With sin(theta) = 2|beta|/pi at eps = 0, in units of hbar = 1,

    Delta(t) = Delta_s [1 + sqrt(2 nu/(Delta_s t)) cos(2 Delta_s t - nu ln(Delta_s t) + phi)],
    nu = -ln(1 - (2 beta/pi)^2)/(2 pi),    phi -> pi/4 (weakening), 5 pi/4 (strengthening).

For small quenches sqrt(2 nu) = 2|beta|/pi^(3/2): the coefficient of Volkov and Kogan, whose
finite-cutoff factor 1/sqrt(1 + Delta^2/D^2) is that of beta. For large ones the form of nu is
taken over from the late-time (Zakharov-Manakov) asymptotics of the nonlinear Schroedinger
equation, which the spins near eps = 0 resemble; it is not proved here but agrees with
trajectories. The frequency 2 Delta_s is reached with a logarithmic drift of the phase.

Phase I. Delta(t) is proportional to t^(-3/2) exp(-rate t), rate = 2 |y|, where u = i y, y < 0, is
the zero of the Lax norm continued through its cut. A sharp cutoff D adds an algebraic ripple of
frequency 2 D, which outlives the exponential.

Phase III. The turning points are approached as t^(-1/2) exp(-rate t): levels near eps = 0 precess
in the field of the wave with an exponent that, continued to u = -i y, 0 < y < w2, is
2 w1 Z(phi | k), Z the Jacobi zeta function, sin(phi) = y/w2, k = w2/w1; the rate is its maximum,
at y*^2 = w1^2 (1 - E(k)/K(k)). This saddle counts while y* < Delta_i; for smaller Delta_i the
branch point of F at -i Delta_i comes first and the law is not given. Like nu it is checked on
trajectories, not proved.
"""

import math
from dataclasses import dataclass

import numpy as np

from higgs_num.steady.elliptic import largest_zeta
from higgs_num.steady.lax import HALF_PI, HALF_PI_REST
from higgs_num.steady.roots import NEAR_BORDER, near_border, solve_on_axis
from higgs_sym.ground.errors import ArgumentError


@dataclass(frozen=True)
class Approach:
    """Leading late-time correction: coefficient t^exponent exp(-rate t) cos(frequency t + ...).

    exponent : power of t
    rate : exponential decay rate; 0 in phase II
    frequency : 2 Delta_s in phase II, otherwise 0 (phase III: the period of the wave itself)
    coefficient : energy * time^(-exponent); None where it is not known (phases I and III)
    drift : nu, the phase of the cosine is frequency t - nu ln(Delta_s t) + phase
    phase : of the cosine, in the limit of a small quench; its corrections are of order nu

    Examples
    --------
    >>> from higgs_num.steady import steady_state
    >>> law = steady_state(0.5, 1.0).approach
    >>> print(law)
    0.255114651 t^-0.5 cos(1.88825763 t - ...)
    >>> law.exponent
    -0.5
    """

    exponent: float
    rate: float
    frequency: float
    coefficient: float | None
    drift: float
    phase: float | None

    def __str__(self) -> str:
        """Return the law as text."""
        if self.coefficient is None:
            return f"t^{self.exponent:g} exp(-{self.rate:.9g} t)"
        return f"{self.coefficient:.9g} t^{self.exponent:g} cos({self.frequency:.9g} t - ...)"


def decay_root(beta: float, inverse_cutoff: float) -> float:
    """Return eta = y/Delta_i < 0 of the zero of L^2 behind the cut, for beta < -pi/2.

    It solves (eta - 1) H(eta) = beta with H continued to -1 < eta < 0, where the left side falls
    from -pi/2 without bound. At infinite cutoff: eta = cos p, p tan(p/2) = -beta, p > pi/2.
    """
    if not beta < -HALF_PI:
        raise ArgumentError("beta", "be < -pi/2 (phase I)", beta)
    if math.isinf(beta):
        return -1.0

    change, edge = np.array([beta]), np.array([inverse_cutoff])
    beyond = (change + HALF_PI) + HALF_PI_REST
    if beyond[0] > -NEAR_BORDER:
        return float(near_border(beyond, -1.0, edge)[0])
    return float(solve_on_axis(change, -1.0, -np.ones(1), np.zeros(1), edge)[0])


def approach_constant(beta: float, gap_steady: float) -> Approach:
    """Return the approach of phase II for |beta| < pi/2."""
    part = abs(beta) / HALF_PI
    if part < 0.5:
        log = math.log1p(-(part**2))
    else:
        # 1 - part without cancellation: no double is pi/2.
        log = math.log(((HALF_PI - abs(beta)) + HALF_PI_REST) / HALF_PI) + math.log1p(part)
    nu = -log / (2.0 * math.pi)
    return Approach(
        exponent=-0.5,
        rate=0.0,
        frequency=2.0 * gap_steady,
        coefficient=math.sqrt(2.0 * nu * gap_steady),
        drift=nu,
        phase=0.25 * math.pi if beta < 0.0 else 1.25 * math.pi,
    )


def approach_zero(beta: float, gap_initial: float, cutoff: float) -> Approach:
    """Return the approach of phase I for beta < -pi/2."""
    rate = -2.0 * gap_initial * decay_root(beta, gap_initial / cutoff)
    # Without attraction the zero merges with the branch point -i Delta_i: K_0(2 Delta_i t).
    exponent = -0.5 if math.isinf(beta) else -1.5
    return Approach(exponent, rate, 0.0, None, 0.0, None)


def approach_wave(roots: tuple[float, float], gap_initial: float) -> Approach | None:
    """Return the approach of phase III, or None where y* >= Delta_i.

    roots : w1 > w2 > 0
    """
    w1, w2 = roots
    # sin(phi)^2 >= 1/2 at the maximum, for every k.
    if w2 * math.sqrt(0.5) >= gap_initial:
        return None
    sine2, zeta = largest_zeta((w2 / w1) ** 2)
    if w2 * math.sqrt(sine2) >= gap_initial:
        return None
    return Approach(-0.5, 2.0 * w1 * zeta, 0.0, None, 0.0, None)
