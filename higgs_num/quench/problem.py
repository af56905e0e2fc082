"""The inputs of one quench, validated once."""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, Self, get_args

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.quench import drive as drives
from higgs_num.quench.drive import Drive
from higgs_num.quench.levels import Levels
from higgs_num.steady import SteadyState, steady_state
from higgs_sym.errors import ArgumentError, finite, integer, nonnegative, one_of, positive

Closure = Literal["static", "even", "odd"]
Start = Literal["equilibrium", "clean"]

DEFAULT_LEVELS = 15_024
MOST_SAVED = 10_000_000


@dataclass(frozen=True)
class Problem:
    """A sudden quench of the coupling at t = 0, from the equilibrium of one gap to another's.

    All energies and rates are in one unit of the user's choice, times in its inverse (hbar = 1).

    Parameters
    ----------
    gap_initial, gap_final
        Equilibrium gaps Delta_i and Delta_f > 0 of the couplings before and after, *with* the
        impurities; the sums over levels define lambda, so both equilibria are exact on the grid.
    rate_s, rate_u
        1/tau_s (paramagnetic) and 1/tau_u (nonmagnetic), >= 0. Gapped equilibria only: rate_s
        may not exceed either gap.
    cutoff
        omega_D, larger than both gaps.
    levels
        An even number of equally spaced levels in [-cutoff, cutoff], or a `Levels`.
    t_max
        Last time. It may not exceed the revival time of the level spacing.
    closure
        What sin(theta_p) of Eq. (11) is in the sources of Eq. (9): `static` (0), `even`
        (+sqrt(1 - cos^2) at every level), `odd` (that times sign eps).
    start
        `equilibrium`: the state (12) of `gap_initial` with the impurities. `clean`: the ground
        state without them, the gaps then being those of the clean problem at the two couplings,
        so that the impurities are switched on together with the quench.
    save_every
        Saved times are the multiples of it (default 1/8), and 0.
    drive
        None: lambda jumps at t = 0. `Ramp`, `Pulse` or `Modulation`: how lambda(t) goes on to
        change. Times at which a derivative of it jumps must be saved times, so that no step
        crosses them.

    Raises
    ------
    ArgumentError
        If a value breaks a rule above.
    """

    gap_initial: float
    gap_final: float
    rate_s: float = 0.0
    rate_u: float = 0.0
    cutoff: float = 10.0
    levels: int | Levels = DEFAULT_LEVELS
    t_max: float = 300.0
    closure: Closure = "even"
    start: Start = "equilibrium"
    save_every: float = 0.125
    drive: Drive | None = None

    def __post_init__(self) -> None:
        positive("gap_initial", self.gap_initial)
        positive("gap_final", self.gap_final)
        nonnegative("rate_s", self.rate_s)
        nonnegative("rate_u", self.rate_u)
        largest = max(self.gap_initial, self.gap_final)
        if finite("cutoff", self.cutoff) <= largest:
            raise ArgumentError("cutoff", f"be > the larger gap, {largest:.6g}", self.cutoff)
        smallest = min(self.gap_initial, self.gap_final)
        if self.rate_s > smallest:
            raise ArgumentError(
                "rate_s",
                f"be <= the smaller gap, {smallest:.6g} (above it that equilibrium is gapless, "
                "where (9) is not a weak-scattering theory)",
                self.rate_s,
            )
        one_of("closure", self.closure, get_args(Closure))
        one_of("start", self.start, get_args(Start))
        positive("save_every", self.save_every)
        if positive("t_max", self.t_max) < self.save_every:
            raise ArgumentError("t_max", f"be >= save_every, {self.save_every:.6g}", self.t_max)
        if self.t_max / self.save_every > MOST_SAVED:
            raise ArgumentError(
                "save_every", f"leave at most {MOST_SAVED} saved times", self.save_every
            )
        self._check_drive()
        self._check_levels()
        if self.disordered and not self.clean_state.gap_steady:
            raise ArgumentError(
                "gap_final",
                "leave a clean steady state with Delta_s > 0, on which the sources of (9) are "
                f"built (gap_initial = {self.gap_initial:.6g} makes it decay to zero, phase I)",
                self.gap_final,
            )

    def _check_drive(self) -> None:
        if self.drive is None:
            return
        if not isinstance(self.drive, Drive):
            raise ArgumentError("drive", "be a Ramp, a Pulse or a Modulation", repr(self.drive))
        for time in self.drive.breaks:
            steps = time / self.save_every
            if abs(steps - round(steps)) > 1e-9:
                raise ArgumentError(
                    "drive", f"break only at multiples of save_every, {self.save_every:.6g}", time
                )

    def _check_levels(self) -> None:
        if isinstance(self.levels, Levels):
            reach = float(np.max(np.abs(self.levels.energies)))
            if reach > self.cutoff:
                raise ArgumentError("levels", f"lie within the cutoff, {self.cutoff:.6g}", reach)
            enough = "a finer set would do"
        else:
            integer("levels", self.levels, least=2)
            needed = 2 * math.ceil(self.cutoff * self.t_max / math.pi + 1)
            enough = f"{needed} levels would do"
        revival = self.grid.revival_time
        if self.t_max > revival:
            raise ArgumentError(
                "t_max",
                f"be <= {revival:.6g}, where the level spacing makes Delta(t) revive ({enough})",
                self.t_max,
            )

    @cached_property
    def grid(self) -> Levels:
        """Levels and weights."""
        if isinstance(self.levels, Levels):
            return self.levels
        return Levels.uniform(self.cutoff, self.levels)

    @cached_property
    def clean_state(self) -> SteadyState:
        """The exact clean steady state, which gives Delta_s and theta_p of Eq. (11)."""
        return steady_state(self.gap_initial, self.gap_final, cutoff=self.cutoff)

    @property
    def disordered(self) -> bool:
        """Whether any impurity scatters."""
        return self.rate_s > 0.0 or self.rate_u > 0.0

    @property
    def times(self) -> Vector:
        """Saved times; whole numbers are exact when 1/save_every is whole."""
        count = math.floor(self.t_max / self.save_every * (1.0 + 1e-12)) + 1
        per_unit = 1.0 / self.save_every
        if math.isclose(per_unit, round(per_unit), rel_tol=1e-12):
            return np.arange(count).astype(np.float64) / round(per_unit)
        return np.arange(count).astype(np.float64) * self.save_every

    def to_dict(self) -> dict[str, Any]:
        """Return the inputs as JSON types; `from_dict` rebuilds the problem."""
        plain = {name: getattr(self, name) for name in self.__dataclass_fields__}
        # Without a drive as ever, so that earlier files and readers go on agreeing.
        if self.drive is None:
            del plain["drive"]
        else:
            plain["drive"] = drives.to_dict(self.drive)
        if isinstance(self.levels, Levels):
            plain["levels"] = {
                "energies": self.levels.energies.tolist(),
                "weights": self.levels.weights.tolist(),
            }
        return plain

    @classmethod
    def from_dict(cls, plain: dict[str, Any]) -> Self:
        """Rebuild a problem from `to_dict`."""
        levels = plain["levels"]
        if isinstance(levels, dict):
            levels = Levels.of(levels["energies"], levels["weights"])
        drive = None if plain.get("drive") is None else drives.from_dict(plain["drive"])
        return cls(**{**plain, "levels": levels, "drive": drive})
