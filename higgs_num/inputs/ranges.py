"""The range of energies and times in which a quench can be followed, in whatever unit.

The unit is the user's choice, and no result depends on it: all energies times c and all times
over c give gaps times c. Sums over levels hold powers of energies up to the eleventh (`core.dense`,
Delta(t) between two steps), which must neither overflow nor lose digits. A unit with gaps near 1
is far from both ends.
"""

from typing import Any

from higgs_sym.ground.errors import ArgumentError, nonnegative, positive

LEAST_ENERGY, MOST_ENERGY = 1e-25, 1e25
LEAST_TIME, MOST_TIME = 1e-40, 1e40


def energy(name: str, value: Any) -> float:
    """Return an energy > 0 as a float, or raise `ArgumentError` if it is not within the range."""
    return _within(name, positive(name, value), LEAST_ENERGY, MOST_ENERGY)


def rate(name: str, value: Any) -> float:
    """Return a rate >= 0 as a float, or raise `ArgumentError` if it exceeds the range.

    It may be as small as it likes: it is added to energies, and divides none.
    """
    return _within(name, nonnegative(name, value), 0.0, MOST_ENERGY)


def duration(name: str, value: Any) -> float:
    """Return a time > 0 as a float, or raise `ArgumentError` if it is not within the range."""
    return _within(name, positive(name, value), LEAST_TIME, MOST_TIME)


def _within(name: str, number: float, least: float, most: float) -> float:
    if not least <= number <= most:
        rule = f"lie between {least:g} and {most:g} (take a unit in which it is nearer to 1)"
        raise ArgumentError(name, rule, number)
    return number
