"""Values that are no number, no array or no text, for arguments that ask for one."""

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np

from higgs_sym.ground.errors import HiggsError


class Refuses:
    def __float__(self):
        raise RuntimeError("no number")


def odd_values():
    """What is never a number or an array of numbers; made anew, since a generator is used up."""
    return [
        "1", b"1", None, True, 1j, 10**400, math.nan, [], {}, set(), object(), Refuses(),
        (one for one in (1.0, 2.0)), [[1.0, 2.0], [3.0]], [1.0, "2"], [1.0, None], [1.0, 2j],
        np.ma.masked_array([1.0, 2.0, 3.0], [False, True, False]), np.array(["a"]),
        Decimal("nan"), np.datetime64("2020"), [math.nan] * 3, [True, False],
    ]  # fmt: skip


def numbers_like(value):
    """The same number in other types that hold it exactly."""
    return [Fraction(value), Decimal(value), np.float64(value), np.array(value)]


def refused_in_one_line(call, names):
    """Return the message of a refusal that names an argument of the call; fail otherwise."""
    try:
        found = call()
    except HiggsError as error:
        message = str(error)
        assert "\n" not in message
        assert any(f"`{name}" in message for name in names), message
        return message
    raise AssertionError(f"not refused, but {found!r}")
