"""The quench of a trajectory: from a TOML file beside it, and from options, which win."""

import math
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from higgs_num.foreign.setting import Setting
from higgs_num.inputs.exact import double, exact
from higgs_num.inputs.laboratory import GAP, energy_in, time_in
from higgs_num.inputs.other_names import OTHER_NAMES, others_of, rate
from higgs_sym.ground.errors import ArgumentError, FileError, finite, meant, nearest, quoted
from higgs_sym.ground.files import read_text

ENERGIES = ("gap_initial", "gap_final", "cutoff", "rate_s", "rate_u", "temperature")
TIMES = ("step",)
PLAIN = ("levels", "theory", "closure", "band")
_RATIO = re.compile(r"[+-]?[0-9]+/0*[1-9][0-9]*")
SECTIONS = ("columns", "units")
# Other names of the rates, too: 1/tau is the energy rate hbar/tau, alpha is in units of gap_final.
KEYS = (*ENERGIES, *TIMES, *OTHER_NAMES, *PLAIN)


@dataclass(frozen=True)
class Told:
    """What a file or options say: values by name, columns and units by role."""

    values: Mapping[str, Any] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)

    def over(self, other: "Told") -> "Told":
        """Return what both say; where both do, this."""
        return Told(
            {**other.values, **self.values},
            {**other.columns, **self.columns},
            {**other.units, **self.units},
        )


def sidecar(path: str | os.PathLike[str]) -> Path | None:
    """Return the TOML file of the same name beside a file, None if there is none."""
    beside = Path(path).with_suffix(".toml")
    return beside if beside.is_file() and beside != Path(path) else None


def read_told(path: str | os.PathLike[str]) -> Told:
    """Return what a TOML file says.

    Raises
    ------
    FileError
        If it cannot be read, is no TOML, or holds a key that is not known.
    """
    try:
        plain = tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise FileError(path, f"is no TOML: {error}") from None
    sections = {}
    for name in SECTIONS:
        one = plain.pop(name, {})
        if not isinstance(one, dict):
            raise FileError(path, f"holds `{name}`, which must be a table")
        sections[name] = {str(key): str(value) for key, value in one.items()}
    for key in plain:
        if key not in KEYS:
            hint = meant(f"`{one}`" for one in nearest(key, (*KEYS, *SECTIONS), most=1))
            hint = hint or f"known are {', '.join(KEYS)}"
            raise FileError(path, f"holds `{key}`, which is not known; {hint}")
    return Told(plain, sections["columns"], sections["units"])


def check_key(name: str) -> None:
    """Raise `ArgumentError`, with the nearest key, if `name` is none of a setting."""
    if name not in KEYS:
        hint = meant(f"`{one}`" for one in nearest(name, KEYS, most=1))
        rule = f"hold some of {', '.join(KEYS)}"
        raise ArgumentError("setting", f"{rule}; {hint}" if hint else rule, name)


def setting(told: Told, unit: str) -> Setting:
    """Return the quench with all energies in `unit`, that of the gap.

    Numbers without a unit are in `unit` where that is the user's own, and refused where it is one
    of the laboratory. Raises `ArgumentError` as `Setting` and `energy_in` do.
    """
    fields: dict[str, Any] = {}
    for name, value in told.values.items():
        if name in ENERGIES:
            fields[name] = _energy(name, value, unit)
        elif name in TIMES:
            fields[name] = _time(name, value, unit)
        elif name in OTHER_NAMES:
            target = OTHER_NAMES[name].rate
            names = (target, *(one.name for one in others_of(target)))
            first = next(one for one in names if one in told.values)
            if first != name:
                raise ArgumentError(name, f"be left out where {first} is given", quoted(value))
            fields[target] = _rate(name, value, told, unit)
        else:
            fields[name] = value
    return Setting(**fields)


def _rate(name: str, value: Any, told: Told, unit: str) -> float:
    """Return in `unit` what another name of a rate says."""
    if not OTHER_NAMES[name].of_the_gap:
        time = _time(name, value, unit)
        return 0.0 if _infinite(time) else double(name, rate(name, exact(name, time)))
    if "gap_final" not in told.values:
        raise ArgumentError(name, "be told together with gap_final, its unit", quoted(value))
    gap = finite("gap_final", _energy("gap_final", told.values["gap_final"], unit))
    return double(name, rate(name, exact(name, value)) * exact(name, gap))


def _energy(name: str, value: Any, unit: str) -> Any:
    if isinstance(value, str):
        number = _number(value)
        if number is None:
            return energy_in(name, value, unit)
        value = number
    if unit != GAP and value not in (0, 0.0) and not _infinite(value):
        rule = f'have a unit, as the gap is in {unit} (such as "1.5 {unit}")'
        raise ArgumentError(name, rule, value)
    return value


def _time(name: str, value: Any, unit: str) -> Any:
    if isinstance(value, str):
        number = _number(value)
        if number is None:
            return time_in(name, value, unit)
        value = number
    if unit != GAP:
        rule = f'have a unit, as the gap is in {unit} (such as "0.2 ps")'
        raise ArgumentError(name, rule, value)
    return value


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return double("", exact("", text)) if _RATIO.fullmatch(text.strip()) else None


def _infinite(value: Any) -> bool:
    return isinstance(value, float) and math.isinf(value)
