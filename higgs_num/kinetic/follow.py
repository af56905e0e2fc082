"""From panel to panel: what to follow, how long the panels are, and the trajectory."""

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.drives import Drive
from higgs_num.kinetic.chain import Chain
from higgs_num.kinetic.lobatto import Lobatto, lobatto
from higgs_num.kinetic.low_rank import Matrix
from higgs_num.kinetic.march import March
from higgs_num.kinetic.rest import Rest
from higgs_num.kinetic.vertical import Vertical
from higgs_sym.ground.errors import ComputationError

FIRST = (8, 8, 4, 2)  # the first panels are shorter by this: nothing tells how rows begin
SAMPLED = 200  # times between breaks of a drive, to find its largest value
SHORTEST = 2.0**-8  # of the longest panel
# Of the error of compressed memory, a thousandth of that of Delta(t): what the highest coefficients
# of Delta(t) on a panel may be.
RESOLVED = 100.0


@dataclass(frozen=True, eq=False)
class Setting:
    """Where a quench begins and what drives it, in units of one energy.

    still: the initial equilibrium. final: g after the jump. drive and its breaks, times in
    `unit`; stop: the last time.
    """

    still: Rest
    final: float
    stop: float
    drive: Drive | None = None
    unit: float = 1.0

    @property
    def chain(self) -> Chain:
        """The band."""
        return self.still.chain

    def coupling(self, t: Vector, near: float) -> Vector:
        """Return g at times t (n,), on the piece of the drive to which `near` belongs."""
        if self.drive is None:
            return np.full(t.size, self.final)
        initial = self.still.ratio / self.final
        times = t / self.unit
        factor = self.drive.factor(times, initial, np.full(t.size, near / self.unit))
        return np.asarray(self.final * factor)

    @cached_property
    def width(self) -> float:
        """Energy of what moves fastest."""
        fastest = 0.0 if self.drive is None else 2.0 * self.drive.fastest / self.unit
        # An estimate: C(t,t) may grow, and panels are cut where they turn out too long.
        gap = max(self.still.gap, self._largest_coupling / self.still.ratio * self.still.gap)
        return max(math.hypot(self.chain.reach(0.0), gap), fastest)

    @property
    def _largest_coupling(self) -> float:
        """Largest |g| after t = 0, from a fine sample."""
        ends = [0.0, *self.stops]
        largest = 0.0
        for begin, end in pairwise(ends):
            t = np.linspace(begin, end, SAMPLED)
            largest = max(largest, float(np.max(np.abs(self.coupling(t, (begin + end) / 2.0)))))
        return largest

    @property
    def stops(self) -> list[float]:
        """Times that end a panel: breaks of the drive and the last time."""
        breaks = () if self.drive is None else self.drive.breaks
        inside = {one * self.unit for one in breaks if 0.0 < one * self.unit < self.stop}
        return [*sorted(inside), self.stop]


@dataclass(frozen=True)
class Method:
    """Collocation on panels, as a result tells it.

    points: new times of a panel. phase: what the fastest motion turns within one. tolerance: of
    the iteration on a panel. compress: root mean square error of compressed memory.

    Examples
    --------
    >>> from higgs_num.kinetic import KineticQuench, solve
    >>> solve(KineticQuench(0.8, 1.0, rate_s=0.1, t_max=2.0), tol=1e-4).method.points > 0
    True
    """

    points: int
    phase: float
    tolerance: float
    compress: float


@dataclass(frozen=True, eq=False)
class Trajectory:
    """What was followed: panels and values on their points, in units of the setting.

    lengths (panels,); gap, energy (panels, p + 1): both ends belong to a panel, where a drive may
    jump between two. iterated: what ends of iterations may have added up to. retarded, keldysh,
    weights (n,): the last row of the local functions, and weights of integrals over it. memory:
    bytes that were held. march: the two-time functions; None if the run is known from a file.
    """

    panel: Lobatto
    lengths: Vector
    gap: Vector
    energy: Vector
    norm_change: float
    sweeps: int
    iterated: float
    retarded: Matrix
    keldysh: Matrix
    weights: Vector
    memory: int
    march: March | None

    @property
    def ends(self) -> Vector:
        """Ends of panels, (panels + 1,)."""
        return np.concatenate([[0.0], np.cumsum(self.lengths)])

    @property
    def nodes(self) -> Vector:
        """Times of all rows, (panels p + 1,)."""
        inner = self.ends[:-1, None] + self.lengths[:, None] * self.panel.points[1:]
        return np.concatenate([[0.0], inner.ravel()])

    def at(self, t: Vector) -> tuple[Vector, Vector]:
        """Return Delta and the energy at times t (n,), by interpolation on panels."""
        ends = self.ends
        place = np.clip(np.searchsorted(ends, t, side="right") - 1, 0, self.lengths.size - 1)
        local = np.clip((t - ends[place]) / self.lengths[place], 0.0, 1.0)
        matrix = self.panel.interpolation(local)
        gap, energy = (
            np.einsum("nj,nj->n", matrix, values[place]) for values in (self.gap, self.energy)
        )
        return gap, energy


