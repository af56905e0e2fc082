"""Long-time state of the clean problem after a quench, from the roots of its Lax norm."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from higgs_num.inputs import real_array
from higgs_num.steady import lax
from higgs_num.steady.approach import Approach, approach_constant, approach_wave, approach_zero
from higgs_num.steady.count import count_roots, count_roots_certified
from higgs_num.steady.energy import excitation_energy
from higgs_num.steady.inputs import checked_cutoff, checked_quenches, checked_temperature
from higgs_num.steady.phase import Phase
from higgs_num.steady.roots import isolated_roots, separation
from higgs_num.steady.thermal import Shortening, ThermalCut, thermal_roots
from higgs_num.steady.wave import Wave
from higgs_sym.ground.errors import ArgumentError, ComputationError, flag, nonnegative, positive
from higgs_sym.ground.shown import Shown

# Nearer to a border than this a zero all but touches the cut, and only balls can count it.
BORDER_WIDTH = 1e-5
# Enough to count what lies beside a border by the last bit of beta.
BORDER_BITS = 256
# Of roots at a temperature > 0: nearer to each other than this, their difference has no digits.
LOST = 1e-9


@dataclass(frozen=True)
class SteadyState(Shown):
    """Exact long-time state of a clean quench; energies in the unit of its inputs.

    gap_initial : gap of the state before the quench, at `temperature`
    gap_final : gap that the final coupling would have in equilibrium at temperature 0
    phase : equal to "I" (Delta decays to 0), "II" (tends to `gap_steady`) or "III" (oscillates)
    beta : 1/lambda_i - 1/lambda_f, dimensionless
    temperature : of the state before the quench, k_B = 1
    roots : y > 0 of the isolated root pairs +-i y of the Lax norm, larger first;
        none, one or two in phases I, II, III

    Examples
    --------
    >>> from higgs_num.steady import steady_state
    >>> state = steady_state(0.1, 1.0, cutoff=10.0)
    >>> str(state.phase), len(state.roots)
    ('III', 2)
    >>> state.cos_theta([0.0, 1.0]).round(6)
    array([0.      , 0.991193])
    >>> print(f"{state.wave.period:.9f}")
    4.508592116
    """

    gap_initial: float
    gap_final: float
    cutoff: float
    phase: Phase
    beta: float
    roots: tuple[float, ...]
    temperature: float = 0.0

    @property
    def gap_steady(self) -> float:
        """Larger isolated root: Delta(t -> infinity) in phase II, 0 in phase I.

        In phase III it is the centre of the oscillation, (gap_max + gap_min)/2.
        """
        return self.roots[0] if self.roots else 0.0

    @property
    def wave(self) -> Wave | None:
        """Elliptic solution of phase III; None in phases I and II.

        Raises ComputationError at a temperature > 0 for roots that agree to nine digits.
        """
        if self.phase is not Phase.WAVE:
            return None
        w1, w2 = self.roots
        if self.temperature > 0.0:
            if w1 - w2 < LOST * w1:
                raise ComputationError("The smaller turning point is lost in rounding")
            return Wave(w1 - w2, w1 + w2)
        d = self.gap_initial
        return Wave(d * separation(w1 / d, w2 / d, d / self.cutoff), w1 + w2)

    @property
    def approach(self) -> Approach | None:
        """Late-time law of Delta(t); None where none is known or nothing moves.

        That is: without a quench, deep in phase III, and at temperatures above 0.
        """
        if self.temperature > 0.0:
            return None
        if self.phase is Phase.ZERO:
            return approach_zero(self.beta, self.gap_initial, self.cutoff)
        if self.phase is Phase.WAVE:
            return approach_wave((self.roots[0], self.roots[1]), self.gap_initial)
        if self.beta == 0.0:
            return None
        return approach_constant(self.beta, self.roots[0])

    @property
    def energy(self) -> float | None:
        """Conserved energy after the quench over that of the normal ground state; None at T > 0.

        Of int d eps (eps S^z + |eps|) - Delta^2/lambda_f, in units of the density of states:
        -Delta_i^2 (D/(D + sqrt(D^2 + Delta_i^2)) + beta lambda_f/lambda_i); infinite cutoff:
        -Delta_i^2 (1/2 + beta).
        """
        if self.temperature > 0.0:
            return None
        edge = 1.0 / (1.0 + math.hypot(1.0, self.gap_initial / self.cutoff))
        change = self.beta
        if math.isfinite(self.cutoff):
            # beta lambda_f/lambda_i, which is -1/lambda_i without final attraction.
            strong = lax.inverse_coupling(self.cutoff, self.gap_initial)
            if self.gap_final == 0.0:
                change = -strong
            else:
                change *= strong / lax.inverse_coupling(self.cutoff, self.gap_final)
        return -(self.gap_initial**2) * (edge + change)

    @property
    def excitation_energy(self) -> float | None:
        """Energy of the quench over the ground state at the final coupling, >= 0; None at T > 0."""
        if self.temperature > 0.0:
            return None
        if self.gap_final == 0.0:
            return self.energy
        return excitation_energy(self.gap_initial, self.gap_final, self.cutoff)

    def cos_theta(self, eps: ArrayLike) -> lax.Array:
        """Return cos(theta) of (11), the part of each spin along its steady field.

        eps : level energies, any shape, |eps| <= cutoff and finite. Even in eps; in [0, 1], at
        temperature T in [0, tanh(E_i/2T)], the length of the spins.
        """
        return np.asarray(self._cut.cos_theta(self._levels(eps)))

    def sin_theta(self, eps: ArrayLike) -> lax.Array:
        """Return +sqrt(1 - cos(theta)^2), even in eps, with no cancellation at small quenches.

        eps : level energies, any shape, |eps| <= cutoff. At temperature T the 1 is tanh(E_i/2T)^2.
        """
        return np.asarray(self._cut.sin_theta(self._levels(eps)))

    @property
    def _cut(self) -> lax.Cut | ThermalCut:
        if self.temperature > 0.0:
            shortening = Shortening.of(self.gap_initial, self.temperature, self.cutoff)
            return ThermalCut(shortening, self.beta)
        return lax.Cut(self.gap_initial, self.cutoff, self.beta)

    def _levels(self, eps: ArrayLike) -> lax.Array:
        levels = real_array("eps", eps, ndim=None)
        bad = np.abs(levels) > self.cutoff
        if bad.any():
            raise ArgumentError("eps", "lie in [-cutoff, cutoff]", float(levels[bad].flat[0]))
        return levels


def steady_state(
    gap_initial: float,
    gap_final: float,
    cutoff: float = math.inf,
    temperature: float = 0.0,
    *,
    certify: bool = False,
) -> SteadyState:
    """Return the exact long-time state after lambda is switched at t = 0.

    gap_initial, gap_final : equilibrium gaps of the clean problem at the coupling before and
        after, in any one energy unit; gap_final may be 0 (the attraction is switched off)
    cutoff : levels fill [-cutoff, cutoff] with constant density, same unit; inf by default
    temperature : of the state before the quench, same unit, k_B = 1; `gap_initial` is the gap at
        this temperature, `gap_final` still that at temperature 0, and it may not be 0 then
    certify : prove the number of roots in ball arithmetic, for the double `beta`; at T = 0 only

    At T = 0 the borders are beta = -pi/2 (I/II) and beta = pi/2 (II/III) at any cutoff. No double
    lies on them: phase and roots are those of the double `beta`, to the last bit. Equal gaps give
    phase II with cos(theta) = 1. At T > 0 the borders are +-(pi/2) tanh(Delta_i/2T). The roots
    found are counted again by the argument principle; ComputationError if the numbers differ.

    Ranges: gaps from 1e-100 to 1e100 (gap_final may be 0), gap_final and temperature (or 0) from
    1e-100 to 1e100 times gap_initial, cutoff >= 1e-50 gap_initial. Within them nothing
    underflows or overflows, whatever the unit of energy.

    Raises ArgumentError for a gap that is negative or not finite, for gap_initial = 0 (the
    normal state does not move), for a cutoff not positive, a negative temperature, and beyond
    these ranges.

    Examples
    --------
    >>> from higgs_num.steady import steady_state
    >>> state = steady_state(gap_initial=0.5, gap_final=1.0, cutoff=10.0)
    >>> str(state.phase)
    'II'
    >>> print(f"{state.gap_steady:.12f}")
    0.944308058619
    """
    gap_initial = positive("gap_initial", gap_initial)
    gap_final = nonnegative("gap_final", gap_final)
    cutoff = checked_cutoff(cutoff)
    certify = flag("certify", certify)
    d, f, D = checked_quenches([gap_initial], gap_final, cutoff)
    temperature = checked_temperature(temperature, gap_initial)
    if temperature > 0.0:
        if certify:
            raise ArgumentError("certify", "be left out at a temperature > 0", certify)
        positive("gap_final", gap_final)
        change, thermal = thermal_roots(gap_initial, gap_final, cutoff, temperature)
        phase = Phase.of(len(thermal))
        return SteadyState(gap_initial, gap_final, cutoff, phase, change, thermal, temperature)
    inverse_cutoff = gap_initial / cutoff
    beta = lax.coupling_change(d, f, D)
    found = isolated_roots(beta, f / d, d / D)
    roots = tuple(float(r[0]) * gap_initial for r in found if r[0] > 0.0)
    state = SteadyState(gap_initial, gap_final, cutoff, Phase.of(len(roots)), float(beta[0]), roots)
    _recount(state, inverse_cutoff, certify)
    return state


def _recount(state: SteadyState, inverse_cutoff: float, certify: bool) -> None:
    # Without attraction the spins precess freely and no root can exist.
    if not math.isfinite(state.beta):
        return
    if abs(abs(state.beta) - lax.HALF_PI) < BORDER_WIDTH:
        number = count_roots_certified(state.beta, inverse_cutoff, BORDER_BITS)
    elif certify:
        number = count_roots_certified(state.beta, inverse_cutoff)
    else:
        number = count_roots(state.beta, inverse_cutoff)
    if number != len(state.roots):
        raise ComputationError(f"Found {len(state.roots)} isolated Lax roots of {number}")
