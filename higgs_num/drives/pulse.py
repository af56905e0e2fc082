"""A coupling that is raised, or lowered, for a while."""

import math
from dataclasses import dataclass
from typing import Any

from higgs_num.drives.drive import Drive, Function, Piece
from higgs_num.inputs import duration
from higgs_sym.ground.errors import ArgumentError, told

SHORTEST = 1e-9  # of the time at which it starts
MOST_HEIGHT = 1e6


@dataclass(frozen=True)
class Pulse(Drive):
    """lambda is multiplied by 1 + `height` sin^2(pi (t - `start`)/`duration`); height > -1.

    Times are in the inverse unit of the gaps, the duration between 1e-40 and 1e40 and at least
    1e-9 of the start, which rounding would otherwise swallow.

    Examples
    --------
    >>> from higgs_num.quench import Problem, Pulse, run
    >>> drive = Pulse(height=0.1, start=1.0, duration=2.0)
    >>> result = run(Problem(1.0, 1.0, levels=200, t_max=10.0, drive=drive))
    >>> print(f"{result.gap[8]:.6f} {result.gap[-1]:.6f}")
    1.000000 0.921276
    """

    height: float
    start: float
    duration: float

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.height <= -1.0:
            raise ArgumentError("height", "be > -1 (the coupling stays attractive)", self.height)
        if self.height > MOST_HEIGHT:
            raise ArgumentError("height", f"be <= {MOST_HEIGHT:g}", self.height)
        if self.start != 0.0:
            duration("start", self.start)
        duration("duration", self.duration)
        if self.duration < SHORTEST * self.start:
            rule = f"be >= {SHORTEST:g} of the start, {told(self.start)}"
            raise ArgumentError("duration", rule, self.duration)

    def pieces(self, initial: float, sin: Function) -> tuple[Piece, ...]:  # noqa: ARG002
        """Return what is before, the pulse, and the rest."""

        def pulse(t: Any) -> Any:
            wave = sin(math.pi * (t - self.start) / self.duration)
            return 1.0 + self.height * (wave * wave)

        end = self.start + self.duration
        return Piece(lambda _t: 1.0, self.start), Piece(pulse, end), Piece(lambda _t: 1.0)
