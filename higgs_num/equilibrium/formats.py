"""Certified tables as csv, json, LaTeX and parquet."""

import hashlib
import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence

from higgs_num.equilibrium.certified.printed import parameter_head, value_head
from higgs_num.equilibrium.content import Content
from higgs_num.equilibrium.table import CertifiedTable
from higgs_num.inputs.grid import INFINITE
from higgs_sym.ground.errors import instance, one_of
from higgs_sym.ground.files import write_bytes, write_text

FORMATS = ("csv", "json", "latex", "parquet")

# A damaged parquet file can make its reader hang or crash, so the bytes are checked before it
# sees them: the footer holds a digest of the file in which that digest is this.
FILE_DIGEST = "sha256_of_file"
_BLANK = b"0" * 64


def json_data(content: Content) -> dict[str, object]:
    """Return the header, the names of the columns and the rows, numbers as strings."""
    return {
        "header": dict(content.header),
        "columns": list(content.columns),
        "rows": [list(row) for row in content.rows],
    }


def json_text(content: Content) -> str:
    """Return `json_data` as one line."""
    return json.dumps(json_data(content)) + "\n"


def latex_text(table: CertifiedTable) -> str:
    """Return a `tabular` of arguments and values, the header as comments, for print."""
    names = [*(parameter_head(table.name, one) for one in table.grids), value_head(table.name)]
    rows = []
    for point, entry in zip(table.points, table.entries, strict=True):
        mantissa, _, exponent = entry.value.partition("e")
        power = rf" \times 10^{{{int(exponent)}}}" if exponent else ""
        rows.append((*(_printed(one) for one in point), f"${mantissa}{power}$"))
    return tabular(table.header(), names, rows)


def _printed(number: str) -> str:
    return r"$\infty$" if number == INFINITE else f"${number}$"


def tabular(header: Mapping[str, str], names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a `tabular` of cells that are LaTeX, the header as comments."""
    lines = [f"% {key}: {value}" for key, value in header.items()]
    lines.append(rf"\begin{{tabular}}{{{'l' * len(names)}}}")
    lines.append(" & ".join(names) + r" \\ \hline")
    lines += [" & ".join(row) + r" \\" for row in rows]
    return "\n".join([*lines, r"\end{tabular}", ""])


def parquet_bytes(content: Content) -> bytes:
    """Return a parquet file of columns of texts, the header as its metadata."""
    import pyarrow as pa
    from pyarrow import parquet

    columns = zip(*content.rows, strict=True)
    data = {name: list(column) for name, column in zip(content.columns, columns, strict=True)}
    table = pa.table(data).replace_schema_metadata(dict(content.header))
    sink = pa.BufferOutputStream()
    with parquet.ParquetWriter(sink, table.schema) as writer:
        writer.write_table(table)
        writer.add_key_value_metadata({FILE_DIGEST: _BLANK.decode()})
    blank = sink.getvalue().to_pybytes()
    return _with_digest(blank, hashlib.sha256(blank).hexdigest().encode())


def is_intact(parquet_file: bytes) -> bool:
    """Whether the bytes of a parquet file are those that `parquet_bytes` made."""
    found = _digest_of_file(parquet_file)
    if found is None:
        return False
    blank = _with_digest(parquet_file, _BLANK)
    return hashlib.sha256(blank).hexdigest().encode() == found[1]


def _digest_of_file(parquet_file: bytes) -> re.Match[bytes] | None:
    # Between key and value are a few bytes of the footer's encoding.
    footer = parquet_file.rfind(FILE_DIGEST.encode())
    pattern = re.compile(FILE_DIGEST.encode() + rb"[^0-9a-f]{1,8}([0-9a-f]{64})")
    return pattern.match(parquet_file, footer) if footer >= 0 else None


def _with_digest(parquet_file: bytes, digest: bytes) -> bytes:
    found = _digest_of_file(parquet_file)
    assert found is not None
    return parquet_file[: found.start(1)] + digest + parquet_file[found.end(1) :]


def text(table: CertifiedTable, form: str) -> str:
    """Return the table in one of the formats that are text."""
    instance("table", table, CertifiedTable)
    form = one_of("format", form, FORMATS[:3])
    if form == "csv":
        return table.content.csv
    return latex_text(table) if form == "latex" else json_text(table.content)


def write_table(
    table: CertifiedTable, path: str | os.PathLike[str], form: str, *, overwrite: bool = False
) -> None:
    """Write the table, whole or not at all; raises `FileError` as `write_bytes` does."""
    instance("table", table, CertifiedTable)
    if one_of("format", form, FORMATS) == "parquet":
        write_bytes(path, parquet_bytes(table.content), overwrite=overwrite)
    else:
        write_text(path, text(table, form), overwrite=overwrite)
