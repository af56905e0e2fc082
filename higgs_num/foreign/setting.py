"""What is known of a foreign trajectory: the quench that it is to follow."""

import math
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

from higgs_num.inputs import check_rates, energy, settle, to_plain
from higgs_num.inputs.ranges import duration
from higgs_num.kinetic import Band
from higgs_num.levels import MOST_LEVELS, Levels
from higgs_num.quench import Closure
from higgs_num.steady.inputs import checked_cutoff
from higgs_sym.ground.errors import ArgumentError, integer, member, nonnegative


class Theory(StrEnum):
    """The equations that a trajectory is to follow.

    Examples
    --------
    >>> from higgs_num.foreign import Theory
    >>> [str(one) for one in Theory]
    ['clean', 'closure', 'exact', 'linear']
    """

    CLEAN = "clean"
    CLOSURE = "closure"
    EXACT = "exact"
    LINEAR = "linear"

    @property
    def told(self) -> str:
        """The theory in words."""
        return {
            "clean": "a clean quench",
            "closure": "Eq. (9) with a closure",
            "exact": "the exact theory with impurities",
            "linear": "the exact linear response with impurities",
        }[self.value]


@dataclass(frozen=True)
class Setting:
    """The quench of a trajectory, as far as it is known; energies in the unit of its gap.

    Parameters
    ----------
    gap_initial, gap_final
        Equilibrium gaps of the couplings before and after, with the impurities, > 0; None unknown.
    cutoff
        Half the width of the band, > 0, may be infinite; None unknown.
    levels
        Number of equally spaced levels, the midpoints of as many cells of [-cutoff, cutoff]; None
        for a continuum, or unknown.
    rate_s, rate_u
        1/tau_s and 1/tau_u, >= 0: energy rates, hbar/tau in the unit of energy.
    temperature
        Of the state before, k_B = 1, >= 0.
    theory
        A `Theory` or its name. Unless given: clean without rates, (9) with a closure where one
        is named, exact otherwise.
    closure
        Of (9): static, even, odd.
    band
        Of the exact theory: semicircle or flat.
    step
        Time step of the integrator, > 0; None unknown.

    Raises
    ------
    ArgumentError
        If a value breaks a rule above.

    Examples
    --------
    >>> from higgs_num.foreign import Setting
    >>> setting = Setting(gap_initial=0.5, gap_final=1.0, cutoff=10.0, levels=400)
    >>> len(setting.uniform_levels)
    400
    >>> str(Setting(rate_s=0.1).chosen_theory)
    'exact'
    """

    gap_initial: float | None = None
    gap_final: float | None = None
    cutoff: float | None = None
    levels: int | None = None
    rate_s: float = 0.0
    rate_u: float = 0.0
    temperature: float = 0.0
    theory: Theory | None = None
    closure: Closure | None = None
    band: Band = Band.SEMICIRCLE
    step: float | None = None

    def __post_init__(self) -> None:
        for name in ("gap_initial", "gap_final"):
            if getattr(self, name) is not None:
                settle(self, **{name: energy(name, getattr(self, name))})
        if self.cutoff is not None:
            settle(self, cutoff=checked_cutoff(self.cutoff))
        if self.levels is not None:
            settle(self, levels=integer("levels", self.levels, least=2, most=MOST_LEVELS))
        rate_s, rate_u = check_rates(self.rate_s, self.rate_u)
        settle(self, rate_s=rate_s, rate_u=rate_u, band=member("band", self.band, Band))
        settle(self, temperature=nonnegative("temperature", self.temperature))
        if self.step is not None:
            settle(self, step=duration("step", self.step))
        if self.closure is not None:
            settle(self, closure=member("closure", self.closure, Closure))
            if self.closure is Closure.GIVEN:
                raise ArgumentError("closure", "be static, even or odd", str(self.closure))
        if self.theory is not None:
            settle(self, theory=member("theory", self.theory, Theory))
        self._check_theory()

    def _check_theory(self) -> None:
        disordered = self.rate_s > 0.0 or self.rate_u > 0.0
        if self.theory is Theory.CLEAN and disordered:
            rule = "be closure, exact or linear with impurities"
            raise ArgumentError("theory", rule, str(self.theory))
        if self.closure is not None and self.theory not in (None, Theory.CLOSURE):
            rule = f"be left out for {self.theory.told}"
            raise ArgumentError("closure", rule, str(self.closure))

    @property
    def chosen_theory(self) -> Theory:
        """The theory that is said, or follows from what is said."""
        if self.theory is not None:
            return self.theory
        if self.closure is not None:
            return Theory.CLOSURE
        return Theory.EXACT if self.rate_s > 0.0 or self.rate_u > 0.0 else Theory.CLEAN

    @cached_property
    def uniform_levels(self) -> Levels | None:
        """The equally spaced levels, if their number and the cutoff are known."""
        if self.levels is None or self.cutoff is None or math.isinf(self.cutoff):
            return None
        if self.levels % 2:
            spacing = 2.0 * self.cutoff / self.levels
            places = [spacing * (k - self.levels // 2) for k in range(self.levels)]
            return Levels(places, [spacing] * self.levels)
        return Levels.uniform(self.cutoff, self.levels)

    def with_(self, **fields: Any) -> "Setting":
        """Return the setting with some fields replaced."""
        return replace(self, **fields)

    def plain(self) -> dict[str, Any]:
        """Return it as JSON types; an infinite cutoff as text."""
        fields: dict[str, Any] = to_plain(self)
        if self.cutoff is not None and math.isinf(self.cutoff):
            fields["cutoff"] = "inf"
        return {**fields, "theory": str(self.chosen_theory)}
