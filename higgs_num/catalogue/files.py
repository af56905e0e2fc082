"""A reference trajectory as a file: netCDF-4, CSV or JSON."""

import json

from higgs_num.catalogue.reference import Reference


def content(one: Reference, path: str) -> bytes:
    """Return what a file of that name holds: netCDF-4 (.nc), CSV (.csv), or JSON otherwise."""
    name = str(path).lower()
    if name.endswith(".nc"):
        return bytes(one.to_xarray().to_netcdf(engine="h5netcdf"))
    if not name.endswith(".csv"):
        return (json.dumps(one.plain(), ensure_ascii=False) + "\n").encode()
    head = [f"# {one.id}, version {one.version}: {one.title}", f"# {one.statement}"]
    head += [f"# {key} = {value}" for key, value in one.parameters.items()]
    rows = [f"{t:.6g},{y:.{one.digits}f}" for t, y in zip(one.time, one.gap, strict=True)]
    return "\n".join([*head, "t,Delta", *rows, ""]).encode()
