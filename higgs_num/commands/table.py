"""`higgs table`: equilibrium quantities to any number of proven digits."""

from collections.abc import Callable

import click

from higgs_num.commands.large import allowing_large
from higgs_num.commands.outputs import Outputs, writing
from higgs_num.equilibrium.certified.parameter import PARAMETERS
from higgs_num.inputs.other_names import others_of, settled
from higgs_sym.commands.options import completing, typed, workers_option
from higgs_sym.ground.answer import Answer

REFERENCE = "reference"
FORMATS = ("csv", "json", "latex", "parquet")


class TableCommand(click.Command):
    """A command whose help lists the quantities; their routes are not loaded before."""

    def format_epilog(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write names and meanings."""
        from higgs_num.equilibrium.certified.quantity import QUANTITIES

        with formatter.section("Quantities"):
            formatter.write_dl([
                (name, one.meaning if one.of_the_gap else f"{one.meaning}; {one.conventions}")
                for name, one in QUANTITIES.items()
            ])  # fmt: skip
            formatter.write_dl([("", "Rates and T where nothing is said: in units of the gap.")])
        with formatter.section("Examples"):
            formatter.write("".join(f"  {line}\n" for line in EXAMPLES))


def _grids(command: Callable[..., Answer]) -> Callable[..., Answer]:
    """Add an option for the grid of each parameter."""
    for name, parameter in reversed(list(PARAMETERS.items())):
        others = [one.name for one in others_of(name)]
        for other in others:
            command = click.option(typed(other), other, hidden=True, metavar="GRID")(command)
        also = f"; or by {', '.join(map(typed, others))}" if others else ""
        add = click.option(typed(name), name, help=f"{parameter.meaning}{also}.", metavar="GRID")
        command = add(command)
    return command


EXAMPLES = (
    "higgs table Sx --x 0:10:11 --rate-s 0.1 --digits 50",
    "higgs table gap-edge --alpha 0:1:51 --format latex --out edge.tex",
    "higgs table Tc-ratio --rate-s 0.1,1/3 --json",
)


def _under_own_names(quantity: str, given: dict[str, str]) -> dict[str, str]:
    """Return the grids with every rate as `rate_s` and `rate_u`, which the answer tells."""
    from higgs_num.equilibrium.certified.quantity import quantity as certified

    context = click.get_current_context()
    settled_ones = settled(given, of_the_gap=certified(quantity).of_the_gap)
    found = {
        name: one if isinstance(one, str) else ",".join(one) for name, one in settled_ones.items()
    }
    for name in given.keys() - found.keys():
        context.params.pop(name)
    context.params.update(found)
    return found


@click.command("table", cls=TableCommand)
@click.argument(
    "quantity",
    shell_complete=completing("higgs_num.equilibrium.certified.quantity:QUANTITIES"),
)
@_grids
@click.option("--digits", type=int, default=30, help="Significant digits, up to 1000.  [30]")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="csv", help="Of the table.  [csv]"
)
@workers_option("Processes.  [1]", argument="processes", default=1)
@allowing_large
@writing(out="File to write; resumable.")
def command(
    quantity: str,
    digits: int,
    form: str,
    workers: int,
    allow_large: bool,
    outputs: Outputs,
    **grids: str | None,
) -> Answer:
    """Table of QUANTITY over the product of the grids given, every digit proven.

    A GRID is a number, a list 0,0.1,1/3, a range start:stop:num[:log], or @FILE with one number
    a line; impurity rates are 0 and the cutoff infinite where left out. QUANTITY is one of those
    below; or `reference`, which writes the reference tables into the folder --out.
    """
    from higgs_num.equilibrium import formats, reference
    from higgs_num.equilibrium.table import tabulated
    from higgs_sym.ground.errors import ArgumentError
    from higgs_sym.ground.progress import bar

    out = outputs.out
    given = {name: grid for name, grid in grids.items() if grid is not None}
    if quantity != REFERENCE:
        given = _under_own_names(quantity, given)
    if quantity == REFERENCE:
        if out is None or given:
            raise ArgumentError("--out", "name a folder, without grids, for `reference`", out)
        with bar("tables") as progress:
            paths = reference.make_all(out, processes=workers, progress=progress)
        names = [str(path) for path in paths]
        return Answer({"written": names}, "\n".join(names), files={"out": out})
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
            processes=workers,
            progress=progress,
            journal=journal,
            allow_large=allow_large,
        ) as made,
    ):
        data = formats.json_data(made.content)
        if out is None:
            return Answer(data, formats.text(made, form))
        formats.write_table(made, out, form, overwrite=outputs.overwrite)
    told = f"{len(made.entries)} rows written to {out}"
    return Answer(data, told, files=outputs.fields)
