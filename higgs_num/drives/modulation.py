"""A coupling that oscillates."""

from dataclasses import dataclass

from higgs_num.drives.drive import Drive, Function, Piece
from higgs_num.inputs import energy
from higgs_sym.ground.errors import ArgumentError


@dataclass(frozen=True)
class Modulation(Drive):
    """lambda is multiplied by 1 + `amplitude` sin(`frequency` t); |amplitude| < 1.

    The frequency is in the unit of the gaps, between 1e-25 and 1e25.

    Examples
    --------
    >>> from higgs_num.quench import Modulation, Problem, run
    >>> drive = Modulation(amplitude=0.01, frequency=2.0)
    >>> result = run(Problem(1.0, 1.0, levels=200, t_max=10.0, drive=drive))
    >>> bool(abs(result.gap[-1] - 1.0) > 1e-3)
    True
    """

    amplitude: float
    frequency: float

    def __post_init__(self) -> None:
        super().__post_init__()
        if abs(self.amplitude) >= 1.0:
            raise ArgumentError("amplitude", "lie between -1 and 1", self.amplitude)
        energy("frequency", self.frequency)

    @property
    def fastest(self) -> float:
        """Half the frequency."""
        return self.frequency / 2.0

    def pieces(self, initial: float, sin: Function) -> tuple[Piece, ...]:  # noqa: ARG002
        """Return the one piece."""
        return (Piece(lambda t: 1.0 + self.amplitude * sin(self.frequency * t)),)
