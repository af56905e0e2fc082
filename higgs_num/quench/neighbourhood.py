"""One problem for a whole neighbourhood: what is found for it serves all of them.

A function of the problem alone, so that a quench has the same bits whatever ran before it.
"""

import math
from functools import lru_cache
from typing import Any

from higgs_num.quench.problem import Problem
from higgs_sym.ground.errors import ArgumentError

STRONG = 0.25  # of |ln(Delta_i/Delta_f)|


def typical(problem: Problem, *, widely: bool = False) -> Problem | None:
    """Return a problem close by, somewhat harder, and the same one for all its neighbours.

    Its quench ln(Delta_i/Delta_f) and its rates, in units of gap_final, are rounded up: to a power
    of two while the response is linear, so that steps of order 14 come out at most 5 % too short,
    and to a multiple of `STRONG` beyond it. `widely`: rates to a power of four, or to what the
    gaps allow: neighbours are more, and steps 5 % shorter again. None if there is none such, or
    if functions of the user or a drive make a problem one of a kind.
    """
    if problem.given or problem.drive is not None:
        return None
    size = math.log(problem.gap_initial / problem.gap_final)
    try:
        rounded = math.copysign(_rounded(abs(size)), size)
        plain = {name: getattr(problem, name) for name in problem.__dataclass_fields__}
        plain |= {
            "gap_initial": problem.gap_final * math.exp(rounded),
            "rate_s": _rate(problem, problem.rate_s, rounded, widely=widely),
            "rate_u": problem.gap_final * _up(problem.rate_u / problem.gap_final, widely=widely),
            # What is looked at has no part in it.
            "save_every": problem.t_max,
            "save_at": None,
            "probes": (),
        }
        return _made(tuple(plain.items()))
    except (ArgumentError, OverflowError):  # rounded up beyond what is allowed, or has a number
        return None


@lru_cache(maxsize=512)
def _made(inputs: tuple[tuple[str, Any], ...]) -> Problem:
    return Problem(**dict(inputs))


def _rounded(size: float) -> float:
    return _up(size) if size < STRONG else STRONG * math.ceil(size / STRONG)


def _rate(problem: Problem, rate: float, rounded: float, *, widely: bool) -> float:
    up = problem.gap_final * _up(rate / problem.gap_final, widely=widely)
    # Not beyond the smaller gap of the rounded quench, if this one's own rate is not.
    most = problem.gap_final * min(1.0, math.exp(rounded))
    return max(rate, min(up, most)) if widely else up


def _up(x: float, *, widely: bool = False) -> float:
    """Return the next power of two, or of four (`widely`), that is >= x; 0 stays."""
    if x == 0.0:
        return 0.0
    mantissa, exponent = math.frexp(x)  # 0.5 <= mantissa < 1
    if mantissa == 0.5:
        exponent -= 1
    return math.ldexp(1.0, exponent + exponent % 2 if widely else exponent)
