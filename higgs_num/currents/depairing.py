"""A dc current along a thin wire: how it breaks pairs, and how much of it there may be.

A phase gradient p of the condensate breaks pairs at the energy rate Gamma_q = hbar D p^2/2
(`currents.rate_of_current`), which adds to that of magnetic impurities; the current is
proportional to sqrt(Gamma_q) n_s. Unit: the gap Delta_00 of the clean film at T = 0.
"""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.polynomial import Chebyshev

from higgs_num.currents.density import density_series, superfluid_density
from higgs_num.equilibrium.pair_breaking import CLEAN_TRANSITION, CRITICAL_RATE, gap, transition
from higgs_sym.ground.errors import ArgumentError, ComputationError, nonnegative, told

DEGREE = 24
COARSE = 24


@dataclass(frozen=True)
class Depairing:
    """Where the current of a wire is largest.

    rate_s, temperature : of the wire without current
    rate : total pair-breaking rate, impurities and current
    current : largest sqrt(Gamma_q) n_s, in Delta_00^(3/2)
    gap, density : Delta and n_s there

    Examples
    --------
    >>> from higgs_num.currents import depairing
    >>> found = depairing(rate_s=0.1)
    >>> print(f"{found.current:.9f} {found.gap:.9f}")
    0.265826101 0.729765034
    """

    rate_s: float
    temperature: float
    rate: float
    current: float
    gap: float
    density: float

    @property
    def alpha(self) -> float:
        """Total rate over the gap."""
        return self.rate / self.gap


@dataclass(frozen=True)
class Flowing:
    """A wire with a current.

    share : J/J_dp
    rate_q : part of the pair-breaking rate that the current makes
    rate : all of it
    gap, density : Delta and n_s

    Examples
    --------
    >>> from higgs_num.currents import flowing
    >>> found = flowing(0.5)
    >>> print(f"gap {found.gap:.6f}, density {found.density:.6f}")
    gap 0.975846, density 0.962953
    """

    share: float
    temperature: float
    rate_q: float
    rate: float
    gap: float
    density: float

    @property
    def alpha(self) -> float:
        """Total rate over the gap, the parameter of Abrikosov and Gor'kov."""
        return self.rate / self.gap


def check_state(rate_s: object, temperature: object) -> tuple[float, float]:
    """Return (rate, T) of a superconductor without current, or raise `ArgumentError`."""
    rate, T = nonnegative("rate_s", rate_s), nonnegative("temperature", temperature)
    if rate >= CRITICAL_RATE:
        rule = f"be < {CRITICAL_RATE:g} Delta_00 (beyond, the film is normal)"
        raise ArgumentError("rate_s", rule, rate)
    most = transition(rate) * CLEAN_TRANSITION
    if most <= T:
        raise ArgumentError("temperature", f"be < T_c, {told(most)} Delta_00", T)
    return rate, T


def current(rate_q: float, rate_s: float, T: float) -> float:
    """Return sqrt(Gamma_q) n_s."""
    return math.sqrt(rate_q) * superfluid_density(rate_s + rate_q, T)


def depairing(rate_s: float = 0.0, temperature: float = 0.0) -> Depairing:
    """Return the depairing current of a wire, the gap following the current (T, p uniform).

    Without impurities at T = 0: `currents.depairing_alpha`.

    Raises
    ------
    ArgumentError
        If the wire is normal without current, or an argument is negative.

    Examples
    --------
    >>> from higgs_num.currents import depairing
    >>> print(f"{depairing().current:.9f}")
    0.335676957
    """
    rate_s, T = check_state(rate_s, temperature)
    return _depairing(rate_s, T)


@lru_cache(maxsize=64)
def _depairing(rate_s: float, T: float) -> Depairing:
    """Return the largest current; every current of a wire asks for it."""
    # The rate at which superconductivity ends bounds the search: the largest is well inside.
    last = _end(rate_s, T) - rate_s
    trial = last * (np.arange(1, COARSE) / COARSE) ** 2
    seen = [current(float(one), rate_s, T) for one in trial]
    top = int(np.argmax(seen))
    low = float(trial[top - 1]) if top > 0 else 0.0
    high = float(trial[top + 1]) if top + 1 < trial.size else last
    # J = sqrt(Gamma_q) n_s: the root is taken out, n_s is smooth away from the gapless border.
    density = density_series(rate_s + low, rate_s + high, T, DEGREE)
    rate_q = Chebyshev([0.5 * (low + high), 0.5 * (high - low)], domain=density.domain)
    zeros = np.asarray((density + 2.0 * rate_q * density.deriv()).roots(), dtype=np.complex128)
    zeros = zeros - rate_s
    inside = zeros.real[(abs(zeros.imag) < 1e-12) & (zeros.real > low) & (zeros.real < high)]
    if inside.size == 0:
        raise ComputationError(f"No largest current was found at rate_s = {told(rate_s)}")
    best = float(max(inside, key=lambda x: current(float(x), rate_s, T)))
    rate = rate_s + best
    n = superfluid_density(rate, T)
    return Depairing(rate_s, T, rate, math.sqrt(best) * n, gap(rate, T), n)


def flowing(share: float, rate_s: float = 0.0, temperature: float = 0.0) -> Flowing:
    """Return the state of a wire that carries `share` = J/J_dp, in [0, 1].

    Raises
    ------
    ArgumentError
        If the share is outside [0, 1], or as `depairing`.

    Examples
    --------
    >>> from higgs_num.currents import flowing
    >>> [round(flowing(share).gap, 6) for share in (0.0, 0.5, 0.9)]
    [1.0, 0.975846, 0.89124]
    """
    from scipy.optimize import brentq

    share = nonnegative("share", share)
    if share > 1.0:
        rule = "be J/J_dp <= 1: a larger current is not carried without resistance"
        raise ArgumentError("share", rule, share)
    most = depairing(rate_s, temperature)
    rate_s, T = most.rate_s, most.temperature
    top = most.rate - rate_s
    rate_q = 0.0
    if share == 1.0:
        rate_q = top
    elif share > 0.0:
        wanted = share * most.current
        # In the root of the rate, in which the current begins linearly.
        root = brentq(
            lambda x: current(x * x, rate_s, T) - wanted, 0.0, math.sqrt(top), xtol=1e-15,
            rtol=1e-14,
        )  # fmt: skip
        rate_q = float(root) ** 2
    rate = rate_s + rate_q
    return Flowing(share, T, rate_q, rate, gap(rate, T), superfluid_density(rate, T))


def _end(rate_s: float, T: float) -> float:
    """Return the total rate at which the gap vanishes at T."""
    from scipy.optimize import brentq

    if T == 0.0:
        return CRITICAL_RATE

    def above(rate: float) -> float:
        return transition(rate) * CLEAN_TRANSITION - T

    return float(brentq(above, rate_s, CRITICAL_RATE, xtol=1e-15))
