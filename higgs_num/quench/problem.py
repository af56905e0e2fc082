"""The inputs of one quench, validated once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.drives import DRIVES, Drive
from higgs_num.equilibrium.coefficients import LARGEST_EXCESS
from higgs_num.equilibrium.pseudospins import checked_heat
from higgs_num.inputs import (
    SavedTimes,
    check_band,
    check_gaps,
    check_rates,
    check_revival,
    energy,
    enough_levels,
    from_plain,
    real_array,
    settle,
)
from higgs_num.levels import MOST_LEVELS, Levels, even
from higgs_num.quench.closure import Closure
from higgs_num.quench.given import Given, Profile
from higgs_num.quench.start import Start
from higgs_num.steady import SteadyState, steady_state
from higgs_num.steady.thermal import ground_state_gap
from higgs_sym.ground.errors import ArgumentError, instance, member, quoted, told

# Functions of eps that may be given, and how many numbers they are at each eps.
GIVEN: dict[str, tuple[int, ...]] = {"W": (), "theta": (), "spins": (3,)}

DEFAULT_LEVELS = 15_024
MOST_PROBED = 50_000_000


@dataclass(frozen=True)
class Problem:
    """A sudden quench of the coupling at t = 0, from the equilibrium of one gap to another's.

    All energies and rates are in one unit of the user's choice, times in its inverse (hbar = 1).
    No result depends on that unit as long as energies lie between 1e-25 and 1e25 in it, times
    between 1e-40 and 1e40; others are refused.

    Parameters
    ----------
    gap_initial, gap_final
        Equilibrium gaps Delta_i and Delta_f > 0 of the couplings before and after, *with* the
        impurities; the sums over levels define lambda, so both equilibria are exact on the grid.
    rate_s, rate_u
        1/tau_s (paramagnetic) and 1/tau_u (nonmagnetic), >= 0. Gapped equilibria only: rate_s
        may not exceed either gap. rate_u may exceed rate_s by 3e4 times the smaller gap.
    cutoff
        omega_D. Larger than both gaps, unless a `Levels` is given: what is summed is then that
        set, whatever the gaps, and the cutoff need only reach as far as it. It is also that of
        the clean steady state (constant density in [-cutoff, cutoff]) on which the sources of
        impurities are built.
    levels
        An even number of equally spaced levels in [-cutoff, cutoff], or a `Levels`, such as the
        band of a lattice.
    t_max
        Last time. It may not exceed the revival time of the level spacing.
    closure
        What sin(theta_p) of Eq. (11) is in the sources of Eq. (9), a `Closure` or its name:
        `static` (0), `even` (+sqrt(1 - cos^2) at every level), `odd` (that times sign eps),
        `given` (sin of `theta`).
    start
        A `Start` or its name. `equilibrium`: the state (12) of `gap_initial` with the impurities.
        `clean`: the ground state without them, the gaps then being those of the clean problem at
        the two couplings, so that the impurities are switched on together with the quench.
        `given`: `spins`; the couplings are those of `equilibrium`.
    save_every
        Saved times are the multiples of it (default 1/8), and 0.
    drive
        None: lambda jumps at t = 0. A `Drive` of `higgs_num.drives`: how lambda(t) goes on to
        change.
    save_at
        Saved times instead of the multiples of `save_every`: increasing, in [0, t_max]. The
        state is followed up to the last of them.
    W
        The source function W(eps) of (9), dimensionless; that of the final equilibrium unless
        given.
    theta
        theta(eps) of (11) in radians, of any parity.
    spins
        S^x, S^y, S^z at t = 0, of any parity and length.
    temperature
        k_B T of the state at t = 0, in the unit of the gaps: 0, or between 1e-3 and 100 times
        either gap. Both gaps are those of equilibrium at this temperature at the two couplings; W
        and the clean steady state are those of this temperature too.
    gap_steady
        Delta_s > 0 of (11) and the sources of (9); that of the exact clean steady state of the two
        gaps unless given. cos(theta) and the closures `even` and `odd` stay those of that state.
    probes
        Levels, of either sign and within the cutoff, whose spins are recorded at the saved times.
        They do not act on Delta(t) and need not be among `levels`.

    Raises
    ------
    ArgumentError
        If a value breaks a rule above.

    Notes
    -----
    `W`, `theta` and `spins` are each a callable of an array eps (n,), in the unit of the gaps,
    that returns (n,) or, for `spins`, (3, n); or an array on all levels, (N,) or (3, N), which
    is copied. With an array all levels are followed, as nothing is known between them. Attributes
    hold them as `Given`; those with callables are equal only if the callables are the same
    objects. Without impurities `W` and `theta` have no effect.

    Examples
    --------
    >>> from higgs_num.quench import Problem
    >>> problem = Problem(gap_initial=0.95, gap_final=1.0, rate_s=0.1, t_max=50.0)
    >>> problem.times.size, problem.disordered
    (401, True)
    >>> print(f"{problem.Delta_s:.9f}")
    0.999577217
    >>> Problem(gap_initial=0.95, gap_final=-1.0)
    Traceback (most recent call last):
        ...
    higgs_sym.ground.errors.ArgumentError: Argument `gap_final` must be > 0, but is -1
    """

    gap_initial: float
    gap_final: float
    rate_s: float = 0.0
    rate_u: float = 0.0
    cutoff: float = 10.0
    levels: int | Levels = DEFAULT_LEVELS
    t_max: float = 300.0
    closure: Closure = Closure.EVEN
    start: Start = Start.EQUILIBRIUM
    save_every: float = 0.125
    drive: Drive | None = None
    probes: tuple[float, ...] = ()
    save_at: Sequence[float] | Vector | None = None
    W: Given | Profile | None = None
    theta: Given | Profile | None = None
    spins: Given | Profile | None = None
    gap_steady: float | None = None
    temperature: float = 0.0

    def __post_init__(self) -> None:
        gap_initial, gap_final = check_gaps(self.gap_initial, self.gap_final)
        rate_s, rate_u = check_rates(self.rate_s, self.rate_u)
        settle(self, gap_initial=gap_initial, gap_final=gap_final, rate_s=rate_s, rate_u=rate_u)
        smallest = min(gap_initial, gap_final)
        if self.rate_s > smallest:
            raise ArgumentError(
                "rate_s",
                f"be <= the smaller gap, {told(smallest)} (above it that equilibrium is gapless, "
                "where (9) is not a weak-scattering theory)",
                self.rate_s,
            )
        excess = rate_u - rate_s
        if excess > LARGEST_EXCESS * smallest:
            rule = f"exceed rate_s by at most {LARGEST_EXCESS:g} times the smaller gap"
            raise ArgumentError("rate_u", f"{rule}, {told(smallest)}", rate_u)
        settle(  # a name is taken as well, and any sequence of times
            self,
            closure=member("closure", self.closure, Closure),
            start=member("start", self.start, Start),
        )
        for gap in (gap_initial, gap_final):
            checked_heat(self.temperature, gap)
        settle(self, temperature=float(self.temperature))
        saved = self.saved_times
        settle(self, t_max=saved.t_max, save_every=saved.save_every, save_at=saved.save_at)
        if self.gap_steady is not None:
            settle(self, gap_steady=energy("gap_steady", self.gap_steady))
        if self.drive is not None:
            DRIVES.check(self.drive)
        self._check_levels()
        self._check_given()
        self._check_probes()
        needs_state = self.gap_steady is None or self.closure.needs_root
        if self.disordered and needs_state and not self.clean_state.gap_steady:
            raise ArgumentError(
                "gap_final",
                "leave a clean steady state with Delta_s > 0, on which the sources of (9) are "
                f"built (gap_initial = {told(self.gap_initial)} makes it decay to zero, phase I)",
                self.gap_final,
            )

    def _check_given(self) -> None:
        for name, choice, chosen, wanted in (
            ("theta", "closure", self.closure, Closure.GIVEN),
            ("spins", "start", self.start, Start.GIVEN),
        ):
            present = getattr(self, name) is not None
            if chosen == wanted and not present:
                raise ArgumentError(name, f"be given with {choice} = '{wanted}'", None)
            if present and chosen != wanted:
                raise ArgumentError(choice, f"be '{wanted}' when {name} is", quoted(str(chosen)))
        for name, components in GIVEN.items():
            value = getattr(self, name)
            if value is not None:
                settle(self, **{name: Given.of(name, components, value, self.grid.energies)})

    def _check_probes(self) -> None:
        settle(self, probes=tuple(real_array("probes", self.probes).tolist()))
        for eps in self.probes:
            if abs(eps) > self.cutoff:
                raise ArgumentError("probes", f"lie within the cutoff, {told(self.cutoff)}", eps)
        if len(self.probes) * self.times.size > MOST_PROBED:
            raise ArgumentError(
                "probes",
                f"be at most {MOST_PROBED} spins in all at {self.times.size} saved times",
                len(self.probes) * self.times.size,
            )

    def _check_levels(self) -> None:
        if isinstance(self.levels, Levels):
            settle(self, cutoff=energy("cutoff", self.cutoff))
            reach = float(np.max(np.abs(self.levels.energies)))
            if reach > self.cutoff:
                raise ArgumentError("levels", f"lie within the cutoff, {told(self.cutoff)}", reach)
            enough = "a finer set would do"
        else:
            largest = max(self.gap_initial, self.gap_final)
            settle(
                self,
                cutoff=check_band(self.cutoff, largest),
                levels=even("levels", self.levels, most=MOST_LEVELS),
            )
            enough = f"{enough_levels(self.cutoff, self.t_max)} levels would do"
        check_revival(self.t_max, self.grid.revival_time, enough)

    @cached_property
    def grid(self) -> Levels:
        """Levels and weights."""
        if isinstance(self.levels, Levels):
            return self.levels
        return Levels.uniform(self.cutoff, self.levels)

    @cached_property
    def clean_state(self) -> SteadyState:
        """The exact clean steady state, which gives Delta_s and theta_p of Eq. (11)."""
        T = self.temperature
        final = ground_state_gap(self.gap_final, T, self.cutoff) if T > 0.0 else self.gap_final
        return steady_state(self.gap_initial, final, cutoff=self.cutoff, temperature=T)

    @property
    def Delta_s(self) -> float:
        """Delta_s of Eq. (11): `gap_steady`, or that of the clean steady state."""
        return self.clean_state.gap_steady if self.gap_steady is None else self.gap_steady

    @property
    def fastest(self) -> float:
        """Energy of what moves fastest: the cutoff, or a gap or a drive above given levels."""
        drive = 0.0 if self.drive is None else self.drive.fastest
        return max(self.cutoff, self.gap_initial, self.gap_final, drive)

    @property
    def equally_spaced(self) -> bool:
        """Whether the levels are so many at equal distances, not a set of the user's."""
        return not isinstance(self.levels, Levels)

    @property
    def disordered(self) -> bool:
        """Whether any impurity scatters."""
        return self.rate_s > 0.0 or self.rate_u > 0.0

    @property
    def given(self) -> dict[str, Given]:
        """The functions of eps that were given, by name."""
        held = {name: getattr(self, name) for name in GIVEN}
        return {name: value for name, value in held.items() if value is not None}

    @property
    def given_as_arrays(self) -> tuple[str, ...]:
        """Names of the given functions that are known on the levels alone."""
        return tuple(name for name, given in self.given.items() if not given.everywhere)

    def values(self, name: str, eps: Vector) -> Vector | None:
        """Return the given function `name` on levels `eps` (n,), None if it was not given."""
        if name not in GIVEN:
            raise KeyError(name)
        return self.given[name].on(eps) if name in self.given else None

    @property
    def times(self) -> Vector:
        """Saved times (nt,); whole numbers are exact when 1/save_every is whole."""
        return self.saved_times.times

    @property
    def saved_times(self) -> SavedTimes:
        """The rule by which times are saved."""
        return SavedTimes(self.t_max, self.save_every, self.save_at)

    def to_dict(self) -> dict[str, Any]:
        """Return the inputs as JSON types; `from_dict` rebuilds the problem.

        Of a callable the values on the levels are kept, so that the rebuilt problem holds an array.
        """
        plain = {name: getattr(self, name) for name in self.__dataclass_fields__}
        # What is left out is left out as ever, so that earlier files and readers go on agreeing.
        for name in ("drive", "save_at", "gap_steady", *GIVEN):
            if plain[name] is None:
                del plain[name]
        if not self.temperature:
            del plain["temperature"]
        plain["closure"], plain["start"] = str(self.closure), str(self.start)
        if self.drive is not None:
            plain["drive"] = DRIVES.to_plain(self.drive)
        if self.probes:
            plain["probes"] = list(self.probes)
        else:
            del plain["probes"]
        if self.save_at is not None:
            plain["save_at"] = list(self.save_at)
        for name, given in self.given.items():
            plain[name] = given.on(self.grid.energies).tolist()
        if isinstance(self.levels, Levels):
            plain["levels"] = {
                "energies": self.levels.energies.tolist(),
                "weights": self.levels.weights.tolist(),
            }
        return plain

    @classmethod
    def from_dict(cls, plain: dict[str, Any]) -> Self:
        """Rebuild a problem from `to_dict`."""
        values = dict(instance("plain", plain, dict))
        if isinstance(levels := values.get("levels"), dict):
            values["levels"] = Levels(*(levels.get(name, ()) for name in ("energies", "weights")))
        if (drive := values.get("drive")) is not None:
            values["drive"] = DRIVES.from_plain(instance("drive", drive, dict))
        return from_plain(cls, values)
