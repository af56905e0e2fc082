"""The law that films of one material follow: frequencies over T_c/T_c0."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.equilibrium.pair_breaking import CLEAN_TRANSITION, gap, rate_of_transition
from higgs_num.films.clean import Clean
from higgs_num.response.any_state import absorption, is_clean, threshold
from higgs_num.response.susceptibility import LARGEST_ALPHA
from higgs_num.response.thermal import HOTTEST
from higgs_sym.ground.errors import ArgumentError, instance, integer, nonnegative
from higgs_sym.ground.progress import Progress, silent

LOWEST = 0.03  # T_c/T_c0; alpha is 6.6 there


@dataclass(frozen=True)
class Curve:
    """Frequencies over 2 Delta_00, (n,), NaN where there is no peak or half of it.

    transition: T_c/T_c0, falling from 1. double_gap: 2 Delta(T). lower, upper: where the peak has
    half of its height.

    Examples
    --------
    >>> from higgs_num.films import Clean, curve
    >>> law = curve(Clean(15.0), points=5)
    >>> law.transition.round(3)
    array([1.   , 0.858, 0.515, 0.172, 0.03 ])
    """

    temperature: float
    transition: Vector
    double_gap: Vector
    threshold: Vector
    peak: Vector
    lower: Vector
    upper: Vector


def curve(
    clean: Clean, temperature: float = 0.0, points: int = 41, progress: Progress = silent
) -> Curve:
    """Return the law at a temperature in kelvin, for T_c above it; does not depend on the ratio.

    At T = 0 it takes about a second, at others ten; `progress` is called with the done fraction.

    Raises
    ------
    ArgumentError
        If the temperature is not below T_c0.

    Examples
    --------
    >>> from higgs_num.films import Clean, curve
    >>> law = curve(Clean(15.0), points=5)
    >>> law.double_gap.round(6)
    array([1.      , 0.917875, 0.701338, 0.381226, 0.075203])
    """
    clean = instance("clean", clean, Clean)
    T = nonnegative("temperature", temperature)
    points = integer("points", points, least=2, most=10_000)
    if 0.99 * clean.Tc0_K <= T:
        raise ArgumentError("temperature", f"be below 0.99 T_c0, {0.99 * clean.Tc0_K:.6g} K", T)
    heat = T / clean.Tc0_K * CLEAN_TRANSITION
    lowest = max(LOWEST, min(1.01 * T / clean.Tc0_K, 0.5 + 0.5 * T / clean.Tc0_K))
    # The threshold falls from 1 as (1 - T_c/T_c0)^(2/3), the gap to 0 as a root: more points there.
    along = 0.5 + 0.5 * np.cos(np.linspace(0.0, np.pi, points))
    places = lowest + (1.0 - lowest) * along
    rows = []
    for number, place in enumerate(places.tolist()):
        progress(number / points)
        rate = rate_of_transition(min(1.0, place))
        now = gap(rate, heat)
        if now * HOTTEST < heat or now * LARGEST_ALPHA < rate:
            break
        alpha = rate / now
        top = absorption(alpha, heat / now)
        if is_clean(alpha):
            shown = (2.0, 2.0, 2.0)
        elif top is None:
            shown = (np.nan, np.nan, np.nan)
        else:
            lower = np.nan if top.lower is None else top.lower
            shown = (top.omega, lower, np.nan if top.upper is None else top.upper)
        rows.append((place, now, *(0.5 * now * x for x in (threshold(alpha), *shown))))
    return Curve(T, *np.array(rows).T.copy())
