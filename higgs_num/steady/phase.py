"""The dynamical phases of a clean quench."""

from enum import StrEnum, unique


@unique
class Phase(StrEnum):
    """What Delta(t) tends to, equal to its numeral as text; `roots` isolated Lax roots go with it.

    `ZERO`: it decays to 0. `CONSTANT`: it tends to a constant. `WAVE`: it oscillates for ever.

    Examples
    --------
    >>> from higgs_num.steady import Phase, steady_state
    >>> steady_state(0.1, 1.0).phase is Phase.WAVE
    True
    >>> [f"{one}: {one.roots}" for one in Phase]
    ['I: 0', 'II: 1', 'III: 2']
    """

    roots: int

    def __new__(cls, numeral: str, roots: int) -> "Phase":
        """Return the row `numeral`."""
        row = str.__new__(cls, numeral)
        row._value_, row.roots = numeral, roots
        return row

    ZERO = "I", 0
    CONSTANT = "II", 1
    WAVE = "III", 2

    @classmethod
    def of(cls, roots: int) -> "Phase":
        """Return the phase with so many isolated roots."""
        return next(phase for phase in cls if phase.roots == roots)
