"""The rules that every quench obeys, for one quench or arrays of them."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from higgs_num.inputs import real_array
from higgs_num.steady.lax import Array
from higgs_sym.ground.errors import ArgumentError, nonnegative

# Products of three such numbers stay within double range.
WIDEST = 1e100
NARROWEST_BAND = 1e-50


def checked_quenches(
    gap_initial: ArrayLike, gap_final: ArrayLike, cutoff: ArrayLike
) -> tuple[Array, Array, Array]:
    """Return the arguments broadcast to one shape, or raise ArgumentError for the first bad one."""
    d = real_array("gap_initial", gap_initial, ndim=None)
    f = real_array("gap_final", gap_final, ndim=None)
    D = real_array("cutoff", cutoff, ndim=None, allow_inf=True)
    try:
        d, f, D = np.broadcast_arrays(d, f, D)
    except ValueError:
        shapes = ", ".join(str(one.shape) for one in (d, f, D))
        rule = "broadcast with gap_final and cutoff to one shape"
        raise ArgumentError("gap_initial", rule, f"among shapes {shapes}") from None
    _check("gap_initial", "be > 0", d, d > 0.0)
    _check("gap_final", "be >= 0", f, f >= 0.0)
    _check("cutoff", "be > 0", D, D > 0.0)
    within = f"lie between {1 / WIDEST:g} and {WIDEST:g}"
    _check("gap_initial", within, d, (d >= 1.0 / WIDEST) & (d <= WIDEST))
    _check(
        "gap_final", f"be 0 or {within}", f,
        (f == 0.0) | ((f >= 1.0 / WIDEST) & (f <= WIDEST)),
    )  # fmt: skip
    with np.errstate(over="ignore"):
        ratio, band = f / d, D / d
    _check(
        "gap_final", f"be 0 or between {1 / WIDEST:g} and {WIDEST:g} times gap_initial", f,
        (f == 0.0) | ((ratio >= 1.0 / WIDEST) & (ratio <= WIDEST)),
    )  # fmt: skip
    _check("cutoff", f"be >= {NARROWEST_BAND:g} times gap_initial", D, band >= NARROWEST_BAND)
    return d, f, D


def checked_cutoff(cutoff: float) -> float:
    """Return the cutoff > 0, which may be infinite, or raise ArgumentError."""
    found = float(real_array("cutoff", cutoff, ndim=0, allow_inf=True))
    if not found > 0.0:
        raise ArgumentError("cutoff", "be > 0", found)
    return found


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
