"""Certified tables as csv, json, LaTeX and parquet; and csv read back with its checksum."""

import hashlib
import io
import json
import os
from pathlib import Path

from higgs_num.equilibrium.certified.parameter import PARAMETERS
from higgs_num.equilibrium.table import CertifiedTable
from higgs_sym.ground.errors import FileError, one_of
from higgs_sym.ground.files import write_bytes, write_text

FORMATS = ("csv", "json", "latex", "parquet")


def csv_text(table: CertifiedTable) -> str:
    """Return the header as lines from `#`, the names of the columns, and the rows."""
    lines = [f"# {key}: {value}" for key, value in table.header().items()]
    lines.append(",".join(table.columns))
    lines += [",".join(row) for row in table.rows]
    return "\n".join(lines) + "\n"


def json_data(table: CertifiedTable) -> dict[str, object]:
    """Return the header, the names of the columns and the rows, numbers as strings."""
    return {
        "header": table.header(),
        "columns": list(table.columns),
        "rows": [list(row) for row in table.rows],
    }


def latex_text(table: CertifiedTable) -> str:
    """Return a `tabular` of arguments and values, the header as comments."""
    width = len(table.grids)
    names = [*(PARAMETERS[name].latex for name in table.grids), table.name]
    lines = [f"% {key}: {value}" for key, value in table.header().items()]
    lines.append(rf"\begin{{tabular}}{{{'l' * (width + 1)}}}")
    lines.append(" & ".join(names) + r" \\ \hline")
    for point, entry in zip(table.points, table.entries, strict=True):
        mantissa, _, exponent = entry.value.partition("e")
        power = rf" \times 10^{{{int(exponent)}}}" if exponent else ""
        lines.append(" & ".join((*point, f"${mantissa}{power}$")) + r" \\")
    return "\n".join([*lines, r"\end{tabular}", ""])


def _parquet(table: CertifiedTable) -> bytes:
    import pyarrow as pa
    from pyarrow import parquet

    columns = zip(*table.rows, strict=True)
    data = {name: list(column) for name, column in zip(table.columns, columns, strict=True)}
    image = io.BytesIO()
    parquet.write_table(pa.table(data).replace_schema_metadata(table.header()), image)
    return image.getvalue()


def text(table: CertifiedTable, form: str) -> str:
    """Return the table in one of the formats that are text."""
    form = one_of("format", form, FORMATS[:3])
    if form == "csv":
        return csv_text(table)
    return latex_text(table) if form == "latex" else json.dumps(json_data(table)) + "\n"


def write_table(
    table: CertifiedTable, path: str | os.PathLike[str], form: str, *, overwrite: bool = False
) -> None:
    """Write the table, whole or not at all; raises `FileError` as `write_bytes` does."""
    if one_of("format", form, FORMATS) == "parquet":
        write_bytes(path, _parquet(table), overwrite=overwrite)
    else:
        write_text(path, text(table, form), overwrite=overwrite)


def read_csv(path: str | os.PathLike[str]) -> tuple[dict[str, str], list[dict[str, str]]]:
    """Return header and rows of a csv table, or raise `FileError` if it is damaged."""
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not a text file"
        raise FileError(path, f"cannot be read: {reason}") from None
    comments = [line[2:].partition(": ") for line in lines if line.startswith("# ")]
    header = {key: value for key, _, value in comments}
    body = [line for line in lines if not line.startswith("#")]
    digest = hashlib.sha256("\n".join(body[1:]).encode()).hexdigest()
    if header.get("sha256") != digest:
        raise FileError(path, "does not have the checksum of its header")
    names = body[0].split(",")
    return header, [dict(zip(names, line.split(","), strict=True)) for line in body[1:]]
