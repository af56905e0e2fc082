"""Symmetric compositions of the two exactly solvable parts of the motion, as data."""

from dataclasses import dataclass


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
