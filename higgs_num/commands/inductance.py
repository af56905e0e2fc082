"""`higgs inductance`: kinetic inductance, gap and amplitude mode of a wire with a dc current."""

from typing import Any

import click

from higgs_num.commands.clean import clean_film, clean_options
from higgs_num.commands.outputs import Outputs, writing
from higgs_num.commands.tabled import write_table
from higgs_num.inputs.grid import numbers
from higgs_sym.commands.options import examples
from higgs_sym.ground.answer import Answer
from higgs_sym.ground.errors import ArgumentError, finite, nonnegative

MOST = 2001


EXAMPLES = examples(
    "higgs inductance --material NbTiN --tc0 14 --sheet-resistance 100 --current 0:0.5:6",
    "higgs inductance --current 0:0.9:10 --peak --plot wire.png",
)


@click.command("inductance", epilog=EXAMPLES)
@click.option("--current", "share", default="0:0.9:10", metavar="GRID",
              help="J/J_dp: 0,0.5, start:stop:num[:log], or @FILE.  [0:0.9:10]")  # fmt: skip
@clean_options
@click.option("--tc", help="T_c of the film, if impurities lower it, 12 or '12 K'.  [--tc0]")
@click.option("--temperature", default="0", show_default=True, help="4 or '4 K'; without --tc0 "
              "and --material in units of Delta_00.")  # fmt: skip
