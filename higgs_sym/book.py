"""`Formulas`: formulas by id, which print as how many there are, not one after the other."""

from collections.abc import Iterator, Mapping

from higgs_sym.formula import Formula
from higgs_sym.ground.page import grid, joined

MOST_SHOWN = 500  # rows of a page


class Formulas(Mapping[str, Formula]):
    """Formulas by id, in order; nothing can be put in or taken out."""

    __slots__ = ("_by_id",)

    def __init__(self, by_id: Mapping[str, Formula]) -> None:
        self._by_id = dict(by_id)

    def __getitem__(self, id: str) -> Formula:
        return self._by_id[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_id)

    def __len__(self) -> int:
        return len(self._by_id)

    def __repr__(self) -> str:
        chapters = dict.fromkeys(one.chapter for one in self._by_id.values())
        told = f": {', '.join(chapters)}" if chapters else ""
        return f"<{len(self)} formulas in {len(chapters)} chapters{told}>"

    def _repr_html_(self) -> str:
        rows = [(id, one.title, one.source) for id, one in self._by_id.items()]
        return joined(
            f"{len(self)} formulas", grid(("id", "title", "source"), rows, most=MOST_SHOWN)
        )
