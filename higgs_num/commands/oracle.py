"""`higgs oracle`: a quench of random Bogoliubov-de Gennes matrices."""

import click

from higgs_sym.ground.answer import Answer


@click.command("oracle")
@click.option("--gap-initial", type=float, required=True, help="Gap before, Delta_i.")
@click.option("--gap-final", type=float, required=True, help="Equilibrium gap after, Delta_f.")
@click.option("--rate-s", type=float, default=0.0, help="1/tau_s, spin-flip.  [0]")
@click.option("--rate-u", type=float, default=0.0, help="1/tau_u, potential.  [0]")
@click.option("--cutoff", type=float, default=5.0, help="Cutoff omega_D.  [5]")
@click.option("--levels", type=int, default=300, help="Number N of levels, even.  [300]")
@click.option("--realisations", type=int, default=8, help="Samples of the disorder.  [8]")
@click.option("--seed", type=int, default=1, help="Seed of the samples.  [1]")
@click.option("--t-max", type=float, default=40.0, help="Last time.  [40]")
@click.option("--save-every", type=float, default=0.25, help="Time between saves.  [1/4]")
@click.option("--step", type=float, default=None, help="Largest time step.  [1.25/cutoff]")
@click.option("--workers", type=int, default=None, help="Samples at a time.  [number of cores]")
@click.option("--out", type=click.Path(), default=None, help="netCDF file to write.")
@click.option("--plot", type=click.Path(), default=None, help="Picture to write (png, svg, pdf).")
@click.option("--overwrite", is_flag=True, help="Replace existing output files.")
def command(
    workers: int | None,
    out: str | None,
    plot: str | None,
    overwrite: bool,
    **inputs: float,
) -> Answer:
    """Quench random Bogoliubov-de Gennes matrices: disorder by brute force.

    Delta(t) is uniform and self-consistent; spin-flip and potential scatterers are Gaussian
    random matrices. All energies are in one unit of your choice, times in its inverse.
    """
    from higgs_num.oracle import Problem, run
    from higgs_num.plots.save import check_picture, save_picture
    from higgs_sym.ground.files import ensure_writable
    from higgs_sym.ground.progress import bar

    problem = Problem(**inputs)  # type: ignore[arg-type]
    if out is not None:
        ensure_writable(out, overwrite=overwrite)
    if plot is not None:
        check_picture(plot, overwrite=overwrite)
    with bar("oracle") as progress:
        result = run(problem, workers=workers, progress=progress)
    if out is not None:
        result.save(out, overwrite=overwrite)
    if plot is not None:
        save_picture(result.plot(), plot, overwrite=overwrite)
    several = problem.realisations > 1
    data = {
        "problem": problem.to_dict(),
        "method": result.method,
        "time": result.time.tolist(),
        "gap": result.mean.tolist(),
        "standard_error": result.standard_error.tolist() if several else None,
        "gap_realisations": result.gap.tolist(),
        "coupling_initial": result.coupling_initial.tolist(),
        "coupling_final": result.coupling_final.tolist(),
        "edge_initial": result.edge_initial.tolist(),
        "edge_final": result.edge_final.tolist(),
        "energy_change": result.energy_change.tolist(),
        "seconds": result.seconds,
        "out": out,
        "plot": plot,
        "provenance": dict(result.provenance),
    }
    written = [f"  written      {path}" for path in (out, plot) if path is not None]
    return Answer(data, "\n".join([repr(result), *written]))
