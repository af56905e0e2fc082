"""`higgs quench`: one trajectory Delta(t) of Eqs. (9)-(11)."""

import click

from higgs_sym.commands.answer import Answer


@click.command("quench")
@click.option("--gap-initial", type=float, required=True, help="Equilibrium gap before, Delta_i.")
@click.option("--gap-final", type=float, required=True, help="Equilibrium gap after, Delta_f.")
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
@click.option("--out", type=click.Path(), default=None, help="netCDF file to write.")
@click.option("--plot", type=click.Path(), default=None, help="Picture to write (png, svg, pdf).")
@click.option("--overwrite", is_flag=True, help="Replace existing output files.")
def command(
    out: str | None,
    plot: str | None,
    overwrite: bool,
    tol: float,
    all_levels: bool,
    **inputs: float,
) -> Answer:
    """Integrate Eqs. (9)-(11) after a sudden quench of the coupling.

    All energies are in one unit of your choice, times in its inverse.
    """
    from higgs_num.files import ensure_writable
    from higgs_num.plots.save import check_picture, save_picture
    from higgs_num.progress import bar
    from higgs_num.quench import MultiProduct, Problem, run

    problem = Problem(**inputs)  # type: ignore[arg-type]
    stepper = MultiProduct(tol)
    if out is not None:
        ensure_writable(out, overwrite=overwrite)
    if plot is not None:
        check_picture(plot, overwrite=overwrite)
    with bar("quench") as progress:
        result = run(problem, stepper, compress=not all_levels, progress=progress)
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
