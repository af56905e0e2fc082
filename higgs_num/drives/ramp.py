"""A coupling that rises linearly."""

from dataclasses import dataclass

from higgs_num.drives.drive import Drive, Function, Piece
from higgs_num.inputs import duration


@dataclass(frozen=True)
class Ramp(Drive):
    """lambda goes linearly from its initial to its final value during `duration`.

    It is in the inverse unit of the gaps, between 1e-40 and 1e40.

    Examples
    --------
    >>> from higgs_num.quench import Problem, Ramp, run
    >>> slow = run(Problem(0.5, 1.0, levels=400, t_max=40.0, drive=Ramp(duration=30.0)))
    >>> sudden = run(Problem(0.5, 1.0, levels=400, t_max=40.0))
    >>> bool(abs(slow.gap[-1] - 1.0) < abs(sudden.gap[-1] - 1.0))
    True
    """

    duration: float

    def __post_init__(self) -> None:
        super().__post_init__()
        duration("duration", self.duration)

    def pieces(self, initial: float, sin: Function) -> tuple[Piece, ...]:  # noqa: ARG002
        """Return the ramp and the rest."""
        ramp = Piece(lambda t: 1.0 + (initial - 1.0) * (1.0 - t / self.duration), self.duration)
        return ramp, Piece(lambda _t: 1.0)
