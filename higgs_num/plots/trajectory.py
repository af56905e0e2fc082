"""Delta(t) of one quench."""

from typing import TYPE_CHECKING

from higgs_num.plots.axes import axes_or_new
from higgs_num.plots.colours import BLUE
from higgs_sym.ground.errors import instance

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from higgs_num.quench.result import Result


def trajectory(result: "Result", ax: "Axes | None" = None) -> "Axes":
    r"""Draw Delta(t) and, dashed, the steady gap Delta_s that the sources of (9) assume.

    Examples
    --------
    >>> from higgs_num.plots import trajectory
    >>> from higgs_num.quench import Problem, run
    >>> ax = trajectory(run(Problem(0.95, 1.0, levels=200, t_max=10.0)))
    >>> ax.get_ylabel()
    '$\\Delta(t)$'
    """
    from higgs_num.quench.result import Result
    from higgs_num.steady import Phase

    instance("result", result, Result)
    ax = axes_or_new(ax)
    p = result.problem
    ax.plot(result.time, result.gap, color=BLUE, lw=0.8, label=r"$\Delta(t)$")
    if p.gap_steady is not None or p.clean_state.phase is Phase.CONSTANT:
        whose = "clean" if p.gap_steady is None else "given"
        ax.axhline(p.Delta_s, color="0.3", ls="--", lw=0.8, label=rf"$\Delta_s$ ({whose})")
    ax.set(
        xlabel="time (1/energy unit)",
        ylabel=r"$\Delta(t)$",
        xlim=(0.0, float(result.time[-1])),
        title=(
            rf"$\Delta_i={p.gap_initial:g}\to\Delta_f={p.gap_final:g}$,"
            rf" $1/\tau_s={p.rate_s:g}$, $1/\tau_u={p.rate_u:g}$, {p.closure} closure"
        ),
    )
    ax.legend(loc="best", fontsize=8)
    return ax
