"""The states from which a quench may start."""

from enum import StrEnum, unique


@unique
class Start(StrEnum):
    """A state at t = 0, equal to its name as text; a new one is a row here.

    `disordered`: whether the gaps of the problem are those with the impurities, which then fix
    the couplings; otherwise both are gaps of the clean problem.

    Examples
    --------
    >>> from higgs_num.quench import Problem, Start
    >>> Problem(0.95, 1.0, rate_s=0.1, start="clean").start is Start.CLEAN
    True
    """

    disordered: bool

    def __new__(cls, name: str, disordered: bool) -> "Start":
        """Return the row `name`."""
        row = str.__new__(cls, name)
        row._value_, row.disordered = name, disordered
        return row

    EQUILIBRIUM = "equilibrium", True
    CLEAN = "clean", False
    GIVEN = "given", True
