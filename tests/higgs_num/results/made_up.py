"""A result with every sort of field, for the tests of the archive."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.inputs import Kinds
from higgs_num.levels import Levels
from higgs_num.results import (
    ENERGY,
    NUMBER,
    ONE,
    OPTIONAL_NUMBER,
    TEXT,
    TEXTS,
    TIME,
    Archived,
    Curve,
    Labels,
    Quantity,
    Series,
    array,
    composed,
    header,
    json_of,
    series,
)


@dataclass(frozen=True)
class Slow:
    """One kind of method."""

    step: float
    stages: tuple[int, ...] = (1, 2)


@dataclass(frozen=True)
class Fast:
    """Another kind of method."""

    order: int


METHODS: Kinds[Slow | Fast] = Kinds("method", Slow, Fast)
PLACE = Labels("place", lambda made: made.places, "place", ENERGY)
AXIS = Labels("axis", lambda _: ("x", "y"), "direction")


class Made(Archived, format="higgs-toolkit made-up result", version=7, labels=(PLACE, AXIS)):
    """Every sort of field once."""

    places: tuple[float, ...] = header(json_of(list, tuple))
    method: Slow | Fast = header(json_of(METHODS.to_plain, METHODS.from_plain))
    note: str = header(TEXT)
    seconds: float = header(NUMBER)
    error: float | None = header(OPTIONAL_NUMBER)
    provenance: Mapping[str, str] = header(TEXTS)
    levels: Levels = composed(
        Levels,
        energies=Quantity("level", ("level",), ENERGY, "level eps"),
        weights=Quantity("weight", ("level",), ENERGY, "weight"),
    )
    time: Vector = array("time", unit=TIME, long_name="time")
    gap: Vector = array("time", unit=ENERGY, long_name="gap")
    spins: Vector = array("time", "axis", "place", unit=ONE, long_name="spins")
    extra: Series = series("time")


def made(
    *,
    places: tuple[float, ...] = (0.5, -0.25),
    method: Slow | Fast = Slow(0.1),
    note: str = "",
    error: float | None = None,
    gap: Vector | None = None,
    extra: Mapping[str, Curve] | None = None,
) -> Made:
    """Return a result of three times."""
    random = np.random.default_rng(3)
    return Made(
        places=places,
        method=method,
        note=note,
        seconds=0.1,
        error=error,
        provenance={"version": "1", "größe": "ü"},
        levels=Levels([-1.0, 0.25, 1.5], [0.5, 1.0, 0.5]),
        time=np.array([0.0, 0.5, 1.0]),
        gap=np.array([1.0, 1.0 / 3.0, 5e-324]) if gap is None else gap,
        spins=random.standard_normal((3, 2, len(places))),
        extra=Series(extra),
    )
