"""`higgs oracle`: a quench of random Bogoliubov-de Gennes matrices."""

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from higgs_num.commands.large import allowing_large
from higgs_num.commands.outputs import Outputs, writing
from higgs_sym.ground.answer import Answer

if TYPE_CHECKING:
    from higgs_num.oracle import EnsembleResult


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
@allowing_large
@writing(out="netCDF file to write.", plot=True)
def command(*, workers: int | None, allow_large: bool, outputs: Outputs, **inputs: float) -> Answer:
    """Quench random Bogoliubov-de Gennes matrices: disorder by brute force.

    Delta(t) is uniform and self-consistent; spin-flip and potential scatterers are Gaussian
    random matrices. All energies are in one unit of your choice, times in its inverse.
    """
    from higgs_num.oracle import Ensemble, simulate
    from higgs_num.plots import oracle
    from higgs_sym.ground.progress import bar

    problem = Ensemble(**inputs)  # type: ignore[arg-type]
    outputs.check()
    with bar("oracle") as progress:
        result = simulate(problem, workers=workers, progress=progress, allow_large=allow_large)
    outputs.write(out=result.save, plot=lambda: oracle([result]))
    return Answer(partial(_data, result, outputs), "\n".join([repr(result), *outputs.lines]))


def _data(result: "EnsembleResult", outputs: Outputs) -> dict[str, Any]:
    several = result.problem.realisations > 1
    return {
        **result.plain(
            "problem",
            "method",
            "time",
            "coupling_initial",
            "coupling_final",
            "edge_initial",
            "edge_final",
            "energy_change",
            "seconds",
            "provenance",
        ),
        "gap": result.mean.tolist(),
        "standard_error": result.standard_error.tolist() if several else None,
        "gap_realisations": result.gap.tolist(),
        **outputs.fields,
    }
