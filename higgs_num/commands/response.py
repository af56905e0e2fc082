"""`higgs response`: the exact inverse susceptibility of the gap."""

from typing import Any

import click

from higgs_num.commands.outputs import Outputs, writing
from higgs_sym.ground.answer import Answer
from higgs_sym.ground.errors import ArgumentError, integer, parsed

MOST_POINTS = 1_000_000
ROWS = 12


def parse_grid(text: str, name: str = "omega") -> tuple[float, float, int]:
    """Return (first, last, count) of `FIRST:LAST:COUNT`, or raise `ArgumentError` about `name`."""
    parts = text.split(":")
    if len(parts) == 1:
        value = parsed(name, text)
        return value, value, 1
    if len(parts) != 3:
        raise ArgumentError(name, "be a number or FIRST:LAST:COUNT", repr(text))
    first, last = parsed(name, parts[0]), parsed(name, parts[1])
    try:
        count = int(parts[2])
    except ValueError:
        raise ArgumentError(name, "have a whole number as COUNT", repr(parts[2])) from None
    integer(name, count, least=1, most=MOST_POINTS)
    if count > 1 and not last > first:
        raise ArgumentError(name, "have LAST > FIRST", repr(text))
    return first, last, count


@click.command("response")
@click.option("--alpha", type=float, required=True, help="1/(tau_s Delta).")
@click.option("--omega", required=True, help="Frequency, or FIRST:LAST:COUNT, unit: the gap.")
@click.option("--temperature", type=float, default=0.0, show_default=True, help="T/Delta(T).")
@click.option("--imaginary", is_flag=True, help="Evaluate at i omega instead of omega + i0.")
@writing(out="JSON file to write.", plot=True)
def command(
    alpha: float,
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

    import numpy as np

    from higgs_num.plots import draw_spectrum
    from higgs_num.response import gap_edge, thermal_spectrum
    from higgs_sym.ground.files import write_text
    from higgs_sym.ground.progress import bar

    grid = np.linspace(*parse_grid(omega))
    outputs.check()
    if outputs.plot is not None and (imaginary or grid.size < 2):
        raise ArgumentError("plot", "be used with a row of real frequencies", outputs.plot)
    with bar("response") as progress:
        found = thermal_spectrum(
            1j * grid if imaginary else grid, alpha, temperature, progress=progress
        )
    data: dict[str, Any] = {
        "alpha": alpha,
        "temperature": found.temperature,
        "axis": "imaginary" if imaginary else "real",
        "gap_edge": gap_edge(alpha),
        "omega": grid.tolist(),
        "inverse_susceptibility": [[z.real, z.imag] for z in found.inverse.tolist()],
        "error": found.error.tolist(),
        **outputs.fields,
    }
    outputs.write(
        out=lambda path, overwrite: write_text(path, json.dumps(data) + "\n", overwrite=overwrite),
        plot=lambda: draw_spectrum(found),
    )
    shown = range(0, grid.size, max(1, -(-grid.size // ROWS)))
    lines = [
        f"exact response, alpha = {alpha:g}, T = {temperature:g} Delta, "
        f"threshold 2 eps_g = {2 * gap_edge(alpha):.6f} Delta",
        f"  {'omega':>12}  {'Re D':>18}  {'Im D':>18}",
        *(
            f"  {grid[i]:>12.6g}  {found.inverse[i].real:>18.12f}  {found.inverse[i].imag:>18.12f}"
            for i in shown
        ),
        f"  {grid.size} frequencies, error <= {found.error.max():.1e}",
        *outputs.lines,
    ]
    return Answer(data, "\n".join(lines))
