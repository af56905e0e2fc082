"""`higgs steady-state`: the exact long-time state of a clean quench."""

import math

import click

from higgs_num.commands.outputs import Outputs, writing
from higgs_sym.commands.options import examples
from higgs_sym.ground.answer import Answer

EXAMPLES = examples(
    "higgs steady-state --gap-initial 0.1 --gap-final 1 --plot steady.png",
    "higgs steady-state --gap-initial 0.5 --gap-final 1 --cutoff 10 --certify",
)


@click.command("steady-state", epilog=EXAMPLES)
@click.option("--gap-initial", type=float, required=True, help="Equilibrium gap before, Delta_i.")
@click.option("--gap-final", type=float, required=True, help="Equilibrium gap after, Delta_f.")
@click.option("--cutoff", type=float, default=math.inf, help="Cutoff omega_D.  [inf]")
@click.option("--temperature", type=float, default=0.0, help="T of the state before.  [0]")
@click.option("--certify", is_flag=True, help="Prove the number of roots in ball arithmetic.")
@writing(plot=True)
def command(
    *,
    gap_initial: float,
    gap_final: float,
    cutoff: float,
    temperature: float,
    certify: bool,
    outputs: Outputs,
) -> Answer:
    """Give the exact long-time state of the clean problem after a quench of the coupling.

    All energies are in one unit of your choice, times in its inverse; Boltzmann's constant is 1.
    At a temperature above 0 --gap-initial is the gap at that temperature and --gap-final the one
    that the final coupling would have at 0; energy and law of approach are not known then.
    """
    from higgs_num.plots import steady_state_figure
    from higgs_num.steady import steady_state

    outputs.check()
    state = steady_state(gap_initial, gap_final, cutoff, temperature, certify=certify)
    outputs.write(plot=lambda: steady_state_figure(state))
    wave, approach = state.wave, state.approach
    data = {
        "phase": state.phase,
        "beta": _number(state.beta),
        "gap_steady": state.gap_steady,
        "roots": list(state.roots),
        "roots_certified": certify,
        "gap_min": wave.gap_min if wave else None,
        "gap_max": wave.gap_max if wave else None,
        "period": wave.period if wave else None,
        "mean": wave.mean if wave else None,
        "modulus": wave.modulus if wave else None,
        "energy": _number(state.energy),
        "excitation_energy": _number(state.excitation_energy),
        "approach": {
            "exponent": approach.exponent,
            "rate": approach.rate,
            "frequency": approach.frequency,
            "coefficient": approach.coefficient,
            "drift": approach.drift,
            "phase_small_quench": approach.phase,
        }
        if approach
        else None,
    }
    shown = ("phase", "beta", "gap_steady", "gap_min", "gap_max", "period", "mean", "energy")
    lines = [f"  {key:<12} {_text(data[key])}" for key in shown if data[key] is not None]
    lines.insert(3, f"  {'roots':<12} {', '.join(f'{y:.15g}' for y in state.roots) or 'none'}")
    if state.temperature > 0.0:
        lines.insert(0, f"  {'temperature':<12} {state.temperature:.15g}")
    if approach is not None:
        lines.append(f"  {'approach':<12} {approach}")
    told = "\n".join(["Steady state", *lines, *outputs.lines])
    return Answer(data, told, files=outputs.fields)


def _number(value: float | None) -> float | None:
    """Return what JSON can hold: null for the infinite and the unknown."""
    return value if value is not None and math.isfinite(value) else None


def _text(value: object) -> str:
    return f"{value:.15g}" if isinstance(value, float) else str(value)
