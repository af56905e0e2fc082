"""`higgs quench`: one trajectory Delta(t) of Eqs. (9)-(11)."""

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from higgs_num.commands.drives import drive_options, taken_drive
from higgs_num.commands.equations import EQUATIONS
from higgs_num.commands.given import SHARED, refuse, refuse_others, resumed_inputs
from higgs_num.commands.large import allowing_large
from higgs_num.commands.outputs import OUT, OVERWRITE, PLOT, Outputs, writing
from higgs_num.commands.rates import rate_options
from higgs_sym.commands.options import examples, workers_option
from higgs_sym.ground.answer import Answer
from higgs_sym.ground.errors import ArgumentError

if TYPE_CHECKING:
    from higgs_num.quench import Result

CLOSURES = ("static", "even", "odd")
STARTS = ("equilibrium", "clean")
EXAMPLES = examples(
    "higgs quench --gap-initial 0.95 --gap-final 1 --rate-s 0.1 --t-max 100 --plot run.png",
    "higgs quench --gap-initial 0.5 --gap-final 1 --continuum --t-max 50 --out run.nc",
)
WITH_RESUME = {"resumed", OUT, PLOT, OVERWRITE, "workers", "allow_large", *SHARED}


@click.command("quench", epilog=f"{EQUATIONS}\n{EXAMPLES}")
@click.option("--gap-initial", type=float, help="Equilibrium gap before, Delta_i.")
@click.option("--gap-final", type=float, help="Equilibrium gap after, Delta_f.")
@rate_options("1/tau_s, paramagnetic", "1/tau_u, nonmagnetic", gap="gap_final")
@click.option("--cutoff", type=float, default=10.0, help="Cutoff omega_D.  [10]")
@click.option("--levels", type=int, default=15_024, help="Number of levels, even.  [15024]")
@click.option("--continuum", is_flag=True, help="A continuum instead of levels: no revivals.")
@click.option("--t-max", type=float, default=300.0, help="Last time.  [300]")
@click.option(
    "--closure",
    type=click.Choice(CLOSURES),
    default="even",
    help="sin(theta) in the sources of (9).  [even]",
)
@click.option(
    "--start",
    type=click.Choice(STARTS),
    default="equilibrium",
    help="State before the quench, with the impurities or without.  [equilibrium]",
)
@click.option(
    "--temperature", type=float, default=0.0, help="k_B T at the start; gaps are those at T.  [0]"
)
@click.option("--save-every", type=float, default=0.125, help="Time between saves.  [1/8]")
@click.option("--tol", type=float, default=1e-10, help="Error of Delta(t)/gap_final.  [1e-10]")
@drive_options
@click.option(
    "--probe", "probes", type=float, multiple=True, help="Level whose spin is recorded; repeat."
)
@workers_option("Threads, 1 or 2, with the same bits.  [1]", argument="threads", default=1)
@click.option("--all-levels", is_flag=True, help="Follow every level, not Gauss nodes.")
@click.option("--checkpoint", type=click.Path(), default=None, help="File to go on from later.")
@click.option("--resume", "resumed", type=click.Path(), default=None, help="Go on from it.")
@allowing_large
@writing(out="netCDF file to write.", plot=True)
def command(
    outputs: Outputs,
    tol: float,
    workers: int,
    continuum: bool,
    all_levels: bool,
    allow_large: bool,
    checkpoint: str | None,
    resumed: str | None,
    **inputs: Any,
) -> Answer:
    """Integrate Eqs. (9)-(11) after a change of the coupling, sudden unless told otherwise.

    All energies are in one unit of your choice, times in its inverse. As formulas:
    `higgs formulas sources.x` (and y, z).
    """
    from higgs_num.plots import trajectory
    from higgs_num.quench import (
        MultiProduct,
        Problem,
        continuum_levels,
        resume,
        run,
    )
    from higgs_num.quench.checkpoint import Checkpoint
    from higgs_sym.ground.progress import bar

    drive = taken_drive(inputs)
    if resumed is None:
        for name in ("gap_initial", "gap_final"):
            if inputs[name] is None:
                raise ArgumentError(name, "be given", "missing")
        if continuum:
            refuse(click.get_current_context(), {"levels"}, "be left out with --continuum")
            inputs["levels"] = continuum_levels(
                inputs["cutoff"], gap=min(inputs["gap_initial"], inputs["gap_final"]),
                t_max=inputs["t_max"], allow_large=allow_large,
            )  # fmt: skip
        problem = Problem(**inputs, drive=drive)
        stepper = MultiProduct(tol, threads=workers)
    else:
        # The stopped quench has settled all other inputs.
        refuse_others(click.get_current_context(), WITH_RESUME, "be left out with --resume")
        Checkpoint.load(resumed)  # complain about it before any work and the progress bar
    outputs.check(checkpoint=checkpoint, resume=resumed)
    with bar("quench") as progress:
        if resumed is None:
            result = run(
                problem, stepper, compress=not all_levels, progress=progress,
                checkpoint=checkpoint, overwrite=outputs.overwrite, allow_large=allow_large,
            )  # fmt: skip
        else:
            result = resume(resumed, threads=workers, progress=progress, allow_large=allow_large)
    outputs.write(out=result.save, plot=lambda: trajectory(result))
    told = "\n".join([repr(result), *outputs.lines])
    return Answer(
        partial(_data, result), told, files=outputs.fields, inputs=resumed_inputs(resumed)
    )


def _data(result: "Result") -> dict[str, Any]:
    return {
        **result.plain(
            "problem",
            "method",
            "levels_reason",
            "error",
            "time",
            "gap",
            "energy",
            "norm_change",
            "probe_spins",
            "seconds_setup",
            "seconds_solve",
            "provenance",
        ),
        "levels_followed": len(result.levels),
        "gap_steady_clean": result.problem.clean_state.gap_steady,
    }
