"""`higgs table`: equilibrium quantities to any number of proven digits."""

from collections.abc import Callable

import click

from higgs_num.commands.large import allowing_large
from higgs_num.commands.outputs import Outputs, writing
from higgs_num.equilibrium.certified.parameter import PARAMETERS
from higgs_sym.ground.answer import Answer

REFERENCE = "reference"


class TableCommand(click.Command):
    """A command whose help lists the quantities; their routes are not loaded before."""

    def format_epilog(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write names and meanings."""
        from higgs_num.equilibrium.certified.quantity import QUANTITIES

        with formatter.section("Quantities"):
            formatter.write_dl([(name, one.meaning) for name, one in QUANTITIES.items()])


def _grids(command: Callable[..., Answer]) -> Callable[..., Answer]:
    """Add an option for the grid of each parameter."""
    for name, parameter in reversed(list(PARAMETERS.items())):
        add = click.option(
            f"--{name.replace('_', '-')}", name, help=f"{parameter.meaning}.", metavar="GRID"
        )
        command = add(command)
    return command


@click.command("table", cls=TableCommand)
@click.argument("quantity")
@_grids
@click.option("--digits", type=int, default=30, help="Significant digits, up to 1000.  [30]")
@click.option("--format", "form", default="csv", help="csv, json, latex or parquet.  [csv]")
@click.option("--processes", type=int, default=1, help="Worker processes.  [1]")
@allowing_large
@writing(out="File to write; resumable.")
def command(
    quantity: str,
    digits: int,
    form: str,
    processes: int,
    allow_large: bool,
    outputs: Outputs,
    **grids: str | None,
) -> Answer:
    """Table of QUANTITY over the product of the grids given, every digit proven.

    A GRID is a number, a list 0,0.1,1/3, a range start:stop:num[:log], or @file with one number
    a line; impurity rates are 0 and the cutoff infinite where left out. QUANTITY is one of those
    below; or `reference`, which writes the reference tables into the folder --out.
    """
    from higgs_num.equilibrium import formats, reference
    from higgs_num.equilibrium.table import tabulated
    from higgs_sym.ground.errors import ArgumentError, one_of
    from higgs_sym.ground.progress import bar

    out = outputs.out
    given = {name: grid for name, grid in grids.items() if grid is not None}
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
    with (
        bar(quantity) as progress,
        tabulated(
            quantity,
            given,
            digits=digits,
            processes=processes,
            progress=progress,
            journal=journal,
            allow_large=allow_large,
        ) as made,
    ):
        data = formats.json_data(made.content)
        if out is None:
            return Answer(data, formats.text(made, form))
        formats.write_table(made, out, form, overwrite=outputs.overwrite)
    return Answer({**data, "out": out}, f"{len(made.entries)} rows written to {out}")
