"""The reference tables shipped with the package: what they hold, how to make them again."""

from collections.abc import Mapping
from importlib import resources
from pathlib import Path

from higgs_num.equilibrium.reading import read_table
from higgs_num.equilibrium.table import table
from higgs_sym.ground.errors import one_of
from higgs_sym.ground.files import ensure_folder, write_text
from higgs_sym.ground.progress import Progress, silent

DIGITS = 30
_WEAK_TO_GAPLESS = "0,0.1,0.5,1,1.5"
_PSEUDOSPIN = {"x": "0,1e-8,0.5,1,2,5,1e8", "rate_s": _WEAK_TO_GAPLESS, "rate_u": "0,1"}
_PROFILE = {"x": "0:5:51", "rate_s": "0.1,0.5,1.5", "rate_u": "0"}
_THERMAL = {"x": "0,1,5", "T": "0.1,0.5", "rate_s": "0,0.5,1.5", "rate_u": "0.2"}

# File name without suffix -> quantity and grids.
TABLES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "Sx": ("Sx", _PSEUDOSPIN),
    "Sz": ("Sz", _PSEUDOSPIN),
    "norm": ("norm", _PSEUDOSPIN),
    "w": ("w", _PSEUDOSPIN),
    "W-source": ("W", _PSEUDOSPIN),
    "Sx-profile": ("Sx", _PROFILE),
    "Sz-profile": ("Sz", _PROFILE),
    "W-profile": ("W", _PROFILE),
    "Sx-thermal": ("Sx-thermal", _THERMAL),
    "Sz-thermal": ("Sz-thermal", _THERMAL),
    "W-thermal": ("W-thermal", _THERMAL),
    "gap-edge": ("gap-edge", {"rate_s": "0:1:51"}),
    "gap-ratio": ("gap-ratio", {"rate_s": "0:0.49:50"}),
    "gap-ratio-thermal": ("gap-ratio-thermal", {"rate_s": "0,0.1,0.3", "T": "0.1:0.5:5"}),
    "Tc-ratio": ("Tc-ratio", {"rate_s": "0,0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8,0.88"}),
    "coupling": ("coupling", {"cutoff": "10,100", "rate_s": "0,0.1,0.5", "rate_u": "0,1"}),
    "gap": ("gap", {"lam": "0.3,0.4", "rate_s": "0,0.01", "rate_u": "0,0.1"}),
    "omega-H": ("omega-H", {"rate_s": "0:1.9:20", "rate_u": "0", "cutoff": "inf"}),
    "omega-H-cutoff": (
        "omega-H",
        {"rate_s": "0.05,0.1,0.2,0.4", "rate_u": "0,0.02", "cutoff": "10,100"},
    ),
    "dos": ("dos", {"E": "0:3:31", "rate_s": "0.1,0.5,1,1.5"}),
    "dos-edge": ("dos-edge", {"rate_s": "0.02,0.1,0.2,0.5,0.8,0.98"}),
}


def make(name: str, *, processes: int = 1, progress: Progress = silent) -> str:
    """Return the csv text of reference table `name`, computed anew."""
    quantity, grids = TABLES[one_of("name", name, TABLES)]
    made = table(quantity, grids, digits=DIGITS, processes=processes, progress=progress)
    return made.content.csv


def make_all(folder: str | Path, *, processes: int = 1, progress: Progress = silent) -> list[Path]:
    """Write every reference table into `folder`, replacing older ones; return the paths."""
    target = ensure_folder(folder)
    paths = []
    for k, name in enumerate(TABLES):

        def share(done: float, finished: int = k) -> None:
            progress((finished + done) / len(TABLES))

        path = target / f"{name}.csv"
        write_text(path, make(name, processes=processes, progress=share), overwrite=True)
        paths.append(path)
    return paths


def read_reference(name: str) -> tuple[dict[str, str], list[dict[str, str]]]:
    """Return header and rows of the shipped table `name`; its digest is verified."""
    one_of("name", name, TABLES)
    with resources.as_file(resources.files(__package__) / "tables" / f"{name}.csv") as path:
        return read_table(path)
