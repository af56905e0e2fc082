"""What is taken down along a trajectory: every quantity declared once, with unit and dimensions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from higgs_num.core.arrays import Vector
from higgs_num.results import ENERGY, ENERGY_SQUARED, ONE, array, declaring, series

OBSERVABLE = "observable_"  # before the names of observables in `named`


@declaring
class Recorded:
    """Recorded quantities at nt times, in the units of the problem.

    Attributes
    ----------
    gap : (nt,)
        Delta(t).
    energy : (nt,)
        sum_p eps_p S^z_p - Delta^2/lambda; constant in the clean limit.
    norm_change : (nt,)
        max_p | |S_p(t)| - |S_p(0)| | over the levels that are followed; zero in the clean limit.
        From splitting methods at the end of the step that is nearest to the saved time.
    probe_spins : (nt, 3, p)
        S^x, S^y, S^z of the probes of the problem.
    observables : mapping of str to (nt,)
        What the user asked for, by name.
    """

    gap: Vector = array("time", unit=ENERGY, long_name="pairing amplitude Delta(t)")
    energy: Vector = array(
        "time", unit=ENERGY_SQUARED, long_name="energy per unit density of states"
    )
    norm_change: Vector = array("time", unit=ONE, long_name="max change of |S|")
    probe_spins: Vector = array("time", "axis", "probe", unit=ONE, long_name="S of the probes")
    observables: Mapping[str, Vector] = series("time")

    def __len__(self) -> int:
        return int(self.gap.size)

    @property
    def parts(self) -> dict[str, Any]:
        """The fields by name."""
        return {field.name: getattr(self, field.name) for field in fields(Recorded)}

    @property
    def named(self) -> dict[str, Vector]:
        """All quantities by name, each with the times along its first axis."""
        own = self.parts
        series = own.pop("observables")
        return {**own, **{OBSERVABLE + name: values for name, values in series.items()}}

    @classmethod
    def of_named(cls, named: Mapping[str, Vector]) -> Self:
        """Return the record of which `named` is the property; KeyError if one is missing."""
        observables = {
            name.removeprefix(OBSERVABLE): values
            for name, values in named.items()
            if name.startswith(OBSERVABLE)
        }
        own = {one.name: named[one.name] for one in fields(Recorded) if one.name != "observables"}
        return cls(**own, observables=observables)

    @classmethod
    def joined(cls, parts: Sequence[Recorded]) -> Self:
        """Return one record after the other as one; there is at least one."""
        named = [part.named for part in parts]
        return cls.of_named(
            {name: np.concatenate([one[name] for one in named]) for name in named[0]}
        )

    def from_row(self, start: int) -> Recorded:
        """Return the record from time number `start` on."""
        return Recorded.of_named({name: values[start:] for name, values in self.named.items()})

    @property
    def finite(self) -> NDArray[np.bool_]:
        """Whether all numbers are finite, at each time (nt,)."""
        parts = [np.isfinite(values) for values in self.named.values()]
        return np.asarray(np.all([p.all(axis=tuple(range(1, p.ndim))) for p in parts], axis=0))
