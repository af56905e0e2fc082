"""One quench three ways: Eq. (9), the exact theory, random matrices."""

from typing import TYPE_CHECKING

from higgs_num.plots.axes import axes_or_new
from higgs_num.plots.colours import VERMILION
from higgs_sym.ground.errors import ArgumentError, instance

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from higgs_num.kinetic.result import KineticResult
    from higgs_num.oracle.result import EnsembleResult
    from higgs_num.quench.result import Result


def comparison(
    exact: "KineticResult",
    *,
    closure: "Result | None" = None,
    samples: "EnsembleResult | None" = None,
    ax: "Axes | None" = None,
) -> "Axes":
    """Draw Delta(t) of the exact theory over that of Eq. (9) and the mean of random matrices.

    The samples are drawn in a band of two standard errors. All must have the same gaps and rates,
    in one unit; bands are told in the legend, as those of different solvers differ.

    Raises
    ------
    ArgumentError
        If a result is of another quench.

    Examples
    --------
    >>> from higgs_num.kinetic import KineticQuench, solve
    >>> from higgs_num.plots import comparison
    >>> from higgs_num.quench import Problem, run
    >>> exact = solve(KineticQuench(0.8, 1.0, rate_s=0.1, t_max=3.0), tol=1e-4)
    >>> closure = run(Problem(0.8, 1.0, rate_s=0.1, cutoff=5.0, levels=400, t_max=3.0))
    >>> len(comparison(exact, closure=closure).lines) >= 2
    True
    """
    from higgs_num.kinetic.result import KineticResult
    from higgs_num.oracle.result import EnsembleResult
    from higgs_num.quench.result import Result

    p = instance("exact", exact, KineticResult).problem
    if closure is not None:
        _same("closure", instance("closure", closure, Result), exact)
    if samples is not None:
        _same("samples", instance("samples", samples, EnsembleResult), exact)
    ax = axes_or_new(ax)
    last = float(exact.time[-1])
    if closure is not None:
        time, gap = closure.window(0.0, last)
        kind = closure.problem.closure
        ax.plot(time, gap, color="0.6", lw=0.9, ls="--", label=f"Eq. (9), {kind} closure")
    if samples is not None:
        time, several = samples.window(0.0, last)
        mean = several.mean(axis=0)
        q = samples.problem
        label = f"random matrices, N = {q.levels}, {q.realisations} samples"
        (line,) = ax.plot(time, mean, color=VERMILION, lw=1.0, ls="-.", label=label)
        if q.realisations > 1:
            width = 2.0 * several.std(axis=0, ddof=1) / q.realisations**0.5
            ax.fill_between(
                time, mean - width, mean + width, color=line.get_color(), alpha=0.3, lw=0.0
            )
    band = "infinite band" if p.infinite else f"{p.band} band, W = {p.cutoff:g}"
    ax.plot(exact.time, exact.gap, color="k", lw=0.8, label=f"exact, {band}")
    ax.set(
        xlabel="time (1/energy unit)",
        ylabel=r"$|\Delta(t)|$",
        xlim=(0.0, last),
        title=(
            rf"$\Delta_i={p.gap_initial:g}\to\Delta_f={p.gap_final:g}$,"
            rf" $1/\tau_s={p.rate_s:g}$, $1/\tau_u={p.rate_u:g}$"
        ),
    )
    ax.legend(loc="best", fontsize=8)
    return ax


def _same(name: str, result: "Result | EnsembleResult", exact: "KineticResult") -> None:
    for one in ("gap_initial", "gap_final", "rate_s", "rate_u"):
        mine, other = getattr(exact.problem, one), getattr(result.problem, one)
        if mine != other:
            raise ArgumentError(name, f"have the {one} of `exact`, {mine:g}", other)
