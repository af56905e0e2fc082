"""Steady states of many quenches at once: the quench phase diagram."""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from higgs_num.steady import lax
from higgs_num.steady.inputs import checked_cutoff, checked_quenches
from higgs_num.steady.roots import isolated_roots
from higgs_sym.ground.errors import ComputationError, finite, positive


@dataclass(frozen=True)
class SteadyMap:
    """Steady states on an array of quenches; all fields of one shape, energies in one unit.

    phase : 1, 2, 3 for I, II, III: one more than `Phase.roots`
    gap_steady : larger isolated root, 0 in phase I
    second_root : smaller isolated root, 0 outside phase III
    beta : coupling change 1/lambda_i - 1/lambda_f

    Examples
    --------
    >>> from higgs_num.steady import steady_map
    >>> found = steady_map([0.1, 0.5, 10.0], 1.0)
    >>> found.phase
    array([3, 2, 1], dtype=int8)
    >>> found.gap_steady.round(6)
    array([0.712607, 0.944129, 0.      ])
    """

    phase: NDArray[np.int8]
    gap_steady: lax.Array
    second_root: lax.Array
    beta: lax.Array


def steady_map(
    gap_initial: ArrayLike, gap_final: ArrayLike, cutoff: ArrayLike = math.inf
) -> SteadyMap:
    """Return the steady states of all quenches; the arguments broadcast to one shape.

    gap_initial > 0, gap_final >= 0, cutoff > 0 (may be inf), in one energy unit and within the
    ranges of `steady_state`, with which it agrees bit for bit. Raises ArgumentError as that
    function does, and for shapes that do not broadcast.

    Examples
    --------
    >>> import numpy as np
    >>> from higgs_num.steady import steady_map
    >>> steady_map(np.array([0.1, 0.5, 10.0]), 1.0, cutoff=100.0).phase
    array([3, 2, 1], dtype=int8)
    """
    gaps_i, gaps_f, cutoffs = checked_quenches(gap_initial, gap_final, cutoff)
    shape = gaps_i.shape
    d, f, D = gaps_i.ravel(), gaps_f.ravel(), cutoffs.ravel()
    beta = lax.coupling_change(d, f, D)
    larger, smaller = isolated_roots(beta, f / d, d / D)
    phase = 1 + (larger > 0.0).astype(np.int8) + (smaller > 0.0).astype(np.int8)
    return SteadyMap(
        phase.reshape(shape),
        (larger * d).reshape(shape),
        (smaller * d).reshape(shape),
        beta.reshape(shape),
    )


def border_gap(gap_initial: float, beta: float, cutoff: float = math.inf) -> float:
    """Return the final gap at which the coupling changes by `beta`; +-pi/2 gives the borders.

    Infinite cutoff: gap_initial exp(beta). Finite: D/sinh(asinh(D/Delta_i) - beta), and inf
    where no final coupling is strong enough (D <= Delta_i sinh(beta)).

    Raises ArgumentError unless gap_initial and cutoff are > 0 and beta is finite, and
    ComputationError for a gap beyond double precision.

    Examples
    --------
    >>> import math
    >>> from higgs_num.steady import border_gap, steady_state
    >>> border = border_gap(1.0, math.pi / 2)
    >>> print(f"{border:.9f}")
    4.810477381
    >>> str(steady_state(1.0, 0.999 * border).phase), str(steady_state(1.0, 1.001 * border).phase)
    ('II', 'III')
    """
    gap, change = positive("gap_initial", gap_initial), finite("beta", beta)
    D = checked_cutoff(cutoff)
    if math.isinf(D):
        log = math.log(gap) + change
        found = gap * math.exp(change) if abs(change) < 700.0 else 0.0
    else:
        rest = lax.inverse_coupling(D, gap) - change
        if rest <= 0.0:
            return math.inf
        log = math.log(D) + math.log(2.0) - rest
        found = D / math.sinh(rest) if rest < 700.0 else 0.0
    # Where an exponential is beyond double precision the gap need not be.
    if found == 0.0 and abs(log) < 700.0:
        found = math.exp(log)
    if not math.isfinite(found) or found < sys.float_info.min:
        raise ComputationError(f"The border gap, about exp({log:.6g}), is beyond double precision")
    return found
