"""Delta(t) of a quench of the exact theory, with the error that is stated of it."""

from typing import TYPE_CHECKING

from higgs_num.plots.axes import axes_or_new
from higgs_num.plots.colours import BLUE
from higgs_sym.ground.errors import instance

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from higgs_num.kinetic.result import KineticResult


def kinetic(result: "KineticResult", ax: "Axes | None" = None) -> "Axes":
    """Draw Delta(t) in a band of its error; grey: times for which that is not stated.

    Examples
    --------
    >>> from higgs_num.kinetic import KineticQuench, solve
    >>> from higgs_num.plots import kinetic
    >>> result = solve(KineticQuench(0.8, 1.0, rate_s=0.1, t_max=3.0), tol=1e-4)
    >>> len(kinetic(result).lines) > 0
    True
    """
    from higgs_num.kinetic.result import KineticResult

    instance("result", result, KineticResult)
    ax = axes_or_new(ax)
    p = result.problem
    (line,) = ax.plot(result.time, result.gap, color=BLUE, lw=0.8, label=r"$\Delta(t)$")
    stated = result.time >= result.reliable_from
    width = result.error * p.gap_final
    ax.fill_between(
        result.time, result.gap - width, result.gap + width, where=stated.tolist(),
        color=line.get_color(), alpha=0.3, lw=0.0,
        label=rf"error, $\leq$ {result.error:.1g} $\Delta_f$",
    )  # fmt: skip
    if result.reliable_from > 0.0:
        ax.axvspan(0.0, result.reliable_from, color="0.9", lw=0.0, label="ringing of the band")
    band = r"infinite band" if p.infinite else rf"{p.band}, $W={p.cutoff:g}$"
    start = rf", $T={p.temperature:g}$" if p.temperature else ""
    ax.set(
        xlabel="time (1/energy unit)",
        ylabel=r"$\Delta(t)$",
        xlim=(0.0, float(result.time[-1])),
        title=(
            rf"$\Delta_i={p.gap_initial:g}\to\Delta_f={p.gap_final:g}$,"
            rf" $1/\tau_s={p.rate_s:g}$, $1/\tau_u={p.rate_u:g}${start}, {band}"
        ),
    )
    ax.legend(loc="best", fontsize=8)
    return ax
