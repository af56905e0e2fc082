"""Which columns are time and gap: as told, or by the names that people give them."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from higgs_sym.ground.errors import ArgumentError, FileError, quoted

TIME = ("t", "time", "times", "tau")
GAP = (
    "gap",
    "delta",
    "d",
    "order_parameter",
    "orderparameter",
    "op",
    "pairing_amplitude",
    "amplitude",
)
REAL = (
    "re_delta",
    "delta_re",
    "real_delta",
    "delta_real",
    "re_gap",
    "gap_re",
    "redelta",
    "deltare",
)
IMAGINARY = (
    "im_delta",
    "delta_im",
    "imag_delta",
    "delta_imag",
    "im_gap",
    "gap_im",
    "imdelta",
    "deltaim",
)
MODULUS = ("abs_delta", "delta_abs", "absdelta", "mod_delta", "abs_gap", "gap_abs")
ROLES = ("time", "gap", "gap_imaginary", "energies", "weights", "spins", "spin_times")
_IN_BRACKETS = re.compile(
    r"^(.*?)\s*(?:\[([^\]]*)\]|\(([^)]*)\)|/\s*(ps|fs|ns|s|meV|ueV|eV|THz|K))\s*$"
)
_GREEK = {"δ": "delta", "Δ": "delta", "∆": "delta", "τ": "tau"}


@dataclass(frozen=True)
class Chosen:
    """Names of the columns by role, their units by role, and what was guessed."""

    names: Mapping[str, str]
    units: Mapping[str, str]
    guessed: tuple[str, ...]


def bare(name: str) -> tuple[str, str | None]:
    """Return a name without its unit, in small letters, and the unit of "t [ps]" or "t (ps)"."""
    match = _IN_BRACKETS.match(name)
    unit = None
    if match and match[1]:
        name, unit = match[1], next((one for one in match.groups()[1:] if one is not None), None)
    for letter, word in _GREEK.items():
        name = name.replace(letter, word)
    plain = unicodedata.normalize("NFKD", name).split("/")[-1].lower()
    plain = re.sub(r"[\s.\-|\\$(){}]+", "_", plain).strip("_")
    short = re.sub(r"_(ps|fs|ns|mev|ev|thz)$", "", plain)
    if unit is None and short != plain:
        unit = plain[len(short) + 1 :]
    return short, unit


def choose(
    path: object, names: Iterable[str], told: Mapping[str, str], units: Mapping[str, str]
) -> Chosen:
    """Return the columns of time and gap.

    told : column by role, a name or a number from 1
    units : what the file says, by name

    Raises
    ------
    ArgumentError
        If a column that is told is not there.
    FileError
        If columns cannot be guessed, or in two ways.
    """
    known = tuple(names)
    found: dict[str, str] = {}
    guessed: list[str] = []
    for role, name in told.items():
        found[role] = _told(role, str(name), known)
    for role, usual in (("time", TIME), ("gap", GAP)):
        if role in found:
            continue
        taken = set(found.values())
        same = [name for name in known if bare(name)[0] in usual and name not in taken]
        if role == "gap" and not same:
            same = [name for name in known if bare(name)[0] in MODULUS]
        if role == "gap" and not same:
            same = [name for name in known if bare(name)[0] in REAL]
            imaginary = [name for name in known if bare(name)[0] in IMAGINARY]
            if len(same) == 1 and len(imaginary) == 1 and "gap_imaginary" not in found:
                found["gap_imaginary"] = imaginary[0]
        if not same and len(known) == 2:
            same = [known[0 if role == "time" else 1]]
        if len(same) != 1:
            many = "several columns that may be" if same else "no column that is plainly"
            shown = ", ".join(known[:12]) + (", ..." if len(known) > 12 else "")
            raise FileError(
                path,
                f"has {many} the {role}; name it ({role}=NAME) among {shown or 'none at all'}",
            )
        found[role] = same[0]
        guessed.append(f"the {role} is column {same[0]}")
    said = {}
    for role, name in found.items():
        unit = units.get(name) or bare(name)[1]
        if unit is not None:
            said[role] = unit
    return Chosen(found, said, tuple(guessed))


def _told(role: str, name: str, known: tuple[str, ...]) -> str:
    if role not in ROLES:
        raise ArgumentError("columns", f"name {', '.join(ROLES)}", quoted(role))
    if name in known:
        return name
    if name.isdecimal() and 1 <= int(name) <= len(known):
        return known[int(name) - 1]
    near = [one for one in known if bare(one)[0] == bare(name)[0]]
    if len(near) == 1:
        return near[0]
    shown = ", ".join(known[:12]) + (", ..." if len(known) > 12 else "")
    raise ArgumentError("columns", f"name a column of the file ({shown})", quoted(name))
