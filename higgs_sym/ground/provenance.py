"""Where a number comes from: versions, machine and time, as flat text for any file format."""

import os
import platform
from datetime import UTC, datetime
from functools import cache
from importlib import metadata

import higgs_sym

# Every package whose release could move a digit of a result or the bytes of a file.
PACKAGES = (
    "h5netcdf",
    "llvmlite",
    "matplotlib",
    "mpmath",
    "numba",
    "numpy",
    "python-flint",
    "scipy",
    "sympy",
    "xarray",
)


@cache
def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "not installed"


def provenance(created: datetime | None = None) -> dict[str, str]:
    """Return versions, platform and time of making, every key and value a plain string.

    Keys are `created` (ISO 8601, UTC; `created` or now), `higgs_toolkit`, `python`, `platform`,
    `machine`, `cpus`, and `version_<package>` with `_` for `-` for each of `PACKAGES`.
    """
    moment = datetime.now(UTC) if created is None else created.astimezone(UTC)
    record = {
        "created": moment.isoformat(timespec="seconds"),
        "higgs_toolkit": higgs_sym.__version__,
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "platform": platform.platform(),
        "machine": platform.machine(),
        "cpus": str(os.cpu_count() or 0),
    }
    for package in PACKAGES:
        record[f"version_{package.replace('-', '_')}"] = _version(package)
    return record
