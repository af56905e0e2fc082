"""Numbers in rows as a file: CSV with its header, or JSON."""

import json
import math
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import higgs_sym
from higgs_num.equilibrium.content import Content
from higgs_sym.ground.files import write_text


def write_table(
    path: str | os.PathLike[str],
    header: Mapping[str, str],
    columns: Sequence[str],
    rows: Sequence[Sequence[float | None]],
    *,
    overwrite: bool,
) -> None:
    """Write 12 digits of every number, whole or not at all: .json, else CSV.

    None and infinity are left empty.

    Raises `FileError` as `write_text` does.
    """
    told = {**header, "made_with": f"higgs-toolkit {higgs_sym.__version__}"}
    if Path(path).suffix.lower() == ".json":
        plain = [[x if x is not None and math.isfinite(x) else None for x in row] for row in rows]
        made = json.dumps({"header": told, "columns": list(columns), "rows": plain}) + "\n"
    else:
        texts = tuple(
            tuple("" if x is None or math.isinf(x) else f"{x:.12g}" for x in row) for row in rows
        )
        made = Content.sealed(told, tuple(columns), texts).csv
    write_text(path, made, overwrite=overwrite)
