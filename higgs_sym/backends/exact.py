"""Values and relations at single points of doubles, in balls as fine as it takes."""

import math
import sys
from collections.abc import Callable
from typing import Any

from higgs_sym.ground.errors import ComputationError
from higgs_sym.ground.precision import precision

# Doubles reach over 2^2100, and what cancels over such a range is still to be seen.
_BITS = (128, 512, 2048, 8192)
# A ball around 0 that lies within this is 0 among doubles.
_NOTHING = 2.0**-1074


def nearest(id: str, value: Callable[..., Any], point: tuple[float, ...]) -> float:
    """Return the value of a formula, a function of balls, at a point, to double precision.

    Raises `ComputationError` if it is not finite, or beyond double precision.
    """
    import flint

    for bits in _BITS:
        with precision(bits):
            try:
                found = value(*(flint.arb(one) for one in point))
                ball = found.real if isinstance(found, flint.acb) else flint.arb(found)
            except (ArithmeticError, ValueError, ComputationError):
                continue  # a pole, or a border of two branches, inside a ball
            if not ball.is_finite():
                continue
            # What cancels to 0 at every precision is 0; of the rest, a finer ball tells.
            if ball == 0 or (bits == _BITS[-1] and abs(ball) < flint.arb(_NOTHING) / 4):
                if ball.contains(0):
                    return 0.0
                raise _too_small(id, point)
            if ball.rel_accuracy_bits() >= sys.float_info.mant_dig + 3:
                return _double(id, ball, point)
    raise ComputationError(f"{id} is not a number in double precision at {_shown(point)}")


def _double(id: str, ball: Any, point: tuple[float, ...]) -> float:
    number = float(ball)
    if not math.isfinite(number):
        raise ComputationError(f"{id} is beyond the largest float at {_shown(point)}")
    if abs(number) < sys.float_info.min:
        raise _too_small(id, point)
    return number


def _too_small(id: str, point: tuple[float, ...]) -> ComputationError:
    return ComputationError(f"{id} is not 0, but below the smallest float at {_shown(point)}")


def broken(outside: Callable[..., Any], point: tuple[float, ...]) -> Any:
    """Return the first relation of a domain that a point breaks for certain, or None."""
    import flint

    with precision(_BITS[-1]):
        relations = outside(*(flint.arb(one) for one in point))
    return next((one for one in relations if one[0]), None)


def _shown(point: tuple[float, ...]) -> str:
    return "(" + ", ".join(f"{one!r}" for one in point) + ")"
