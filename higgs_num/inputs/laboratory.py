"""Units of the laboratory at the boundary: text in, numbers in one energy unit out.

Energies may come as energies (meV), temperatures (k_B T), ordinary frequencies (THz: h f) or wave
numbers (1/cm: h c k); times as times (t/hbar) or as inverse energies. hbar, k_B and c are those of
the SI, exact since 2019, as pint holds them. Nothing inside the package knows a unit.
"""

import re
from functools import cache
from typing import Any

from higgs_sym.ground.errors import ArgumentError, quoted

GAP = "gap"  # the unit of the user's own, of which nothing is known
INVERSE_GAP = "1/gap"
# A number and what follows; and a unit: letters, or one over or hbar over letters.
_QUANTITY = re.compile(r"\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eEdD][-+]?\d+)?)\s*(.*?)\s*", re.DOTALL)
_UNIT = re.compile(r"(?:(?:1|hbar|\u0127)\s*/\s*)?[A-Za-z\u00b5\u03bc]{1,20}|[a-z]{1,4}\^?-1")


def energy_in(name: str, value: str, unit: str) -> float:
    """Return a quantity such as "1.5 meV", "0.36 THz", "9 K" or "12 1/cm" in the energy `unit`.

    Raises
    ------
    ArgumentError
        If it is no number with a unit of an energy, temperature, frequency or wave number.
    """
    number, given = _split(name, value)
    return number * energy_factor(name, given, unit)


def time_in(name: str, value: str, energy: str) -> float:
    """Return a quantity such as "0.2 ps" or "3 1/meV" in units of hbar over the unit of energy.

    Raises as `energy_in`, for what is no time.
    """
    number, given = _split(name, value)
    return number * time_factor(name, given, energy)


def energy_factor(name: str, unit: str, into: str) -> float:
    """Return one `unit` of energy in units of `into`; raises as `energy_in`."""
    if unit == into:
        return 1.0
    if GAP in (unit, into):
        rule = f"be in {GAP}, as the gap is" if into == GAP else f"have a unit, as {into}"
        raise ArgumentError(name, rule, quoted(unit))
    return _electronvolts(name, unit) / _electronvolts(name, into)


def time_factor(name: str, unit: str, energy: str) -> float:
    """Return one `unit` of time in units of hbar over the `energy` unit; raises as `time_in`."""
    over = re.fullmatch(r"(?:1|hbar|\u0127)\s*/\s*(\S+)", unit)
    if over is not None:
        return 1.0 / energy_factor(name, over[1], energy)
    if energy == GAP:
        rule = f"be {INVERSE_GAP} where the unit of the gap is not told"
        raise ArgumentError(name, rule, quoted(unit))
    units = _registry()
    found = _unit(name, unit)
    if not found.check("[time]"):
        raise ArgumentError(name, "be a time or one over an energy", quoted(unit))
    hbar = (1.0 * units.dirac_constant).to("eV s").magnitude
    return float(found.to("s").magnitude) * _electronvolts(name, energy) / float(hbar)


def _split(name: str, text: str) -> tuple[float, str]:
    match = _QUANTITY.fullmatch(text) if isinstance(text, str) else None
    if match is None or not match[2]:
        rule = 'be a number with a unit, such as "1.5 meV"'
        raise ArgumentError(name, rule, quoted(text))
    return float(re.sub("[dD]", "e", match[1])), match[2]


@cache
def _registry() -> Any:
    """Return the one table of units."""
    import pint

    return pint.UnitRegistry(cache_folder=None)


def _unit(name: str, unit: str) -> Any:
    """Return one of a unit, or raise `ArgumentError`."""
    import pint

    if not isinstance(unit, str) or not _UNIT.fullmatch(unit):
        raise ArgumentError(name, "have a unit such as meV, THz, K, 1/cm, ps, 1/meV", quoted(unit))
    try:
        # pint takes "cm-1" for a subtraction; degrees of Celsius have an offset and no product.
        found = 1.0 * _registry().parse_units(re.sub(r"(?<=[a-z])-1$", "^-1", unit))
        found.to_root_units()
        found * _registry().boltzmann_constant
        return found
    except (pint.errors.PintError, ValueError, TypeError, AttributeError):
        raise ArgumentError(name, "have a unit that is known", quoted(unit)) from None


def _electronvolts(name: str, unit: str) -> float:
    """Return the energy that one `unit` stands for."""
    units, found = _registry(), _unit(name, unit)
    for kind, factor in (
        ("[energy]", 1.0),
        ("[temperature]", units.boltzmann_constant),
        ("1/[time]", units.planck_constant),
        ("1/[length]", units.planck_constant * units.speed_of_light),
    ):
        if found.check(kind):
            return float((found * factor).to("eV").magnitude)
    rule = "be an energy, a temperature, a frequency or a wave number"
    raise ArgumentError(name, rule, quoted(unit))
