"""A coupling that is raised, or lowered, for a while."""

import math
from dataclasses import dataclass
from typing import Any

from higgs_num.drives.drive import Drive, Function, Piece
from higgs_sym.ground.errors import ArgumentError, nonnegative, positive


@dataclass(frozen=True)
class Pulse(Drive):
    """lambda is multiplied by 1 + `height` sin^2(pi (t - `start`)/`duration`); height > -1."""

    height: float
    start: float
    duration: float

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.height <= -1.0:
            raise ArgumentError("height", "be > -1 (the coupling stays attractive)", self.height)
        nonnegative("start", self.start)
        positive("duration", self.duration)

    def pieces(self, initial: float, sin: Function) -> tuple[Piece, ...]:  # noqa: ARG002
        """Return what is before, the pulse, and the rest."""

        def pulse(t: Any) -> Any:
            wave = sin(math.pi * (t - self.start) / self.duration)
            return 1.0 + self.height * (wave * wave)

        end = self.start + self.duration
        return Piece(lambda _t: 1.0, self.start), Piece(pulse, end), Piece(lambda _t: 1.0)
