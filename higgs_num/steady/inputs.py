"""The rules that every quench obeys, for one quench or arrays of them."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from higgs_num.steady.lax import Array
from higgs_sym.ground.errors import ArgumentError, nonnegative

# Products of three such numbers stay within double range.
WIDEST = 1e100
NARROWEST_BAND = 1e-50


def checked_quenches(
    gap_initial: ArrayLike, gap_final: ArrayLike, cutoff: ArrayLike
) -> tuple[Array, Array, Array]:
    """Return the arguments broadcast to one shape, or raise ArgumentError for the first bad one."""
    d, f, D = np.broadcast_arrays(
        np.asarray(gap_initial, np.float64),
        np.asarray(gap_final, np.float64),
        np.asarray(cutoff, np.float64),
    )
    _check("gap_initial", "be finite and > 0", d, np.isfinite(d) & (d > 0.0))
    _check("gap_final", "be finite and >= 0", f, np.isfinite(f) & (f >= 0.0))
    _check("cutoff", "be > 0", D, D > 0.0)
    _check(
        "gap_initial", f"lie between {1 / WIDEST:g} and {WIDEST:g}", d,
        (d >= 1.0 / WIDEST) & (d <= WIDEST),
    )  # fmt: skip
    with np.errstate(over="ignore"):
        ratio, band = f / d, D / d
    _check(
        "gap_final", f"be 0 or between {1 / WIDEST:g} and {WIDEST:g} times gap_initial", f,
        (f == 0.0) | ((ratio >= 1.0 / WIDEST) & (ratio <= WIDEST)),
    )  # fmt: skip
    _check("cutoff", f"be >= {NARROWEST_BAND:g} times gap_initial", D, band >= NARROWEST_BAND)
    return d, f, D


def checked_temperature(temperature: float, gap_initial: float) -> float:
    """Return the temperature, 0 or comparable to the gap within double range."""
    T = nonnegative("temperature", temperature)
    if T > 0.0 and not 1.0 / WIDEST <= T / gap_initial <= WIDEST:
        rule = f"be 0 or between {1 / WIDEST:g} and {WIDEST:g} times gap_initial"
        raise ArgumentError("temperature", rule, T)
    return T


def _check(name: str, rule: str, values: Array, good: NDArray[np.bool_]) -> None:
    if not good.all():
        raise ArgumentError(name, rule, float(values[~good].flat[0]))
