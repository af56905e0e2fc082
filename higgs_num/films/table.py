"""Predictions as a table: for a reader, as CSV, JSON and LaTeX."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import higgs_sym
from higgs_num.equilibrium.content import Content
from higgs_num.equilibrium.formats import tabular
from higgs_num.films.clean import OBSERVABLE
from higgs_num.films.notes import broad_ones, occupations_of
from higgs_num.films.prediction import ENERGIES, Prediction
from higgs_num.inputs.laboratory import energy_factor
from higgs_sym.ground.files import write_text

# The units of a laboratory, and how they end the name of a column.
UNITS: Mapping[str, str] = {"meV": "meV", "THz": "THz", "1/cm": "per_cm"}
# Head of each column of energies, for a reader and in LaTeX.
HEADS: Mapping[str, tuple[str, str]] = {
    "rate": ("1/tau_s", r"$1/\tau_s$"),
    "gap": ("Delta", r"$\Delta$"),
    "threshold": ("2Delta_th", r"$2\Delta_{\mathrm{th}}$"),
    "peak": ("peak", "peak"),
    "full_width": ("width", "width"),
    "pole_real": ("Re pole", r"$\mathrm{Re}\,\omega_p$"),
    "pole_imag": ("Im pole", r"$\mathrm{Im}\,\omega_p$"),
    "closure_mode": ("(9)", "(9)"),
    "printed_13": ("(13)", "(13)"),
}
WIDTH = 9
_ESCAPED = str.maketrans(
    {one: rf"\{one}" for one in "&%$_{}"}
    | {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}"}
)


def header(found: Sequence[Prediction]) -> dict[str, str]:
    """Return what the numbers are, by key: conventions, the clean film, the meaning of columns."""
    clean = found[0].clean
    gap = clean.gap_meV
    return {
        "convention": clean.convention,
        "observable": OBSERVABLE,
        "clean film": f"T_c0 = {clean.Tc0_K:.12g} K, 2 Delta/(k T_c) = {clean.ratio:.12g}, "
        f"Delta_00 = {gap:.12g} meV",
        **{name: meaning for name, meaning in ENERGIES.items() if name != "rate"},
        "decay": "hbar/|Im of the pole|",
        **({} if (told := occupations_of(found)) is None else {"occupations": told}),
        "empty": "there is no such thing at this alpha or temperature",
        "made_with": f"higgs-toolkit {higgs_sym.__version__}",
    }


def in_units(value: float | None, unit: str) -> float | None:
    """Return an energy of meV in another unit, None for None."""
    return None if value is None else value * energy_factor("unit", "meV", unit)


def data(found: Sequence[Prediction]) -> dict[str, Any]:
    """Return all of it for JSON: every energy as an object of its value in each unit."""
    clean = found[0].clean
    return {
        "convention": clean.convention,
        "observable": OBSERVABLE,
        "occupations": occupations_of(found),
        "clean": {"Tc_K": clean.Tc0_K, "ratio": clean.ratio, "gap": _every(clean.gap_meV)},
        "films": [
            {
                "name": one.film.name,
                "temperature_K": one.state.temperature,
                "Tc_K": one.state.Tc_K,
                "alpha": one.state.alpha,
                **{name: _every(value) for name, value in one.energies.items()},
                "decay_ps": one.decay_ps,
                "measured_gap": _every(one.film.gap_meV),
            }
            for one in found
        ],
    }


def _every(value: float | None) -> dict[str, float | None] | None:
    return None if value is None else {unit: in_units(value, unit) for unit in UNITS}


def content(found: Sequence[Prediction]) -> Content:
    """Return header, columns and rows of 12 digits as texts, with a digest over all."""
    columns = ["name", "temperature_K", "Tc_K", "alpha"]
    columns += [f"{name}_{end}" for name in ENERGIES for end in UNITS.values()]
    columns += ["decay_ps", "measured_gap_meV"]
    rows = []
    for one in found:
        energies = [in_units(value, unit) for value in one.energies.values() for unit in UNITS]
        at = one.state
        numbers = [at.temperature, at.Tc_K, at.alpha, *energies, one.decay_ps, one.film.gap_meV]
        rows.append((one.film.name, *("" if x is None else f"{x:.12g}" for x in numbers)))
    return Content.sealed(header(found), tuple(columns), tuple(rows))


def text(found: Sequence[Prediction]) -> str:
    """Return one table a unit, for a reader, and what to know of them."""
    room = max(4, *(len(one.film.name) for one in found))
    lines = []
    for unit, heads, rows in _tables(found, 0):
        lines += ["", f"  in {unit}; T and T_c in K, decay in ps"]
        for name, *cells in (heads, *rows):
            lines.append(f"  {name:<{room}}" + "".join(f" {cell:>{WIDTH}}" for cell in cells))
    notes = [told for told in (broad_ones(found), occupations_of(found)) if told is not None]
    lines += ["", *(f"  {told}" for told in notes)] if notes else []
    clean = found[0].clean
    return "\n".join(
        [
            f"clean film: T_c0 = {clean.Tc0_K:g} K, 2 Delta/(k T_c) = {clean.ratio:.4g}, "
            f"2 Delta_00 = {2 * clean.gap_meV:.4g} meV",
            f"convention: {clean.convention}",
            f"peak and width: {OBSERVABLE}, and its full width at half maximum",
            "pole: on the second sheet, T = 0; (9): its undamped mode; (13): as the paper has it",
            *lines,
        ]
    )


def latex(found: Sequence[Prediction]) -> str:
    """Return one `tabular` a unit, what it says in comments."""
    parts = []
    for unit, heads, rows in _tables(found, 1):
        escaped = [[row[0].translate(_ESCAPED), *(f"${cell}$" if cell != "-" else "--"
                    for cell in row[1:])] for row in rows]  # fmt: skip
        parts.append(tabular({**header(found), "unit": unit}, heads, escaped))
    return "\n".join(parts)


def _tables(
    found: Sequence[Prediction], script: int
) -> Iterator[tuple[str, list[str], list[list[str]]]]:
    """Yield unit, heads of columns and rows of four digits; script: 0 plain, 1 LaTeX."""
    first = (("film", "T", "T_c", "alpha"), ("film", "$T$", "$T_c$", r"$\alpha$"))[script]
    heads = [*first, *(head[script] for head in HEADS.values()), "decay"]
    for unit in UNITS:
        rows = []
        for one in found:
            energies = [in_units(value, unit) for value in one.energies.values()]
            numbers = [one.state.temperature, one.state.Tc_K, one.state.alpha, *energies]
            rows.append([one.film.name, *map(_short, [*numbers, one.decay_ps])])
        yield unit, heads, rows


def _short(value: float | None) -> str:
    return "-" if value is None else f"{value:.4g}"


def write(
    found: Sequence[Prediction], path: str | os.PathLike[str], *, overwrite: bool = False
) -> None:
    """Write the table, whole or not at all: .json, .tex (LaTeX), else CSV.

    Raises `FileError` as `write_text` does.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from higgs_num.films import Clean, Film, predict_all, write
    >>> path = pathlib.Path(tempfile.mkdtemp(), "films.csv")
    >>> write(predict_all([Film("A", Tc_K=14.2)], Clean(15.0)), path)
    >>> "A" in path.read_text()
    True
    """
    form = Path(path).suffix.lower()
    if form == ".json":
        made = json.dumps({**data(found), "made_with": header(found)["made_with"]}) + "\n"
    else:
        made = latex(found) if form == ".tex" else content(found).csv
    write_text(path, made, overwrite=overwrite)
