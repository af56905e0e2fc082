"""Files of certified tables read back: every byte is as it was written, or the file is refused."""

import json
import os
from collections.abc import Callable

from higgs_num.equilibrium.content import Content
from higgs_num.equilibrium.formats import FILE_DIGEST, is_intact, json_text
from higgs_sym.ground.errors import FileError
from higgs_sym.ground.files import read_bytes


def read_table(path: str | os.PathLike[str]) -> tuple[dict[str, str], list[dict[str, str]]]:
    """Return header and rows of a certified table in csv, json or parquet, numbers as strings.

    The format is told from the content. The digest covers the header, the names of the columns
    and the rows.

    Raises
    ------
    ArgumentError
        `path` is no path.
    FileError
        The file cannot be read, is no certified table, is LaTeX, or has changed since it was
        written, be it by one byte.
    """
    packed = read_bytes(path)
    if packed.startswith(b"% "):
        raise FileError(path, "is LaTeX, which is for print; read csv, json or parquet")
    reader = next((one for start, one in _READERS.items() if packed.startswith(start)), None)
    if reader is None:
        raise FileError(path, "is no certified table")
    try:
        content = reader(packed)
    except (ValueError, RecursionError):
        content = None
    if content is None or not content.is_sound:
        raise FileError(path, "is damaged: it is not what was written under its checksum")
    return dict(content.header), [
        dict(zip(content.columns, row, strict=True)) for row in content.rows
    ]


def _of_csv(packed: bytes) -> Content | None:
    text = packed.decode()
    content = Content.of_csv(text)
    return content if content.csv == text else None


def _of_json(packed: bytes) -> Content | None:
    text = packed.decode()
    data = json.loads(text)
    if not isinstance(data, dict) or set(data) != {"header", "columns", "rows"}:
        return None
    header, columns, rows = data["header"], data["columns"], data["rows"]
    if not (isinstance(header, dict) and isinstance(rows, list)):
        return None
    if not all(_are_texts(one) for one in (list(header.values()), columns, *rows)):
        return None
    content = Content(header, tuple(columns), tuple(tuple(row) for row in rows))
    return content if json_text(content) == text else None


def _are_texts(values: object) -> bool:
    return isinstance(values, list) and all(isinstance(one, str) for one in values)


def _of_parquet(packed: bytes) -> Content | None:
    if not is_intact(packed):
        return None
    import pyarrow as pa
    from pyarrow import parquet

    try:
        table = parquet.read_table(pa.BufferReader(packed))
    except (pa.ArrowException, OSError):
        return None
    metadata = table.schema.metadata or {}
    header = {key.decode(): value.decode() for key, value in metadata.items()}
    header.pop(FILE_DIGEST, None)
    columns = [column.to_pylist() for column in table.columns]
    if not all(_are_texts(column) for column in columns):
        return None
    return Content(header, tuple(table.column_names), tuple(zip(*columns, strict=True)))


_READERS: dict[bytes, Callable[[bytes], Content | None]] = {
    b"# ": _of_csv,
    b"{": _of_json,
    b"PAR1": _of_parquet,
}
