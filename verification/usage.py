"""Click's complaints about a command line, said the way all our errors are said: in one line."""

import re
from collections.abc import Iterable

import click

from higgs_sym.ground.errors import LONGEST_SHOWN
from verification.naming import typed_option

_QUOTED = re.compile(r"^(?P<value>'[^']*'|\"[^\"]*\"|\S+) is not (?P<rule>.+)$")
_CHOICE = re.compile(r"^(?P<value>'[^']*'|\"[^\"]*\") is not one of (?P<choices>'.+')$")

# Click names its types; a user thinks of numbers.
_RULES = {
    "a valid float": "a number",
    "a valid float range": "a number",
    "a valid integer": "a whole number",
    "a valid integer range": "a whole number",
    "a valid boolean": "true or false",
}


def one_line(error: click.ClickException) -> str:
    """Return `error` as one line that names the argument, the rule and the value found."""
    message = " ".join(error.format_message().split()).rstrip(".")
    if isinstance(error, click.NoSuchOption):
        return f"There is no option `{error.option_name}`{_nearest(error.possibilities)}"
    if isinstance(error, click.MissingParameter):
        return f"Argument `{_name(error)}` is missing"
    if isinstance(error, click.BadParameter):
        plain = " ".join(error.message.split()).rstrip(".")
        return _broken_rule(_name(error), plain)
    if isinstance(error, click.BadOptionUsage):
        wish = re.sub(r"^Option '[^']*' ", "", message)
        return f"Argument `{error.option_name}` {wish}"
    if isinstance(error, click.FileError):
        return f"File `{error.ui_filename}` cannot be opened: {error.message}"
    return message


def _name(error: click.BadParameter) -> str:
    if error.param is None:
        hint = error.param_hint or "?"
        return hint if isinstance(hint, str) else " / ".join(hint)
    if isinstance(error.param, click.Option):
        return typed_option(error.param, error.ctx)
    return error.param.human_readable_name


def _broken_rule(name: str, message: str) -> str:
    choice = _CHOICE.match(message)
    if choice is not None:
        rule = f"be one of {choice['choices'].replace(chr(39), '')}"
        return f"Argument `{name}` must {rule}, but is {_short(choice['value'])}"
    match = _QUOTED.match(message)
    if match is None:
        return f"Argument `{name}`: {_short(message)}"
    value, rule = _short(match["value"]), match["rule"]
    rule = _RULES.get(rule, rule)
    if rule.startswith("in the range "):
        rule = _range(rule.removeprefix("in the range "))
    return f"Argument `{name}` must be {rule}, but is {value}"


def _short(words: str) -> str:
    return words if len(words) <= LONGEST_SHOWN else f"{words[: LONGEST_SHOWN - 3]}..."


def _range(words: str) -> str:
    """Turn click's `x>=1` and `1<=x<=5` into `>= 1` and `in 1 <= x <= 5`."""
    spaced = re.sub(r"\s*(<=|>=|<|>)\s*", r" \1 ", words)
    return spaced.removeprefix("x ") if spaced.startswith("x ") else f"in {spaced}"


def _nearest(names: Iterable[str] | None) -> str:
    return f"; did you mean {' or '.join(sorted(names)[:3])}?" if names else "; see --help"
