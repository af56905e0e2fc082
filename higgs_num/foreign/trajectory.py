"""A trajectory Delta(t) that another code made."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.foreign.setting import Setting
from higgs_num.inputs import real_array, settle
from higgs_num.levels import Levels
from higgs_num.signals.stretch import stretch
from higgs_sym.ground.errors import ArgumentError, instance

LEAST = 2


@dataclass(frozen=True, eq=False)
class Trajectory:
    """Delta at times, and what is known with it.

    Parameters
    ----------
    time, gap
        (n,), n >= 2; times increase, in the inverse of the energy unit, from the quench on (t = 0).
        The gap is real: of a complex one its modulus, or its real part where that is all.
    setting
        The quench.
    levels
        The levels one by one, with their weights, where the code tells them.
    spins, spin_times
        S^x, S^y, S^z of these levels, (k, 3, m), at times (k,); None if they were not saved.
    notes
        What was done while it was read, in sentences.

    Raises
    ------
    ArgumentError
        If an array has another shape or holds what is not finite, times do not increase, or there
        are spins without levels.

    Examples
    --------
    >>> import numpy as np
    >>> from higgs_num.foreign import Trajectory
    >>> t = np.linspace(0.0, 10.0, 101)
    >>> Trajectory(t, 1.0 + 0.1 * np.cos(2 * t)).time.size
    101
    """

    time: Vector
    gap: Vector
    setting: Setting = field(default_factory=Setting)
    levels: Levels | None = None
    spins: Vector | None = None
    spin_times: Vector | None = None
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        given = stretch(self.time, self.gap, least=LEAST, name="gap")
        settle(self, time=given.time, gap=given.signal)
        instance("setting", self.setting, Setting)
        if self.levels is not None:
            instance("levels", self.levels, Levels)
        if self.spins is None:
            return
        if self.levels is None:
            raise ArgumentError("levels", "be given with spins", None)
        spins = real_array("spins", self.spins, ndim=3)
        shape = (spins.shape[0], 3, len(self.levels))
        if spins.shape != shape or not shape[0]:
            rule = f"have shape (times, 3, {len(self.levels)})"
            raise ArgumentError("spins", rule, f"of shape {spins.shape}")
        times = real_array("spin_times", [] if self.spin_times is None else self.spin_times)
        if times.size != shape[0] or np.any(np.diff(times) <= 0.0):
            raise ArgumentError("spin_times", f"be {shape[0]} increasing times", f"{times.size}")
        settle(self, spins=spins, spin_times=times)
