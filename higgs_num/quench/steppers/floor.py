"""The smallest error that may be asked for."""

from typing import Any

from higgs_sym.ground.errors import ArgumentError, positive

FLOOR = 1e-12  # of Delta(t) in gap_final: round-off


def checked_tol(tol: Any) -> float:
    """Return `tol` as a float, or raise `ArgumentError` if it is below the floor or no bound."""
    number = positive("tol", tol)
    if number < FLOOR:
        raise ArgumentError("tol", f"be >= {FLOOR:g}, the floor of round-off", number)
    if number >= 1.0:
        raise ArgumentError("tol", "be < 1, as an error of the whole gap bounds nothing", number)
    return number