@click.option("--rate-s", type=float, default=None, help="1/tau_s in Delta_00, instead of --tc.")
@click.option("--sheet-resistance", type=float, default=None, help="R_sq, ohm: L_k in pH.")
@click.option("--diffusion", type=float, default=None, help="D, cm^2/s: J_dp in uA (with --width).")
@click.option("--width", type=float, default=None, help="Width of the strip, um.")
@click.option("--peak", "peaks", is_flag=True, help="Where the amplitude mode is, too.")
@writing(out="Table to write: .json, else CSV.", plot=True)
def command(
    share: str,
    tc0: str | None,
    ratio: float | None,
    material: str | None,
    tc: str | None,
    temperature: str,
    rate_s: float | None,
    sheet_resistance: float | None,
    diffusion: float | None,
    width: float | None,
    peaks: bool,
    outputs: Outputs,
) -> Answer:
    """Say how the kinetic inductance of a thin wire grows with its dc current.

    Dirty film, uniform current, frequencies far below the gap, which follows the current. Without
    --tc0 or --material energies are in units of Delta_00, the gap of the clean film at T = 0.
    """
    import numpy as np

    from higgs_num.currents import depairing_amperes, kinetic_inductance, nonlinearity, wire
    from higgs_num.equilibrium.pair_breaking import CLEAN_TRANSITION
    from higgs_num.plots.currents import draw_wire
    from higgs_sym.ground.progress import bar

    grid = list(numbers("current", share, most=MOST))
    lab = tc0 is not None or material is not None
    clean = clean_film(tc0, ratio, material) if lab else None
    if not lab and (tc is not None or ratio is not None):
        raise ArgumentError("tc0", "be given with --tc and --ratio", "missing")
    rate, T = _state(clean, tc, rate_s, temperature)
    if sheet_resistance is not None and clean is None:
        raise ArgumentError(
            "sheet-resistance", "be used with --tc0 or --material", sheet_resistance
        )
    if (diffusion is None) != (width is None) or (diffusion and sheet_resistance is None):
        rule = "be given together with --width and --sheet-resistance"
        raise ArgumentError("diffusion", rule, diffusion)
    outputs.check()
    with bar("currents") as progress:
        found = wire(grid, rate, T, peaks=peaks, progress=progress)
    unit = 1.0 if clean is None else clean.gap_meV
    energy = "Delta_00" if clean is None else "meV"
    heat = f"{T:.12g} Delta_00" if clean is None else f"{T / CLEAN_TRANSITION * clean.Tc0_K:.12g} K"
    along, across = nonlinearity(rate, T)
    square = amperes = None
    if clean is not None and sheet_resistance is not None:
        square = kinetic_inductance(sheet_resistance, found.density * unit)
        if diffusion is not None and width is not None:
            amperes = depairing_amperes(found.depairing, unit, sheet_resistance, diffusion, width)
    columns = ["current", "alpha", "gap", "threshold", "density", "parallel", "perpendicular"]
    columns += ["peak"] if peaks else []
    rows = []
    for row in found.rows:
        state = row.inductance.state
        cells = [state.share, state.alpha, state.gap * unit, row.threshold * unit]
        cells += [state.density * unit, row.inductance.parallel, row.inductance.perpendicular]
        rows.append([*cells, *([None if row.peak is None else row.peak * unit] * peaks)])
    header = {
        "current": "J/J_dp",
        "parallel": "L_k(J)/L_k(0) of an ac current along the dc current; empty at J_dp: infinite",
        "perpendicular": "the same across it",
        "threshold": "2 eps_g, where absorption begins",
        "density": "superfluid density n_s: L_k of a square is hbar R_sq/(pi n_s)",
        "peak": "of Im(1/D^R), the absorption of the amplitude mode",
        "energies": energy,
        "rate_s": f"{rate * unit:.12g}",
        "temperature": heat,
    }
    if clean is not None:
        header["convention"] = clean.convention
    data: dict[str, Any] = {
        "unit": energy,
        "rate_s": rate * unit,
        "temperature": heat,
        "nonlinearity_parallel": along,
        "nonlinearity_perpendicular": across,
        "inductance_square_pH": square,
        "depairing_current_uA": None if amperes is None else 1e6 * amperes,
        "columns": columns,
        "rows": [[None if x is None or np.isinf(x) else x for x in row] for row in rows],
    }
    outputs.write(
        out=lambda path, overwrite: write_table(path, header, columns, rows, overwrite=overwrite),
        plot=lambda: draw_wire(found),
    )
    title = f"wire with a dc current, 1/tau_s = {rate * unit:.6g} {energy}, T = {heat}"
    lines = [
        title,
        f"  L_k(J) = L_k(0) [1 + {along:.5f} (J/J_dp)^2] along, {across:.5f} across, for small J",
    ]
    if square is not None:
        lines.append(f"  L_k(0) of a square: {square:.6g} pH")
    if amperes is not None:
        lines.append(f"  J_dp: {1e6 * amperes:.6g} uA")
    heads = ["J/J_dp", "alpha", "Delta", "2 eps_g", "n_s", "L along", "L across", "peak"]
    lines.append("".join(f" {head:>10}" for head in heads[: len(columns)]) + f"   ({energy})")
    lines += ["".join(f" {_short(x):>10}" for x in row) for row in rows]
    return Answer(data, "\n".join([*lines, *outputs.lines]), files=outputs.fields)


def _short(value: float | None) -> str:
    return "-" if value is None else f"{value:.5g}"


def _state(
    clean: Any, tc: str | None, rate_s: float | None, temperature: str
) -> tuple[float, float]:
    """Return the rate and the temperature in units of Delta_00."""
    from higgs_num.equilibrium.pair_breaking import CLEAN_TRANSITION
    from higgs_num.films.film import Film
    from higgs_num.films.quantity import quantity
    from higgs_num.films.state import rate_of

    if rate_s is not None and tc is not None:
        raise ArgumentError("rate-s", "not be given with --tc", rate_s)
    if clean is None:
        from higgs_sym.ground.errors import parsed

        T = nonnegative("temperature", parsed("temperature", temperature))
        return finite("rate_s", 0.0 if rate_s is None else rate_s), T
    # The ratio scales energies at the same T/T_c0.
    T = nonnegative("temperature", quantity("temperature", temperature, "K"))
    T = T / clean.Tc0_K * CLEAN_TRANSITION
    if tc is None:
        return finite("rate_s", 0.0 if rate_s is None else rate_s), T
    return rate_of(Film("film", Tc_K=quantity("tc", tc, "K")), clean), T
