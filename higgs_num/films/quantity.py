"""A text of the user's that is a number with a unit, or a plain number in the usual one."""

import re

from higgs_num.inputs.grid import numbers
from higgs_num.inputs.laboratory import energy_in
from higgs_sym.ground.errors import ArgumentError, finite, instance, quoted

UNIT = re.compile(r"[^\W\d_eE]|%")  # a letter that is no exponent's


def quantities(name: str, text: str, unit: str) -> tuple[float, ...]:
    """Return the points of a grid in `unit`; those of a list may have units of their own.

    Raises
    ------
    ArgumentError
        As `quantity` for a point of a list, as `higgs_num.inputs.grid.grid` for other grids.
    FileError
        A file that is named cannot be read.
    """
    instance(name, text, str)
    first, *rest = text.split(":")
    if rest and not text.lstrip().startswith("@") and UNIT.search(first + rest[0]):
        rule = f"be a range of plain numbers, in {unit}, such as 0.1:3:30 (no units inside)"
        raise ArgumentError(name, rule, quoted(text))
    if rest or "/" in text or text.lstrip().startswith("@"):
        return numbers(name, text)
    return tuple(quantity(name, one, unit) for one in text.split(","))


def quantity(name: str, text: str, unit: str) -> float:
    """Return "15 K", "1.3 meV" or "15" in `unit`, which a plain number is taken to be in.

    Raises
    ------
    ArgumentError
        If it is no finite number, or one with a unit of something else.
    """
    instance(name, text, str)
    try:
        plain = float(text) if text.isascii() and "_" not in text else None
    except ValueError:
        plain = None
    if plain is not None:
        return finite(name, plain)
    if any(sign in text for sign in ",;:"):
        rule = f"be one number, in {unit}, with a decimal point (no list, range or decimal comma)"
        raise ArgumentError(name, rule, quoted(text))
    if not any(sign.isdigit() for sign in text):
        rule = f'be a number, in {unit}, or one with a unit, such as "1.5 {unit}"'
        raise ArgumentError(name, rule, quoted(text))
    return finite(name, energy_in(name, text, unit))
