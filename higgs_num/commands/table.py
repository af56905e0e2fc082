"""`higgs table`: equilibrium quantities to any number of proven digits."""

import click

from higgs_num.commands.outputs import Outputs, writing
from higgs_sym.ground.answer import Answer

REFERENCE = "reference"


@click.command("table")
@click.argument("quantity")
@click.option("--x", help="eps/Delta.", metavar="GRID")
@click.option("--zeta-s", help="1/(2 tau_s Delta).  [0]", metavar="GRID")
@click.option("--zeta-u", help="1/(2 tau_u Delta).  [0]", metavar="GRID")
@click.option("--rate-s", help="1/tau_s, unit by quantity.", metavar="GRID")
@click.option("--rate-u", help="1/tau_u, unit by quantity.", metavar="GRID")
@click.option("--T", "T", help="Temperature, unit by quantity.", metavar="GRID")
@click.option("--E", "E", help="E/Delta.", metavar="GRID")
@click.option("--cutoff", help="omega_D/Delta; inf for none.", metavar="GRID")
@click.option("--lam", help="Dimensionless coupling lambda.", metavar="GRID")
@click.option("--digits", type=int, default=30, help="Significant digits, up to 1000.  [30]")
@click.option("--format", "form", default="csv", help="csv, json, latex or parquet.  [csv]")
@click.option("--processes", type=int, default=1, help="Worker processes.  [1]")
@writing(out="File to write; resumable.")
def command(
    quantity: str,
    digits: int,
    form: str,
    processes: int,
    outputs: Outputs,
    **grids: str | None,
) -> Answer:
    """Table of QUANTITY over the product of the grids given, every digit proven.

    A GRID is a number, a list 0,0.1,1/3, a range start:stop:num[:log], or @file with one number
    a line. QUANTITY is one of Sx, Sz, norm, w, W, Sx-thermal, Sz-thermal, W-thermal, gap-edge,
    gap-ratio, gap-ratio-thermal, Tc-ratio, coupling, gap, omega-H, dos, dos-edge; or
    `reference`, which writes the reference tables into the folder --out.
    """
    from higgs_num.equilibrium import formats, reference
    from higgs_num.equilibrium.table import table
    from higgs_sym.ground.errors import ArgumentError, one_of
    from higgs_sym.ground.progress import bar

    out = outputs.out
    given = {name.replace("_", "-"): grid for name, grid in grids.items() if grid is not None}
    if quantity == REFERENCE:
        if out is None or given:
            raise ArgumentError("--out", "name a folder, without grids, for `reference`", out)
        with bar("tables") as progress:
            paths = reference.make_all(out, processes=processes, progress=progress)
        names = [str(path) for path in paths]
        return Answer({"written": names}, "\n".join(names))
    one_of("--format", form, formats.FORMATS)
    if form == "parquet" and out is None:
        raise ArgumentError("--out", "name a file for parquet", out)
    outputs.check()
    journal = f"{out}.partial" if out is not None else None
    with bar(quantity) as progress:
        made = table(
            quantity,
            given,
            digits=digits,
            processes=processes,
            progress=progress,
            journal=journal,
        )
    data = formats.json_data(made)
    if out is None:
        return Answer(data, formats.text(made, form))
    formats.write(made, out, form, overwrite=outputs.overwrite)
    return Answer({**data, "out": out}, f"{len(made.entries)} rows written to {out}")
