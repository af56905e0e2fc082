"""|Delta(t)| of random samples, beside Eq. (9) and the exact response if they are given."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from higgs_num.plots.axes import axes_or_new
from higgs_num.plots.colours import COLOURS, STYLES
from higgs_num.plots.given import several
from higgs_sym.ground.errors import instance

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from higgs_num.oracle.result import EnsembleResult
    from higgs_num.quench.result import Result
    from higgs_num.response.time_domain import TimeResponse


def oracle(
    results: "Sequence[EnsembleResult]",
    *,
    closure: "Result | None" = None,
    response: "TimeResponse | None" = None,
    ax: "Axes | None" = None,
) -> "Axes":
    """Draw the mean of each result with a band of two standard errors.

    `closure` is the same quench by Eq. (9). `response` is a step response at
    alpha = rate_s/gap_final, times in 1/gap_final: the exact theory for small quenches.

    Examples
    --------
    >>> from higgs_num.oracle import Ensemble, simulate
    >>> from higgs_num.plots import oracle
    >>> problem = Ensemble(0.8, 1.0, rate_s=0.1, levels=40, realisations=2, t_max=2.0)
    >>> len(oracle([simulate(problem, workers=1)]).lines) > 0
    True
    """
    from higgs_num.oracle.result import EnsembleResult
    from higgs_num.quench.result import Result
    from higgs_num.response.time_domain import TimeResponse

    several("results", results, EnsembleResult)
    if closure is not None:
        instance("closure", closure, Result)
    if response is not None:
        instance("response", response, TimeResponse)
    ax = axes_or_new(ax)
    last = max(float(result.time[-1]) for result in results)
    if closure is not None:
        time, gap = closure.window(0.0, last)
        ax.plot(
            time,
            gap,
            color="0.6",
            lw=0.9,
            ls="--",
            label=f"Eq. (9), {closure.problem.closure} closure",
        )
    for number, result in enumerate(results):
        p, mean = result.problem, result.mean
        label = f"random matrices, N = {p.levels}, {p.realisations} samples"
        colour, style = COLOURS[number % len(COLOURS)], STYLES[number % len(STYLES)]
        (line,) = ax.plot(result.time, mean, color=colour, ls=style, lw=1.0, label=label)
        if p.realisations > 1:
            band = 2.0 * result.standard_error
            ax.fill_between(
                result.time, mean - band, mean + band, color=line.get_color(), alpha=0.3, lw=0.0
            )
    p = results[0].problem
    if response is not None:
        gap = p.gap_final + (p.gap_final - p.gap_initial) * response.remainder
        time = response.times / p.gap_final
        ax.plot(time, gap, color="k", ls=":", lw=1.0, label="exact linear response")
    ax.set(
        xlabel="time (1/energy unit)",
        ylabel=r"$|\Delta(t)|$",
        xlim=(0.0, last),
        title=(
            rf"$\Delta_i={p.gap_initial:g}\to\Delta_f={p.gap_final:g}$,"
            rf" $1/\tau_s={p.rate_s:g}$, $1/\tau_u={p.rate_u:g}$, $\omega_D={p.cutoff:g}$"
        ),
    )
    ax.legend(loc="best", fontsize=8)
    return ax
