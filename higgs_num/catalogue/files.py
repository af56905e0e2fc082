"""A reference trajectory as a file: netCDF-4, CSV or JSON."""

import json

from higgs_num.catalogue.reference import Reference
from higgs_sym.ground.errors import ArgumentError, quoted

SUFFIXES = (".nc", ".csv", ".json")


def check_name(path: str) -> str:
    """Return the kind of file that a name asks for, or raise `ArgumentError`."""
    found = [suffix for suffix in SUFFIXES if str(path).lower().endswith(suffix)]
    if not found:
        raise ArgumentError("--out", f"end in {', '.join(SUFFIXES)}", quoted(str(path)))
    return found[0]


def content(one: Reference, path: str) -> bytes:
    """Return what a file of that name holds."""
    kind = check_name(path)
    if kind == ".nc":
        return bytes(one.to_xarray().to_netcdf(engine="h5netcdf"))
    if kind == ".json":
        return (json.dumps(one.plain(), ensure_ascii=False) + "\n").encode()
    head = [f"# {one.id}, version {one.version}: {one.title}", f"# {one.statement}"]
    head += [f"# {name} = {value}" for name, value in one.parameters.items()]
    rows = [f"{t:.6g},{y:.{one.digits}f}" for t, y in zip(one.time, one.gap, strict=True)]
    return "\n".join([*head, "t,Delta", *rows, ""]).encode()
