"""`higgs conductivity`: sigma(omega) of a film with pair breaking."""

from typing import TYPE_CHECKING, Any

import click

from higgs_num.commands.clean import clean_film, clean_options
from higgs_num.commands.outputs import Outputs, writing
from higgs_num.commands.rates import rate_options
from higgs_num.commands.tabled import write_table
from higgs_num.inputs.grid import numbers
from higgs_sym.commands.options import examples
from higgs_sym.ground.answer import Answer
from higgs_sym.ground.errors import ArgumentError, nonnegative

if TYPE_CHECKING:
    from higgs_num.films import FilmConductivity

ROWS = 12


EXAMPLES = examples(
    "higgs conductivity --rate-s 0.3 --omega 0.05:5:200 --plot sigma.png",
    "higgs conductivity --tc0 15 --tc 9 --temperature 4 --frequency 0.1:3:100 --out sigma.csv",
)


@click.command("conductivity", epilog=EXAMPLES)
@rate_options("Total 1/tau_s, unit: the gap; 0: no pair breaking", default=None)
@click.option("--omega", default=None, metavar="GRID",
              help="Unit: the gap; 0.5,1, start:stop:num[:log], or @FILE.")  # fmt: skip
@clean_options
@click.option("--tc", help="T_c of the film, 9 or '9 K', instead of --rate-s.")
@click.option("--frequency", default=None, metavar="GRID", help="In THz, instead of --omega.")
@click.option("--temperature", default="0", show_default=True,
              help="4 or '4 K' with --tc, else T/Delta(T).")  # fmt: skip
@click.option("--current", type=float, default=0.0, show_default=True,
              help="dc current J/J_dp, with --tc.")  # fmt: skip
@click.option("--share", type=float, default=0.0, show_default=True,
              help="Part of the rate that a dc current makes, with --rate-s.")  # fmt: skip
