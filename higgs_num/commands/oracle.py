"""`higgs oracle`: a quench of random Bogoliubov-de Gennes matrices."""

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from higgs_num.commands.large import allowing_large
from higgs_num.commands.outputs import Outputs, writing
from higgs_num.commands.rates import rate_options
from higgs_sym.commands.options import examples, workers_option
from higgs_sym.ground.answer import Answer

if TYPE_CHECKING:
    from higgs_num.oracle import EnsembleResult


EXAMPLES = examples(
    "higgs oracle --gap-initial 0.8 --gap-final 1 --alpha 0.1 --levels 100 --t-max 9 --out a.nc",
)


@click.command("oracle", epilog=EXAMPLES)
@click.option("--gap-initial", type=float, required=True, help="Gap before, Delta_i.")
@click.option("--gap-final", type=float, required=True, help="Equilibrium gap after, Delta_f.")
@rate_options("1/tau_s, paramagnetic", "1/tau_u, nonmagnetic", gap="gap_final")
@click.option("--cutoff", type=float, default=5.0, help="Cutoff omega_D.  [5]")
@click.option("--levels", type=int, default=300, help="Number N of levels, even.  [300]")
@click.option("--realisations", type=int, default=8, help="Samples of the disorder.  [8]")
@click.option("--seed", type=int, default=1, help="Seed of the samples.  [1]")
@click.option("--t-max", type=float, default=40.0, help="Last time.  [40]")
@click.option("--save-every", type=float, default=0.25, help="Time between saves.  [1/4]")
@click.option("--step", type=float, default=None, help="Largest time step.  [1.25/cutoff]")
@workers_option("Samples at a time, a process each.  [number of cores]", argument="workers")
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
    told = "\n".join([repr(result), *outputs.lines])
    return Answer(partial(_data, result), told, files=outputs.fields)


def _data(result: "EnsembleResult") -> dict[str, Any]:
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
    }
