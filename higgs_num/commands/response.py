"""`higgs response`: the exact inverse susceptibility of the gap."""

from typing import Any

import click

from higgs_num.commands.outputs import Outputs, writing
from higgs_num.commands.rates import rate_options
from higgs_num.commands.tabled import write_table
from higgs_num.inputs.grid import numbers
from higgs_sym.commands.options import examples
from higgs_sym.ground.answer import Answer
from higgs_sym.ground.errors import ArgumentError

MOST_POINTS = 1_000_000
ROWS = 12


EXAMPLES = examples(
    "higgs response --rate-s 0.1 --omega 0:4:401 --plot spectrum.png",
    "higgs response --rate-s 0.1 --omega 0.5,1,2 --temperature 0.3 --json",
)


@click.command("response", epilog=EXAMPLES)
@rate_options("1/tau_s, unit: the gap", required=True)
@click.option(
    "--omega",
    metavar="GRID",
    required=True,
    help="Frequencies, unit: the gap; a number, 0.5,1,2, start:stop:num[:log], or @FILE.",
)
@click.option("--temperature", type=float, default=0.0, help="T/Delta(T).  [0]")
@click.option("--imaginary", is_flag=True, help="Evaluate at i omega instead of omega + i0.")
@writing(out="Table to write: .csv, else JSON.", plot=True)
def command(
    rate_s: float,
    omega: str,
    temperature: float,
    imaginary: bool,
    outputs: Outputs,
) -> Answer:
    """Evaluate the exact inverse susceptibility D^R(omega) of the gap, unit: the gap.

    At a temperature above 0 imaginary frequencies must be multiples of 2 pi T, and omega = 0 is the
    static value at constant temperature, which the limit omega -> 0 does not reach.
    Abrikosov-Gor'kov theory (self-consistent Born approximation); nonmagnetic impurities drop out.
    """
    import json
    from pathlib import Path

    import numpy as np

    from higgs_num.plots import draw_spectrum
    from higgs_num.response import gap_edge, thermal_spectrum
    from higgs_sym.ground.files import write_text
    from higgs_sym.ground.progress import bar

    grid = np.array(numbers("omega", omega, most=MOST_POINTS))
    outputs.check()
    if outputs.plot is not None and (imaginary or grid.size < 2):
        raise ArgumentError("plot", "be used with a row of real frequencies", outputs.plot)
    with bar("response") as progress:
        found = thermal_spectrum(
            1j * grid if imaginary else grid, rate_s, temperature, progress=progress
        )
    data: dict[str, Any] = {
        "axis": "imaginary" if imaginary else "real",
        "gap_edge": gap_edge(rate_s),
        "omega": grid.tolist(),
        "inverse_susceptibility": [[z.real, z.imag] for z in found.inverse.tolist()],
        "error": found.error.tolist(),
    }
    filed = {"rate_s": rate_s, "temperature": found.temperature, **data}

    def write(path: str, *, overwrite: bool) -> None:
        if Path(path).suffix.lower() != ".csv":
            write_text(path, json.dumps(filed) + "\n", overwrite=overwrite)
            return
        header = {
            "D": "inverse susceptibility of the gap, D = real + i imag; unit: the gap Delta(T)",
            "axis": f"{data['axis']}: D at {'i omega' if imaginary else 'omega + i0'}",
            "rate_s": f"{rate_s:.12g} Delta",
            "temperature": f"{found.temperature:.12g} Delta(T)",
            "gap_edge": f"{data['gap_edge']:.12g} Delta, half of the threshold",
        }
        inverse = found.inverse
        table = np.column_stack([grid, inverse.real, inverse.imag, found.error]).tolist()
        columns = ("omega", "D_real", "D_imag", "error")
        write_table(path, header, columns, table, overwrite=overwrite)

    outputs.write(
        out=write,
        plot=lambda: draw_spectrum(found),
    )
    shown = range(0, grid.size, max(1, -(-grid.size // ROWS)))
    lines = [
        f"exact response, 1/tau_s = {rate_s:g} Delta, T = {temperature:g} Delta, "
        f"threshold 2 eps_g = {2 * gap_edge(rate_s):.6f} Delta",
        f"  {'omega':>12}  {'Re D':>18}  {'Im D':>18}",
        *(
            f"  {grid[i]:>12.6g}  {found.inverse[i].real:>18.12f}  {found.inverse[i].imag:>18.12f}"
            for i in shown
        ),
        f"  {grid.size} frequencies, error <= {found.error.max():.1e}",
        *outputs.lines,
    ]
    return Answer(data, "\n".join(lines), files=outputs.fields)
