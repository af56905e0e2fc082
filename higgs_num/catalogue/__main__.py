"""Make the catalogue anew: `python -m higgs_num.catalogue [ID ...]`.

A file changes only where its numbers do; then VERSION of `problems` must go up.
"""

import json
import math
import sys
from pathlib import Path

import numpy as np

from higgs_num.catalogue.problems import ENTRIES, EXACT_LAST, TIMES, VERSION, Entry
from higgs_num.catalogue.reference import INDEX, Reference
from higgs_sym.ground.files import write_bytes, write_text

MARGIN = 4.0  # of the difference of both ways, against half a unit of the last digit
MOST_DIGITS = 10
FOLDER = Path(__file__).with_name("trajectories")


def made(entry: Entry) -> Reference:
    """Return an entry, solved twice and rounded to the digits on which both agree."""
    found = entry.solve()
    apart = float(np.max(np.abs(found.gap - found.second)))
    digits = min(MOST_DIGITS, math.floor(-math.log10(max(2.0 * MARGIN * apart, 1e-300))))
    time = TIMES if found.gap.size == TIMES.size else TIMES[TIMES <= EXACT_LAST]
    return Reference(
        entry.id, entry.title, entry.statement, entry.parameters, time,
        np.round(found.gap, digits), digits, found.ways, float(f"{apart:.1e}"), VERSION,
    )  # fmt: skip


def write(one: Reference, folder: Path) -> None:
    """Write a reference as JSON and as netCDF-4."""
    text = json.dumps(one.plain(), indent=1, ensure_ascii=False)
    # A number a line would be long to scroll, and rows are what people compare.
    head, _, tail = text.partition('"time": [')
    numbers = " ".join(tail.split())
    write_text(folder / f"{one.id}.json", f'{head}"time": [{numbers}\n', overwrite=True)
    content = bytes(one.to_xarray().to_netcdf(engine="h5netcdf"))
    write_bytes(folder / f"{one.id}.nc", content, overwrite=True)


def main(ids: list[str]) -> None:
    """Make the entries called `ids`, all unless some are named, and the list of all."""
    for id in ids or list(ENTRIES):
        one = made(ENTRIES[id])
        write(one, FOLDER)
        print(f"{id}: {one.digits} digits, both ways {one.apart:.1e} apart")
    write_text(FOLDER / INDEX, json.dumps(list(ENTRIES), indent=1) + "\n", overwrite=True)


if __name__ == "__main__":
    main(sys.argv[1:])
