"""`higgs quench`: one trajectory Delta(t) of Eqs. (9)-(11)."""

import click
from click.core import ParameterSource

from higgs_sym.commands.answer import Answer
from higgs_sym.errors import ArgumentError

WITH_RESUME = {"resumed", "out", "plot", "overwrite", "as_json"}


def _refuse_others(context: click.Context) -> None:
    """Raise if an input is given that the stopped quench has settled already."""
    for parameter in context.command.params:
        name = parameter.name or ""
        given = context.get_parameter_source(name) is ParameterSource.COMMANDLINE
        if given and name not in WITH_RESUME:
            raise ArgumentError(parameter.opts[0], "be left out with --resume", "given")


@click.command("quench")
@click.option("--gap-initial", type=float, help="Equilibrium gap before, Delta_i.")
@click.option("--gap-final", type=float, help="Equilibrium gap after, Delta_f.")
@click.option("--rate-s", type=float, default=0.0, help="1/tau_s, paramagnetic.  [0]")
@click.option("--rate-u", type=float, default=0.0, help="1/tau_u, nonmagnetic.  [0]")
@click.option("--cutoff", type=float, default=10.0, help="Cutoff omega_D.  [10]")
@click.option("--levels", type=int, default=15_024, help="Number of levels, even.  [15024]")
@click.option("--t-max", type=float, default=300.0, help="Last time.  [300]")
@click.option(
    "--closure",
    default="even",
    help="sin(theta) in the sources of (9): static, even or odd.  [even]",
)
@click.option(
    "--start",
    default="equilibrium",
    help="State before the quench: equilibrium (with the impurities) or clean.  [equilibrium]",
)
@click.option("--save-every", type=float, default=0.125, help="Time between saves.  [1/8]")
@click.option("--tol", type=float, default=1e-10, help="Error of Delta(t)/gap_final.  [1e-10]")
@click.option("--all-levels", is_flag=True, help="Follow every level, not their Gauss rule.")
@click.option("--checkpoint", type=click.Path(), default=None, help="File to go on from later.")
@click.option("--resume", "resumed", type=click.Path(), default=None, help="Go on from it.")
@click.option("--out", type=click.Path(), default=None, help="netCDF file to write.")
@click.option("--plot", type=click.Path(), default=None, help="Picture to write (png, svg, pdf).")
@click.option("--overwrite", is_flag=True, help="Replace existing output files.")
def command(
    out: str | None,
    plot: str | None,
    overwrite: bool,
    tol: float,
    all_levels: bool,
    checkpoint: str | None,
    resumed: str | None,
    **inputs: float | None,
) -> Answer:
    """Integrate Eqs. (9)-(11) after a sudden quench of the coupling.

    All energies are in one unit of your choice, times in its inverse.
    """
    from higgs_num.plots.save import check_picture, save_picture
    from higgs_num.progress import bar
    from higgs_num.quench import MultiProduct, Problem, resume, run
    from higgs_num.quench.checkpoint import Checkpoint
    from higgs_sym.files import ensure_writable

    if resumed is None:
        for name in ("gap_initial", "gap_final"):
            if inputs[name] is None:
                raise ArgumentError(f"--{name.replace('_', '-')}", "be given", "missing")
        problem = Problem(**inputs)  # type: ignore[arg-type]
        stepper = MultiProduct(tol)
    else:
        _refuse_others(click.get_current_context())
        Checkpoint.load(resumed)  # complain about it before any work and the progress bar
    if out is not None:
        ensure_writable(out, overwrite=overwrite)
    if plot is not None:
        check_picture(plot, overwrite=overwrite)
    with bar("quench") as progress:
        if resumed is None:
            result = run(
                problem, stepper, compress=not all_levels, progress=progress, checkpoint=checkpoint
            )  # fmt: skip
        else:
            result = resume(resumed, progress=progress)
    problem = result.problem
    if out is not None:
        result.save(out, overwrite=overwrite)
    if plot is not None:
        save_picture(result.plot(), plot, overwrite=overwrite)
    data = {
        "problem": problem.to_dict(),
        "method": result.method,
        "error": result.error,
        "levels_followed": len(result.levels),
        "gap_steady_clean": problem.clean_state.gap_steady,
        "time": result.time.tolist(),
        "gap": result.gap.tolist(),
        "energy": result.energy.tolist(),
        "norm_change": result.norm_change.tolist(),
        "seconds_setup": result.seconds_setup,
        "seconds_solve": result.seconds_solve,
        "out": out,
        "plot": plot,
        "provenance": dict(result.provenance),
    }
    written = [f"  written      {path}" for path in (out, plot) if path is not None]
    return Answer(data, "\n".join([repr(result), *written]))
