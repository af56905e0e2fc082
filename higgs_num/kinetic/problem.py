"""The inputs of one quench of the exact theory, validated once."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, Self

from higgs_num.core.arrays import Vector
from higgs_num.drives import DRIVES, Drive
from higgs_num.inputs import (
    SavedTimes,
    check_band,
    check_gaps,
    check_rates,
    from_plain,
    settle,
    to_plain,
)
from higgs_num.steady.inputs import checked_cutoff
from higgs_sym.ground.errors import (
    ArgumentError,
    instance,
    integer,
    member,
    nonnegative,
    told,
)

MOST_SAVED = 1_000_000
# Of energies to the smallest gap: beyond, the memory of the band is nothing but its own ringing.
WIDEST = 1e3
HOTTEST = 1e3
# Below, the vertical branch is longer than that of temperature 0 where the state is gapless.
COLDEST = 1e-9
MOST_DEPTH = 64


class Band(StrEnum):
    """The density of states w(eps), 1 at the Fermi level, 0 beyond the cutoff W.

    Examples
    --------
    >>> from higgs_num.kinetic import Band
    >>> [str(one) for one in Band]
    ['semicircle', 'flat']
    """

    SEMICIRCLE = "semicircle"
    FLAT = "flat"


@dataclass(frozen=True)
class KineticQuench:
    """A quench of the coupling at t = 0 in the self-consistent Born theory, of any strength.

    All energies and rates are in one unit of the user's choice, times in its inverse (hbar = 1).
    No result depends on that unit.

    Parameters
    ----------
    gap_initial
        Equilibrium gap Delta_i > 0 before, *with* the impurities, at `temperature`.
    gap_final
        Equilibrium gap Delta_f > 0 that the coupling after the quench has at temperature 0, with
        the impurities.
    rate_s, rate_u
        1/tau_s (paramagnetic) and 1/tau_u (nonmagnetic), >= 0. Gapless equilibria are allowed.
    cutoff
        W, half the width of the band, larger than both gaps; inf: the infinite band, for which
        results at growing W are extrapolated.
    band
        `Band` or its name. semicircle: sqrt(1 - eps^2/W^2). flat: 1, as a chain of `depth` sites.
        Ignored where the cutoff is infinite.
    depth
        Sites of the chain of a flat band; its error falls as the inverse square.
    temperature
        Of the state before the quench, k_B = 1: 0, or 1e-9 to 1e3 times gap_initial.
    t_max, save_every, save_at
        Last time and saved times, as of `higgs_num.quench.Problem`.
    drive
        None: lambda jumps at t = 0. A `Drive` of `higgs_num.drives`: how it goes on to change.

    Raises
    ------
    ArgumentError
        If a value breaks a rule above.

    Examples
    --------
    >>> from higgs_num.kinetic import KineticQuench
    >>> problem = KineticQuench(gap_initial=0.8, gap_final=1.0, rate_s=0.1, t_max=4.0)
    >>> problem.times.size
    33
    """

    gap_initial: float
    gap_final: float
    rate_s: float = 0.0
    rate_u: float = 0.0
    cutoff: float = 5.0
    band: Band = Band.SEMICIRCLE
    depth: int = 8
    temperature: float = 0.0
    t_max: float = 30.0
    save_every: float = 0.125
    drive: Drive | None = None
    save_at: Sequence[float] | Vector | None = None

    def __post_init__(self) -> None:
        gap_initial, gap_final = check_gaps(self.gap_initial, self.gap_final)
        rate_s, rate_u = check_rates(self.rate_s, self.rate_u)
        settle(
            self, gap_initial=gap_initial, gap_final=gap_final, rate_s=rate_s, rate_u=rate_u,
            band=member("band", self.band, Band),
            depth=integer("depth", self.depth, least=1, most=MOST_DEPTH),
            temperature=nonnegative("temperature", self.temperature),
        )  # fmt: skip
        smallest, largest = min(gap_initial, gap_final), max(gap_initial, gap_final)
        cutoff = checked_cutoff(self.cutoff)
        settle(self, cutoff=cutoff if math.isinf(cutoff) else check_band(cutoff, largest))
        widths = {} if math.isinf(cutoff) else {"cutoff": cutoff}
        for name, value in {"gap_initial": gap_initial, "rate_s": rate_s, **widths}.items():
            if value > WIDEST * smallest:
                raise ArgumentError(
                    name, f"be <= {WIDEST:g} times the smaller gap, {told(smallest)}", value
                )
        if rate_u > WIDEST * (largest if math.isinf(cutoff) else cutoff):
            raise ArgumentError("rate_u", f"be <= {WIDEST:g} times the cutoff", rate_u)
        if gap_final > WIDEST * smallest:
            rule = f"be <= {WIDEST:g} times gap_initial, {told(gap_initial)}"
            raise ArgumentError("gap_final", rule, gap_final)
        if self.temperature > HOTTEST * gap_initial:
            rule = f"be <= {HOTTEST:g} times gap_initial, {told(gap_initial)}"
            raise ArgumentError("temperature", rule, self.temperature)
        if 0.0 < self.temperature < COLDEST * gap_initial:
            rule = f"be 0 or >= {COLDEST:g} times gap_initial, {told(gap_initial)}"
            raise ArgumentError("temperature", rule, self.temperature)
        saved = self.saved_times
        settle(self, t_max=saved.t_max, save_every=saved.save_every, save_at=saved.save_at)
        if self.drive is not None:
            DRIVES.check(self.drive)

    @cached_property
    def saved_times(self) -> SavedTimes:
        """The rule by which times are saved."""
        return SavedTimes(self.t_max, self.save_every, self.save_at, most=MOST_SAVED)

    @property
    def times(self) -> Vector:
        """Saved times (nt,)."""
        return self.saved_times.times

    @property
    def infinite(self) -> bool:
        """Whether the band is infinite."""
        return math.isinf(self.cutoff)

    def to_dict(self) -> dict[str, Any]:
        """Return the inputs as JSON types; `from_dict` rebuilds the problem."""
        plain = {**to_plain(self), "band": str(self.band)}
        plain["cutoff"] = str(self.cutoff) if self.infinite else self.cutoff
        plain["drive"] = None if self.drive is None else DRIVES.to_plain(self.drive)
        plain["save_at"] = None if self.save_at is None else list(self.save_at)
        return plain

    @classmethod
    def from_dict(cls, plain: dict[str, Any]) -> Self:
        """Rebuild a problem from `to_dict`."""
        values = dict(instance("plain", plain, dict))
        if values.get("cutoff") == "inf":
            values["cutoff"] = math.inf
        if (drive := values.get("drive")) is not None:
            values["drive"] = DRIVES.from_plain(instance("drive", drive, dict))
        return from_plain(cls, values)
