"""`higgs reference`: the catalogue of reference trajectories."""

import click

from higgs_num.commands.outputs import Outputs, writing
from higgs_sym.ground.answer import Answer


@click.command("reference")
@click.argument("id", required=False)
@writing(out="File to write: .nc (netCDF-4), .csv, or JSON.", plot=True)
def command(*, id: str | None, outputs: Outputs) -> Answer:
    """List the reference trajectories, or show trajectory ID: the problem and Delta(t).

    Each is told so that any code can set it up, with the digits on which two ways agree.
    """
    from higgs_num.catalogue import reference, references
    from higgs_num.catalogue.files import content
    from higgs_num.plots.reference import reference as draw
    from higgs_sym.ground.errors import ArgumentError
    from higgs_sym.ground.files import write_bytes

    outputs.check()
    if id is None:
        for option, path in outputs.paths.items():
            if path is not None:
                raise ArgumentError(f"--{option}", "be used with an ID", path)
        rows = [
            {"id": one.id, "title": one.title, "digits": one.digits, "times": one.time.size}
            for one in references().values()
        ]
        width = max(len(id) for id in references())
        lines = [f"{row['id']:<{width}}  {row['title']} ({row['digits']} digits)" for row in rows]
        return Answer({"references": rows}, "\n".join(lines))
    one = reference(id)

    def write(path: str, *, overwrite: bool) -> None:
        write_bytes(path, content(one, path), overwrite=overwrite)

    outputs.write(out=write, plot=lambda: draw(one))
    numbers = ", ".join(f"{name} = {value}" for name, value in one.parameters.items())
    text = [
        f"{one.id}: {one.title}",
        "",
        f"  {one.statement}",
        f"  {numbers}; energies in units of Delta_f",
        f"  {one.digits} digits: {one.ways[0]}, and {one.ways[1]}, agree to {one.apart:.1g}",
        "",
        *(f"  {t:<10.6g} {y:.{one.digits}f}" for t, y in zip(one.time, one.gap, strict=True)),
        *outputs.lines,
    ]
    return Answer({**one.plain(), **outputs.fields}, "\n".join(text))
