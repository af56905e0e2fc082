"""Named curves over one dimension, as many as were asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_sym.ground.errors import ArgumentError, instance, quoted


@dataclass(frozen=True, eq=False)
class Curve:
    """Values (n,) with their unit and long name."""

    values: Vector
    unit: str
    long_name: str


class Series(Mapping[str, Vector]):
    """Curves by name: `series[name]` is the values (n,), `series.curve(name)` knows the unit.

    Raises
    ------
    ArgumentError
        If a name has other signs than letters, digits and _, or begins with a digit.
    """

    def __init__(self, curves: dict[str, Curve] | None = None) -> None:
        self._curves: dict[str, Curve] = (
            {} if curves is None else dict(instance("curves", curves, dict))
        )
        for name, curve in self._curves.items():
            instance("curves", curve, Curve)
            if not (isinstance(name, str) and name.isidentifier()):
                raise ArgumentError("name", "have letters, digits and _ only", quoted(name))
            if np.ndim(curve.values) != 1:
                raise ArgumentError(name, "be of shape (n,)", f"of shape {curve.values.shape}")

    def curve(self, name: str) -> Curve:
        """Return the values with unit and long name."""
        return self._curves[name]

    def __getitem__(self, name: str) -> Vector:
        return self._curves[name].values

    def __iter__(self) -> Iterator[str]:
        return iter(self._curves)

    def __len__(self) -> int:
        return len(self._curves)

    def __repr__(self) -> str:
        return f"Series({', '.join(self) or 'empty'})"
