"""`higgs film`: from the transition temperatures of films to their amplitude mode."""

from typing import Any

import click

from higgs_num.commands.given import refuse_others
from higgs_num.commands.outputs import Outputs, writing
from higgs_sym.ground.answer import Answer
from higgs_sym.ground.errors import ArgumentError


@click.command("film")
@click.argument("films", required=False, type=click.Path())
@click.option("--tc0", help="T_c of the clean film, 15 or '15 K'.")
@click.option("--ratio", type=float, help="2 Delta/(k T_c) of it, 3.0 to 5.2.  [3.528]")
@click.option("--material", help="Take both from the table of materials, unless given.")
@click.option("--slope", help="Rate 1/tau_s for one of a concentration, 0.5 or '0.5 meV'.")
@click.option(
    "--temperature", "temperatures", multiple=True, help="In K: one, or 0,4.2; repeat.  [0]"
)
@click.option("--materials", is_flag=True, help="List the materials, with sources.")
@writing(out="Table to write: .csv, .json or .tex.", plot=True)
@click.pass_context
def command(
    context: click.Context,
    films: str | None,
    tc0: str | None,
    ratio: float | None,
    material: str | None,
    slope: str | None,
    temperatures: tuple[str, ...],
    materials: bool,
    outputs: Outputs,
) -> Answer:
    """Say of every film in the CSV file FILMS where its amplitude mode is, in meV, THz and 1/cm.

    Columns of FILMS: name (optional); one of Tc_K, rate_meV (1/tau_s), concentration (with
    --slope); optionally gap_meV, the measured Delta (not 2 Delta) at low temperature. T_c gives the
    pair-breaking rate by the law of Abrikosov and Gor'kov, and that all the rest.
    """
    from higgs_num.films import Clean, predict_all, read_films, write
    from higgs_num.films.quantity import quantity
    from higgs_num.films.table import data, text
    from higgs_num.plots.films import check_temperatures
    from higgs_num.plots.films import films as draw
    from higgs_sym.ground.progress import bar

    if materials:
        refuse_others(context, {"materials", "as_json"}, "not go with --materials")
        return _materials()
    if films is None:
        raise ArgumentError("FILMS", "name a CSV file (see higgs film --help)", "missing")
    clean = Clean(*_clean(tc0, ratio, material))
    heats = [
        quantity("temperature", one, "K") for given in temperatures for one in given.split(",")
    ] or [0.0]
    every = read_films(films, slope_meV=None if slope is None else quantity("slope", slope, "meV"))
    outputs.check(FILMS=films)
    if outputs.plot is not None:
        check_temperatures(heats)
    with bar("films") as progress:
        found = predict_all(every, clean, heats, progress=progress)
    outputs.write(
        out=lambda path, overwrite: write(found, path, overwrite=overwrite),
        plot=lambda: draw(found),
    )
    told = {**data(found), "material": material, **outputs.fields}
    return Answer(told, "\n".join([text(found), *outputs.lines]))


def _clean(tc0: str | None, ratio: float | None, name: str | None) -> tuple[float, float]:
    """Return T_c0 and the ratio: what is given wins over the material."""
    from higgs_num.films import MATERIALS, WEAK_COUPLING, material
    from higgs_num.films.quantity import quantity

    known = None if name is None else material(name)
    Tc0 = None if tc0 is None else quantity("tc0", tc0, "K")
    if Tc0 is None and known is not None:
        Tc0 = known.Tc0_K
    if Tc0 is None:
        some = ", ".join(name for name, one in MATERIALS.items() if one.Tc0_K and one.gaps == 1)
        rule = f"be given, such as --tc0 15, or by --material ({some})"
        raise ArgumentError("tc0", rule, "missing")
    if ratio is None and known is not None:
        ratio = known.ratio
    return Tc0, WEAK_COUPLING if ratio is None else ratio


def _materials() -> Answer:
    from dataclasses import asdict

    from higgs_num.films import MATERIALS

    data: dict[str, Any] = {"materials": [asdict(one) for one in MATERIALS.values()]}
    lines = []
    for one in MATERIALS.values():
        Tc0 = "-" if one.Tc0_K is None else f"{one.Tc0_K:g} K"
        ratio = "-" if one.ratio is None else f"{one.ratio:g}"
        lines.append(f"{one.name:<6} T_c0 {Tc0:<8} 2 Delta/(k T_c) {ratio:<5} {one.measured}")
        lines.append(f"       {one.sample}; {one.source}")
        lines += [f"       {one.remark}"] if one.remark else []
    return Answer(data, "\n".join(lines))
