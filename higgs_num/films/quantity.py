"""A text of the user's that is a number with a unit, or a plain number in the usual one."""

from higgs_num.inputs.laboratory import energy_in
from higgs_sym.ground.errors import ArgumentError, finite, instance, quoted


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
    if not any(sign.isdigit() for sign in text):
        rule = f'be a number, in {unit}, or one with a unit, such as "1.5 {unit}"'
        raise ArgumentError(name, rule, quoted(text))
    return finite(name, energy_in(name, text, unit))