def regular(setting: Setting, phase: float) -> list[float]:
    """Return the lengths of panels that no motion asks to be shorter."""
    longest = phase / setting.width
    lengths: list[float] = []
    begin = 0.0
    for stop in setting.stops:
        span, first = stop - begin, [] if lengths else [1.0 / one for one in FIRST]
        count = max(1, math.ceil((span / longest) * (1.0 - 1e-12)))
        # The graded ones take the place of one regular panel.
        length = span / count
        if count == 1 and first:
            lengths += [length * one for one in first]
        else:
            lengths += [length * one for one in first] + [length] * (count - (1 if first else 0))
        begin = stop
    return lengths


@dataclass(eq=False)
class Following:
    """How far a quench has come: the march, what it recorded, and the panels that wait.

    whole: whether there is anything to go on from, and it is not half of a panel. cutting: whether
    panels may be cut.
    """

    march: March
    waiting: list[float]
    done: list[float]
    gap: list[Vector]
    energy: list[Vector]
    norm_change: float = 0.0
    sweeps: int = 0
    time: float = 0.0
    whole: bool = False
    cutting: bool = True

    @classmethod
    def begun(
        cls, setting: Setting, method: Method, panels: Vector | None = None
    ) -> "Following":  # fmt: skip
        """Begin at t = 0; panels: lengths that are taken as they are."""
        waiting = regular(setting, method.phase) if panels is None else panels.tolist()
        march = March.begun(
            setting.still, Vertical.of(setting.still), lobatto(method.points),
            len(waiting) * method.points + 1,
            tolerance=method.tolerance, compress=method.compress,
        )  # fmt: skip
        return cls(march, waiting[::-1], [], [], [], cutting=panels is None)

    def step(self, setting: Setting, method: Method) -> None:
        """Add one panel, or cut it in two where Delta(t) is not resolved on it."""
        length, longest = self.waiting[-1], method.phase / setting.width
        times = self.time + length * self.march.panel.points
        coupling = setting.coupling(times, self.time + length / 2.0)
        found = self.march.advance(length, coupling)
        if not np.isfinite(found.gap).all():
            raise ComputationError(f"Delta(t) is no longer finite at time {self.time:.6g}")
        unresolved = self.march.panel.unresolved(found.gap)
        rough = unresolved > RESOLVED * method.compress
        if self.cutting and rough and length > SHORTEST * longest:
            self.waiting[-1:] = [length / 2.0, length / 2.0]
            return
        self.whole = False  # an interrupt finds all of a panel, or a state that is not kept
        self.march.accept(found)
        self.done.append(self.waiting.pop())
        self.gap.append(found.gap)
        self.energy.append(found.energy)
        self.norm_change = max(self.norm_change, found.norm_change)
        self.sweeps += found.sweeps
        self.time += length
        self.whole = True

    @property
    def _iterated(self) -> float:
        hop = max(1.0, float(self.march.chain.hops.max()))
        return len(self.done) * self.march.tolerance * hop

    def trajectory(self) -> Trajectory:
        """Return what was followed."""
        march = self.march
        assert march.previous is not None
        retarded, keldysh = (rows[0, -1] for rows in march.previous[:2])
        return Trajectory(
            march.panel, np.array(self.done), np.array(self.gap), np.array(self.energy),
            self.norm_change, self.sweeps, self._iterated,
            retarded, keldysh, march.history.weights, march.nbytes, march,
        )  # fmt: skip
