"""`higgs film`: from the transition temperatures of films to their amplitude mode."""

from typing import Any

import click

from higgs_num.commands.clean import clean_film, clean_options
from higgs_num.commands.given import SHARED, refuse_others
from higgs_num.commands.outputs import Outputs, writing
from higgs_sym.commands.options import examples
from higgs_sym.ground.answer import Answer
from higgs_sym.ground.errors import ArgumentError

EXAMPLES = examples(
    "higgs film films.csv --tc0 15 --slope 0.8 --plot films.png",
    "higgs film films.csv --material NbTiN --tc0 15 --slope 0.8 --temperature 0,2 --out f.tex",
    "higgs film --materials",
)


@click.command("film", epilog=EXAMPLES)
@click.argument("films", required=False, type=click.Path())
@clean_options
@click.option("--slope", help="Rate 1/tau_s for one of a concentration, 0.5 or '0.5 meV'.")
@click.option(
    "--temperature",
    "temperatures",
    multiple=True,
    metavar="GRID",
    help="In K: one, '4 K', 0,4.2, 0:8:5, or @FILE; repeat.  [0]",
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
    from higgs_num.films import predict_all, read_films, write
    from higgs_num.films.quantity import quantities, quantity
    from higgs_num.films.table import data, text
    from higgs_num.plots.films import check_temperatures
    from higgs_num.plots.films import films as draw
    from higgs_sym.ground.progress import bar

    if materials:
        refuse_others(context, {"materials", *SHARED}, "not go with --materials")
        return _materials()
    if films is None:
        raise ArgumentError("FILMS", "name a CSV file (see higgs film --help)", "missing")
    clean = clean_film(tc0, ratio, material)
    heats = [one for given in temperatures for one in quantities("temperature", given, "K")] or [
        0.0
    ]
    every = read_films(films, slope_meV=None if slope is None else quantity("slope", slope, "meV"))
    outputs.check(FILMS=films)
    if outputs.plot is not None:
        check_temperatures(heats)
    with bar("films") as progress:
        found = predict_all(every, clean, heats, progress=progress)
    with bar("picture") as progress:
        outputs.write(
            out=lambda path, overwrite: write(found, path, overwrite=overwrite),
            plot=lambda: draw(found, progress=progress),
        )
    return Answer(data(found), "\n".join([text(found), *outputs.lines]), files=outputs.fields)


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