@click.option("--across", is_flag=True, help="The field across the dc current.  [along it]")
@writing(out="Table to write: .json, else CSV.", plot=True)
def command(
    rate_s: float | None,
    omega: str | None,
    tc0: str | None,
    ratio: float | None,
    material: str | None,
    tc: str | None,
    frequency: str | None,
    temperature: str,
    current: float,
    share: float,
    across: bool,
    outputs: Outputs,
) -> Answer:
    """Compute sigma(omega)/sigma_N of a dirty film, with magnetic impurities or a dc current.

    Abrikosov-Gor'kov theory (Skalski, Betbeder-Matibet and Weiss); --rate-s 0 is Mattis-Bardeen.
    Along a dc current the amplitude mode absorbs too.
    """
    import numpy as np

    from higgs_num.currents import conductivity, static_stiffness
    from higgs_num.plots.currents import draw_conductivity
    from higgs_num.response import gap_edge
    from higgs_sym.ground.progress import bar

    lab = tc is not None
    alpha = rate_s
    if lab == (alpha is not None):
        raise ArgumentError("--rate-s", "be given, or --tc with --tc0 (one of them)", alpha)
    wanted, other = (frequency, omega) if lab else (omega, frequency)
    needed = "frequency" if lab else "omega"
    if wanted is None or other is not None:
        rule = "be given with --tc (in THz)" if lab else "be given with --rate-s (unit: the gap)"
        raise ArgumentError(needed, rule, wanted)
    if lab and share:
        raise ArgumentError("share", "be used with --rate-s (with --tc: --current)", share)
    if not lab and (current or tc0 or material or ratio):
        raise ArgumentError(
            "current", "be used with --tc, as --tc0, --ratio and --material", current
        )
    direction: Any = "perpendicular" if across else "parallel"
    unit = 1.0
    told: dict[str, Any] = {}
    header: dict[str, str] = {}
    if lab:
        from higgs_num.films import Film, film_conductivity
        from higgs_num.films.quantity import quantities, quantity

        grid = np.array(quantities(needed, wanted, "THz"))
        film = Film("film", Tc_K=quantity("tc", tc or "", "K"))
        T = quantity("temperature", temperature, "K")
        clean = clean_film(tc0, ratio, material)
    else:
        from higgs_sym.ground.errors import parsed

        grid = np.array(numbers(needed, wanted))
        heat = nonnegative("temperature", parsed("temperature", temperature))
    outputs.check()
    if outputs.plot is not None and grid.size < 2:
        raise ArgumentError("plot", "be used with a row of frequencies", outputs.plot)
    drawn: Any
    with bar("conductivity") as progress:
        if lab:
            drawn = seen = film_conductivity(
                film, clean, grid, T, current=current, direction=direction, progress=progress
            )
            found, unit, told = seen.found, seen.gap_THz, _told(seen)
            header = {"film": ", ".join(f"{name} = {value}" for name, value in told.items())}
        else:
            assert alpha is not None
            drawn = found = conductivity(
                grid, alpha, heat, share=share, direction=direction, progress=progress
            )
    alpha, heat, share = found.alpha, found.temperature, found.share
    name = "frequency_THz" if lab else "omega"
    columns = [name, "sigma_1", "sigma_2", "mode_1", "mode_2", "moving_1", "moving_2", "error"]
    sigma = found.sigma
    table = np.column_stack(
        [grid, sigma.real, sigma.imag, found.mode.real, found.mode.imag, found.moving.real,
         found.moving.imag, found.error]
    ).tolist()  # fmt: skip
    header = {
        "sigma": "over that of the normal state; convention exp(-i omega t), sigma_2 > 0",
        "mode": "part of the amplitude mode; moving: of quasiparticles shaken along the dc current",
        "rate_s": f"{alpha:.12g} Delta",
        "temperature": f"{heat:.12g} Delta(T)",
        "share": f"{share:.12g} of rate_s is made by the dc current",
        "direction": direction,
        **header,
    }
    edge = 2.0 * gap_edge(alpha)
    data: dict[str, Any] = {
        "rate_s": alpha,
        "temperature": heat,
        "share": share,
        "direction": direction,
        "film": told or None,
        "threshold": edge * unit,
        "stiffness": static_stiffness(alpha, heat) * unit,
        "unit": "THz" if lab else "gap",
        "columns": columns,
        "rows": table,
    }
    outputs.write(
        out=lambda path, overwrite: write_table(path, header, columns, table, overwrite=overwrite),
        plot=lambda: draw_conductivity(drawn),
    )
    shown = range(0, grid.size, max(1, -(-grid.size // ROWS)))
    what = "THz" if lab else "Delta"
    lines = [
        f"sigma/sigma_N, 1/tau_s = {alpha:.6g} Delta, T = {heat:.6g} Delta, "
        f"2 eps_g = {edge * unit:.6g} {what}",
        *(f"  {key:<14} {value}" for key, value in told.items()),
        f"  {what:>12}  {'sigma_1':>16}  {'sigma_2':>16}",
        *(f"  {grid[i]:>12.6g}  {sigma[i].real:>16.10f}  {sigma[i].imag:>16.10f}" for i in shown),
        f"  {grid.size} frequencies, error <= {found.error.max():.1e}",
        *outputs.lines,
    ]
    return Answer(data, "\n".join(lines), files=outputs.fields)


def _told(seen: "FilmConductivity") -> dict[str, str]:
    """Return what is told of a film, by name."""
    told = {} if seen.clean.material is None else {"material": seen.clean.material}
    told |= {
        "T_c (K)": f"{seen.state.Tc_K:.6g}",
        "T (K)": f"{seen.state.temperature:.6g}",
        "Delta (meV)": f"{seen.gap_meV:.6g}",
        "J/J_dp": f"{seen.current:g}",
        "convention": seen.clean.convention,
    }
    return told if seen.occupations is None else {**told, "note": seen.occupations}
