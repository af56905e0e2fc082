"""`higgs kinetic`: one quench of the exact theory with impurities, of any strength."""

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from higgs_num.commands.drives import drive_options, taken_drive
from higgs_num.commands.given import SHARED, refuse_others, resumed_inputs
from higgs_num.commands.large import allowing_large
from higgs_num.commands.outputs import OUT, OVERWRITE, PLOT, Outputs, writing
from higgs_num.commands.rates import rate_options
from higgs_sym.commands.options import examples, workers_option
from higgs_sym.ground.answer import Answer
from higgs_sym.ground.errors import ArgumentError

if TYPE_CHECKING:
    from higgs_num.kinetic import KineticResult

BANDS = ("semicircle", "flat")
EXAMPLES = examples(
    "higgs kinetic --gap-initial 0.5 --gap-final 1 --rate-s 0.1 --t-max 20 --plot run.png",
    "higgs kinetic --gap-initial 0.8 --gap-final 1 --cutoff 2 --tol 1e-4 --out run.nc",
)
WITH_RESUME = {"resumed", OUT, PLOT, OVERWRITE, "workers", "allow_large", *SHARED}


@click.command("kinetic", epilog=EXAMPLES)
@click.option("--gap-initial", type=float, help="Equilibrium gap before, Delta_i.")
@click.option("--gap-final", type=float, help="Equilibrium gap after, Delta_f.")
@rate_options("1/tau_s, paramagnetic", "1/tau_u, nonmagnetic", gap="gap_final")
@click.option(
    "--band",
    type=click.Choice(BANDS),
    default="semicircle",
    help="Density of states.  [semicircle]",
)
@click.option("--depth", type=int, default=8, help="Sites of the chain of a flat band.  [8]")
@click.option(
    "--cutoff", type=float, default=5.0, help="Half the width of the band, W; may be inf.  [5]"
)
@click.option("--temperature", type=float, default=0.0, help="Before the quench, k_B = 1.  [0]")
@click.option("--t-max", type=float, default=30.0, help="Last time.  [30]")
@click.option("--save-every", type=float, default=0.125, help="Time between saves.  [1/8]")
@click.option("--tol", type=float, default=1e-6, help="Error of Delta(t)/gap_final.  [1e-6]")
@drive_options
@workers_option("Threads, 1 or 2, with the same bits.  [cores]", argument="threads")
@click.option("--checkpoint", type=click.Path(), default=None, help="File to go on from later.")
@click.option("--resume", "resumed", type=click.Path(), default=None, help="Go on from it.")
@allowing_large
@writing(out="netCDF file to write.", plot=True)
def command(
    *,
    tol: float,
    workers: int | None,
    checkpoint: str | None,
    resumed: str | None,
    allow_large: bool,
    outputs: Outputs,
    **inputs: Any,
) -> Answer:
    """Quench the self-consistent Born theory exactly: Delta(t) with spin-flip scatterers.

    Unlike (9) it closes on nothing: both two-time functions are followed. All energies are in one
    unit of your choice, times in its inverse.
    """
    from higgs_num.kinetic import KineticQuench, resume, solve
    from higgs_num.kinetic.effort import effort_of
    from higgs_num.kinetic.run import checked_tolerance
    from higgs_num.kinetic.runs import Stopped
    from higgs_num.plots import kinetic
    from higgs_sym.ground.progress import bar, remark

    drive = taken_drive(inputs)
    if resumed is None:
        for name in ("gap_initial", "gap_final"):
            if inputs[name] is None:
                raise ArgumentError(name, "be given", "missing")
        problem = KineticQuench(**inputs, drive=drive)
    else:
        # The stopped quench has settled all other inputs.
        refuse_others(click.get_current_context(), WITH_RESUME, "be left out with --resume")
        Stopped.load(resumed)  # complain about it before any work and the progress bar
    outputs.check(checkpoint=checkpoint, resume=resumed)
    with bar("kinetic") as progress:
        if resumed is None:
            remark(effort_of(problem, checked_tolerance(tol)).told)
            result = solve(
                problem, tol=tol, threads=workers, progress=progress, checkpoint=checkpoint,
                overwrite=outputs.overwrite, allow_large=allow_large,
            )  # fmt: skip
        else:
            result = resume(resumed, threads=workers, progress=progress, allow_large=allow_large)
    outputs.write(out=result.save, plot=lambda: kinetic(result))
    told = "\n".join([repr(result), *outputs.lines])
    return Answer(
        partial(_data, result), told, files=outputs.fields, inputs=resumed_inputs(resumed)
    )


def _data(result: "KineticResult") -> dict[str, Any]:
    return result.plain(
        "problem", "method", "error", "reliable_from", "time", "gap", "energy", "norm_change",
        "nodes", "memory", "seconds", "provenance",
    )  # fmt: skip
