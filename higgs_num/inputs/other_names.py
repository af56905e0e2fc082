"""Other names of the rates: what `alpha`, the zetas and the times say, as a rate.

A quantity has one name in every command, file and answer: `rate_s` = 1/tau_s, `rate_u` = 1/tau_u.
These are accepted beside it. (`higgs_sym.conversions` defines them; a test compares.)
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from higgs_num.inputs.exact import exact, written
from higgs_num.inputs.grid import Values, grid
from higgs_sym.ground.errors import ArgumentError

Given = TypeVar("Given", bound=Values)


@dataclass(frozen=True)
class OtherName:
    """A name, the rate that it tells, how, and whether in units of the gap."""

    name: str
    rate: str
    meaning: str
    of_the_gap: bool
    convert: Callable[[Fraction], Fraction]


def _inverse(time: Fraction) -> Fraction:
    return 1 / time


def _twice(zeta: Fraction) -> Fraction:
    return 2 * zeta


def _same(alpha: Fraction) -> Fraction:
    return alpha


_ALL = (
    OtherName("alpha", "rate_s", "rate_s/Delta", True, _same),
    OtherName("zeta_s", "rate_s", "rate_s/(2 Delta)", True, _twice),
    OtherName("tau_s", "rate_s", "1/rate_s", False, _inverse),
    OtherName("zeta_u", "rate_u", "rate_u/(2 Delta)", True, _twice),
    OtherName("tau_u", "rate_u", "1/rate_u", False, _inverse),
)
OTHER_NAMES: Mapping[str, OtherName] = {one.name: one for one in _ALL}


def others_of(target: str) -> tuple[OtherName, ...]:
    """Return the other names of `rate_s` or `rate_u`; none of anything else."""
    return tuple(one for one in _ALL if one.rate == target)


def rate(name: str, value: Fraction) -> Fraction:
    """Return the rate that a value under another name says, in units of the gap where it is so.

    Raises `ArgumentError` for a time that is not positive.
    """
    other = OTHER_NAMES[name]
    if not other.of_the_gap and value <= 0:
        raise ArgumentError(name, "be > 0", float(value))
    return other.convert(value)


def settled(given: Mapping[str, Given], *, of_the_gap: bool) -> dict[str, Given | list[str]]:
    """Return arguments with every rate under its own name, exactly.

    of_the_gap : whether rates are in units of the gap, so that alpha and the zetas tell them

    Raises
    ------
    ArgumentError
        If a rate is given twice, or by a name that says it in another unit.
    """
    found: dict[str, Given | list[str]] = {}
    told: dict[str, str] = {}
    for name, values in given.items():
        other = OTHER_NAMES.get(name) if isinstance(name, str) else None
        target = name if other is None else other.rate
        if target in told:
            raise ArgumentError(name, f"be left out with {told[target]}", "given")
        told[target] = name
        if other is None:
            found[name] = values
            continue
        if other.of_the_gap and not of_the_gap:
            rule = f"be told as {other.rate} here, as energies are not in units of the gap"
            raise ArgumentError(name, rule, "given")
        found[target] = [written(rate(name, exact(name, one))) for one in grid(name, values)]
    return found
