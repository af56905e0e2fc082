"""Long-time state of the clean problem after a quench, from the roots of its Lax norm."""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from higgs_num.steady import lax
from higgs_num.steady.roots import isolated_roots
from higgs_sym.errors import ArgumentError, nonnegative, positive

Phase = Literal["I", "II", "III"]


@dataclass(frozen=True)
class SteadyState:
    """Exact long-time state of a clean quench; energies in the unit of its inputs.

    phase : "I" Delta decays to 0; "II" Delta tends to `gap_steady`; "III" Delta oscillates
    beta : 1/lambda_i - 1/lambda_f, dimensionless
    roots : y > 0 of the isolated root pairs +-i y of the Lax norm, larger first;
        none, one or two in phases I, II, III
    """

    gap_initial: float
    gap_final: float
    cutoff: float
    phase: Phase
    beta: float
    roots: tuple[float, ...]

    @property
    def gap_steady(self) -> float:
        """Larger isolated root: Delta(t -> infinity) in phase II, 0 in phase I.

        In phase III it is the centre of the oscillation, (gap_max + gap_min)/2.
        """
        return self.roots[0] if self.roots else 0.0

    def cos_theta(self, eps: ArrayLike) -> lax.Array:
        """Return cos(theta) of (11), the part of each spin along its steady field.

        eps : level energies, any shape, |eps| <= cutoff. Even in eps; in [0, 1].
        """
        return np.asarray(self._cut.cos_theta(self._levels(eps)))

    def sin_theta(self, eps: ArrayLike) -> lax.Array:
        """Return +sqrt(1 - cos(theta)^2), even in eps, with no cancellation at small quenches.

        eps : level energies, any shape, |eps| <= cutoff.
        """
        return np.asarray(self._cut.sin_theta(self._levels(eps)))

    @property
    def _cut(self) -> lax.Cut:
        return lax.Cut(self.gap_initial, self.cutoff, self.beta)

    def _levels(self, eps: ArrayLike) -> lax.Array:
        levels = np.asarray(eps, dtype=np.float64)
        bad = ~(np.isfinite(levels) & (np.abs(levels) <= self.cutoff))
        if bad.any():
            raise ArgumentError("eps", "lie in [-cutoff, cutoff]", float(levels[bad].flat[0]))
        return levels


def steady_state(gap_initial: float, gap_final: float, cutoff: float = math.inf) -> SteadyState:
    """Return the exact long-time state after lambda is switched at t = 0.

    gap_initial, gap_final : equilibrium gaps of the clean problem at the coupling before and
        after, in any one energy unit; gap_final may be 0 (the attraction is switched off)
    cutoff : levels fill [-cutoff, cutoff] with constant density, same unit; inf by default

    The borders are beta = -pi/2 (I/II) and beta = pi/2 (II/III) at any cutoff; a quench exactly
    on a border has no root at its zero: it counts as I or II. Equal gaps give phase II with
    cos(theta) = 1. Raises ArgumentError for a gap that is negative or not finite, for
    gap_initial = 0 (the normal state does not move) and for a cutoff that is not positive.
    """
    gap_initial = positive("gap_initial", gap_initial)
    gap_final = nonnegative("gap_final", gap_final)
    if not math.isinf(float(cutoff)) or cutoff < 0:
        cutoff = positive("cutoff", cutoff)
    cutoff = float(cutoff)
    beta = lax.coupling_change(np.array([gap_initial]), np.array([gap_final]), np.array([cutoff]))
    ratio = np.array([gap_final / gap_initial])
    larger, smaller = isolated_roots(beta, ratio, np.array([gap_initial / cutoff]))
    roots = tuple(float(r[0]) * gap_initial for r in (larger, smaller) if r[0] > 0.0)
    phases: tuple[Phase, Phase, Phase] = ("I", "II", "III")
    return SteadyState(gap_initial, gap_final, cutoff, phases[len(roots)], float(beta[0]), roots)
