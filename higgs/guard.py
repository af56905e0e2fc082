"""Whose package `verification` is: the name is common, and another one would take its place.

Nothing here imports it. Among 160 distributions a start costs 12 ms more.
"""

import sys
from importlib.machinery import PathFinder
from pathlib import Path

NAME = "verification"
OURS = "higgs-toolkit"
HOME = Path(__file__).resolve().parent.parent  # all packages lie side by side


class ClashError(Exception):
    """Another package of the name; the message is one line."""


def check() -> None:
    """Raise `ClashError` if `import verification` would not give the package of this distribution.

    Either another folder comes first on the path of imports, or another distribution has put files
    into the very folder.
    """
    found = _file()
    ours = HOME / NAME / "__init__.py"
    if found is None or found.resolve() != ours:
        whose = "nobody" if found is None else _owner(found)
        raise ClashError(_told(whose, found))
    if others := sharing(HOME):
        raise ClashError(_told(" and ".join(others), ours))


def _file() -> Path | None:
    loaded = sys.modules.get(NAME)
    spec = loaded.__spec__ if loaded is not None else PathFinder.find_spec(NAME)
    if spec is None:
        return None
    if spec.origin is not None:
        return Path(spec.origin)
    places = list(spec.submodule_search_locations or ())
    return Path(places[0]) if places else None


def sharing(folder: Path) -> list[str]:
    """Return the other distributions whose lists of files name some in `folder`/verification."""
    start = f"{NAME}/".encode()
    found = []
    for record in folder.glob("*.dist-info/RECORD"):
        content = record.read_bytes()
        if content.startswith(start) or b"\n" + start in content:
            found.append(record.parent.stem.rsplit("-", 1)[0].replace("_", "-"))
    return sorted(name for name in found if name != OURS)


def _owner(file: Path) -> str:
    for folder in (file.parent, *file.parents):
        if others := sharing(folder):
            return " and ".join(others)
    return "no distribution"


def _told(whose: str, file: Path | None) -> str:
    return (
        f"the package `{NAME}` must be that of {OURS}, but is of {whose}"
        f" ({'not found' if file is None else file}); use an environment of its own"
    )
