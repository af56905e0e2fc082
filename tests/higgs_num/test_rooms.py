"""Every room of the package has its tests, and its line for readers."""

import pkgutil
from pathlib import Path

import higgs_num

ROOMS = {one.name for one in pkgutil.iter_modules(higgs_num.__path__) if one.ispkg}


def test_tests_mirror_the_rooms() -> None:
    folders = {path.parent.name for path in Path(__file__).parent.glob("*/test_*.py")}
    assert folders >= ROOMS


def test_every_room_is_on_the_page_of_the_architecture() -> None:
    page = (Path(__file__).parents[2] / "docs" / "architecture.md").read_text("utf-8")
    assert not {room for room in ROOMS if f"`higgs_num/{room}/`" not in page}
