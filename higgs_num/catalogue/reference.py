"""The shipped reference trajectories, and how they are read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from higgs_num.core.arrays import Vector
from higgs_num.inputs import real_array
from higgs_sym.ground.errors import ArgumentError, one_of

FORMAT = "higgs-toolkit reference trajectory"
FOLDER = files("higgs_num.catalogue") / "trajectories"
INDEX = "index.json"


@dataclass(frozen=True, eq=False)
class Reference:
    """A reference trajectory.

    id, title, statement, parameters : the problem; energies in units of Delta_f, times in its
        inverse
    time, gap : (n,); for linear response delta Delta(t) over its final change
    digits : decimals of the gap that two ways agree to, with a margin
    ways : how it was found, twice;  apart : their largest difference
    version : of the numbers; raised when one changes

    Examples
    --------
    >>> from higgs_num.catalogue import reference
    >>> one = reference("clean-phase-3")
    >>> one.parameters
    mappingproxy({'Delta_i': 0.1, 'Delta_f': 1.0, 'D': 10.0, 'N': 400})
    >>> one.time.size, one.digits
    (241, 9)
    """

    id: str
    title: str
    statement: str
    parameters: Mapping[str, Any]
    time: Vector
    gap: Vector
    digits: int
    ways: tuple[str, str]
    apart: float
    version: int

    @property
    def error(self) -> float:
        """Largest error of a value, half a unit of the last digit."""
        return 0.5 * 10.0**-self.digits

    @property
    def unit(self) -> float:
        """Gap by which differences are divided: 1."""
        return 1.0

    def __call__(self, time: ArrayLike) -> Vector:
        """Return Delta at its own times (to rounding of the argument), any shape.

        Raises ArgumentError for other times: what lies between is not certain to the digits told.
        """
        asked = real_array("time", time, ndim=None)
        place = np.clip(np.searchsorted(self.time, asked), 0, self.time.size - 1)
        place = np.where(
            (place > 0) & (np.abs(self.time[place - 1] - asked) < np.abs(self.time[place] - asked)),
            place - 1,
            place,
        )
        off = np.abs(self.time[place] - asked) > 1e-9 * (1.0 + np.abs(asked))
        if off.any():
            rule = f"be among those of {self.id}: 0, {self.time[1]:g}, ... {self.time[-1]:g}"
            raise ArgumentError("time", rule, float(asked[off].flat[0]))
        return np.asarray(self.gap[place])

    def plain(self) -> dict[str, Any]:
        """Return it as JSON types, as it is shipped."""
        return {
            "format": FORMAT,
            "version": self.version,
            "id": self.id,
            "title": self.title,
            "statement": self.statement,
            "parameters": dict(self.parameters),
            "digits": self.digits,
            "ways": list(self.ways),
            "apart": self.apart,
            "time": self.time.tolist(),
            "gap": self.gap.tolist(),
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Reference:
        """Rebuild it from `plain`."""
        time, gap = (np.array(plain[name], dtype=np.float64) for name in ("time", "gap"))
        return cls(
            plain["id"], plain["title"], plain["statement"], MappingProxyType(plain["parameters"]),
            time, gap, plain["digits"], tuple(plain["ways"]), plain["apart"], plain["version"],
        )  # fmt: skip

    def to_xarray(self) -> Any:
        """Return a Dataset with `gap` over `time`; what belongs to it as attributes."""
        import xarray as xr

        attributes = {name: value for name, value in self.plain().items()
                      if name not in ("time", "gap")}  # fmt: skip
        attributes["parameters"] = json.dumps(attributes["parameters"])
        gap = ("time", self.gap, {"units": "Delta_f", "long_name": "pairing amplitude Delta(t)"})
        time = ("time", self.time, {"units": "1/Delta_f"})
        return xr.Dataset({"gap": gap}, {"time": time}, attributes)

    def __repr__(self) -> str:
        return f"Reference({self.id}: {self.time.size} times, {self.digits} digits)"


@cache
def _index() -> tuple[str, ...]:
    return tuple(json.loads((FOLDER / INDEX).read_text("utf-8")))


@cache
def reference(id: str) -> Reference:
    """Return the reference trajectory called `id`; ArgumentError listing the ids otherwise.

    Examples
    --------
    >>> from higgs_num.catalogue import reference
    >>> reference("clean-small").title
    'Clean, small strengthening quench (Volkov and Kogan)'
    """
    one_of("id", id, _index())
    return Reference.from_plain(json.loads((FOLDER / f"{id}.json").read_text("utf-8")))


def references() -> Mapping[str, Reference]:
    """Return all reference trajectories by id.

    Examples
    --------
    >>> from higgs_num.catalogue import references
    >>> sorted(references())[:3]
    ['clean-phase-1', 'clean-phase-2-down', 'clean-phase-2-up']
    """
    return MappingProxyType({id: reference(id) for id in _index()})
