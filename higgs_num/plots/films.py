"""The amplitude mode of films over their transition temperature: the experiment to be made."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from higgs_num.plots.axes import axes_or_new
from higgs_num.plots.colours import COLOURS
from higgs_num.plots.given import several
from higgs_sym.ground.errors import ArgumentError
from higgs_sym.ground.parts import share_of
from higgs_sym.ground.progress import Progress, silent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from higgs_num.films import Prediction

MOST_TEMPERATURES = 4  # a colour each
NAMED = 12  # films, at most, whose names are written beside them


def check_temperatures(temperatures: Sequence[float]) -> None:
    """Raise `ArgumentError` if these are more temperatures than a figure can hold."""
    if len(temperatures) > MOST_TEMPERATURES:
        rule = f"be at most {MOST_TEMPERATURES} in a figure (draw them in several)"
        raise ArgumentError("temperatures", rule, len(temperatures))


def films(
    found: "Sequence[Prediction]", ax: "Axes | None" = None, progress: Progress = silent
) -> "Axes":
    """Draw peak and threshold over 2 Delta_00 against T_c/T_c0: the law, and the films on it.

    found: of `higgs_num.films.predict_all`, films of one clean film at up to four temperatures.
    progress: called with the done fraction; laws at T > 0 take ten seconds each.
    Axes above and on the right are in kelvin and THz, of this clean film.
    The band is the half width of the peak. Gaps that were measured are open squares, for 2 Delta.
    Returns the axes.

    Examples
    --------
    >>> from higgs_num.films import Clean, Film, predict
    >>> from higgs_num.plots import films
    >>> len(films([predict(Film("A", Tc_K=12.5), Clean(15.0))]).lines) > 0
    True
    """
    from higgs_num.films import Prediction, curve
    from higgs_num.films.table import in_units

    every = several("found", found, Prediction)
    cleans = {one.clean for one in every}
    if len(cleans) != 1:
        raise ArgumentError("found", "be of one clean film", f"of {len(cleans)}")
    (clean,) = cleans
    temperatures = sorted({one.state.temperature for one in every})
    check_temperatures(temperatures)
    ax = axes_or_new(ax, width=7.0, height=4.8)
    unit = 2.0 * clean.gap_meV
    for number, (T, colour) in enumerate(zip(temperatures, COLOURS, strict=False)):
        begin, end = (k / len(temperatures) for k in (number, number + 1))
        law = curve(clean, T, progress=share_of(progress, begin, end))
        at = "" if len(temperatures) == 1 and T == 0.0 else f", {T:g} K"
        ax.fill_between(law.transition, law.lower, law.upper, color=colour, alpha=0.10, lw=0.0,
                        label=f"above half of the peak{at}")  # fmt: skip
        ax.plot(law.transition, law.peak, color=colour, lw=1.6,
                label=rf"peak of $\mathrm{{Im}}\,1/D^R${at}")  # fmt: skip
        ax.plot(law.transition, law.threshold, color=colour, lw=1.2, ls="--",
                label=rf"$2\Delta_{{\mathrm{{th}}}}${at}")  # fmt: skip
        ax.plot(law.transition, law.double_gap, color=colour, lw=0.8, ls=":",
                label=rf"$2\Delta${at}")  # fmt: skip
        some = [one for one in every if one.state.temperature == T]
        x = [one.state.Tc_K / clean.Tc0_K for one in some]
        peaks = [np.nan if one.peak is None else one.peak / unit for one in some]
        ax.plot(x, peaks, "o", color=colour, ms=5.5)
        ax.plot(x, [one.threshold / unit for one in some], "v", color=colour, ms=5.5)
    ax.plot([], [], "o", color="0.4", ms=5.5, label="films: peak")
    ax.plot([], [], "v", color="0.4", ms=5.5, label=r"films: $2\Delta_{\mathrm{th}}$")
    cold = [one for one in every if one.state.temperature == temperatures[0]]
    seen = [one for one in cold if one.film.gap_meV is not None]
    if seen:
        x = [one.state.Tc_K / clean.Tc0_K for one in seen]
        gaps = [2.0 * (one.film.gap_meV or 0.0) / unit for one in seen]
        ax.plot(x, gaps, "s", color="0.2", mfc="none", ms=6.0, label=r"measured $2\Delta$")
    if len(cold) <= NAMED:
        for one in cold:
            place = (one.state.Tc_K / clean.Tc0_K, (one.peak or one.gap) / unit)
            name = one.film.name.replace("$", r"\$")
            ax.annotate(name, place, xytext=(-5, 6), textcoords="offset points", ha="right",
                        fontsize=7, color="0.3")  # fmt: skip
    ax.set_xlim(0.0, 1.04)
    ax.set_ylim(0.0, 1.25)
    ax.set_xlabel(r"$T_c/T_{c0}$")
    ax.set_ylabel(r"$\omega/2\Delta_{00}$")
    label = rf"$T_{{c0}} = {clean.Tc0_K:g}$ K, $2\Delta_{{00}} = {unit:.3g}$ meV"
    kelvin = ax.secondary_xaxis("top", functions=_scale(clean.Tc0_K))
    kelvin.set_xlabel(r"$T_c$ (K)")
    terahertz = ax.secondary_yaxis("right", functions=_scale(in_units(unit, "THz") or 0.0))
    terahertz.set_ylabel(r"$\omega/2\pi$ (THz)")
    ax.set_title(f"amplitude mode of films, {label}", fontsize=10)
    ax.legend(frameon=False, fontsize=8, loc="upper left")
    return ax


def _scale(factor: float) -> "tuple[Callable[[Any], Any], Callable[[Any], Any]]":
    """Return what makes the numbers of another axis, and back."""
    return lambda x: x * factor, lambda x: x / factor
