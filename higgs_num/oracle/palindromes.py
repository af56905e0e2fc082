"""Symmetric compositions of the two exactly solvable parts of the motion, as data."""

import math
from dataclasses import dataclass

from higgs_num.inputs import real_array, settle
from higgs_sym.ground.errors import ArgumentError, integer, quoted

MOST_ORDER = 100
ROUND_OFF = 1e-14  # of a sum of ten fractions


@dataclass(frozen=True)
class Palindrome:
    """Palindromic composition B A B A ... B: pairing fractions `pairing`, free ones `free`.

    The fractions multiply the step; len(pairing) = len(free) + 1. The last pairing part of a
    step and the first of the next are one rotation, so a step costs len(free) products.
    """

    name: str
    order: int
    pairing: tuple[float, ...]
    free: tuple[float, ...]

    def __post_init__(self) -> None:
        if not isinstance(self.name, str):
            raise ArgumentError("name", "be a text", quoted(self.name))
        settle(self, order=integer("order", self.order, least=1, most=MOST_ORDER))
        for name in ("pairing", "free"):
            fractions = tuple(real_array(name, getattr(self, name)).tolist())
            settle(self, **{name: fractions})
            if fractions != fractions[::-1] or abs(math.fsum(fractions) - 1.0) > ROUND_OFF:
                raise ArgumentError(name, "be a palindrome with sum 1", fractions)
        if len(self.pairing) != len(self.free) + 1:
            raise ArgumentError("pairing", "be one more than `free`", len(self.pairing))


def _mirrored(name: str, order: int, outer: list[float], inner: list[float]) -> Palindrome:
    # Each list lacks its central coefficient(s), which follow from the sums being 1.
    outer = [*outer, 1.0 - 2.0 * sum(outer)]
    inner = [*inner, 0.5 - sum(inner)]
    return Palindrome(name, order, tuple(outer + outer[-2::-1]), tuple(inner + inner[::-1]))


STRANG = Palindrome("Strang, order 2", 2, (0.5, 0.5), (1.0,))

# S. Blanes and P. C. Moan, J. Comput. Appl. Math. 142, 313 (2002): symmetric, 10 stages.
BLANES_MOAN = _mirrored(
    "Blanes-Moan, order 6",
    6,
    [
        0.0502627644003922,
        0.413514300428344,
        0.0450798897943977,
        -0.188054853819569,
        0.541960678450780,
    ],
    [0.148816447901042, -0.132385865767784, 0.067307604692185, 0.432666402578175],
)
