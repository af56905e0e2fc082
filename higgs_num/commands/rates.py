"""The options of the rates: `--rate-s` and `--rate-u`, and their other names."""

import functools
from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from higgs_num.inputs.exact import double, exact
from higgs_num.inputs.other_names import others_of, rate
from higgs_sym.commands.options import NOTICES, TOLD_AS, typed
from higgs_sym.ground.errors import ArgumentError, positive

if TYPE_CHECKING:
    from higgs_sym.ground.answer import Answer


def rate_options(
    s: str | None,
    u: str | None = None,
    *,
    gap: str | None = None,
    default: float | None = 0.0,
    required: bool = False,
) -> "Callable[[Callable[..., Answer]], Callable[..., Answer]]":
    """Add `--rate-s` (help `s`) and `--rate-u` (help `u`), each unless its help is None.

    alpha, the zetas and the times tell them, too; the command and its answer have the rates.

    gap : the parameter that is Delta of alpha and zeta, in the unit of the rates; None: it is 1
    default : of both, where neither is told; None: the command is told so
    required : whether `--rate-s` must be told
    """
    helps = {name: text for name, text in (("rate_s", s), ("rate_u", u)) if text is not None}

    def decorated(command: "Callable[..., Answer]") -> "Callable[..., Answer]":
        @functools.wraps(command)
        def called(*args: Any, **inputs: Any) -> "Answer":
            context = click.get_current_context()
            for name in helps:
                found = _taken(name, inputs, gap, context)
                if found is None and required and name == "rate_s":
                    raise ArgumentError("--rate-s", "be given, or --alpha", "missing")
                inputs[name] = context.params[name] = default if found is None else found
            return command(*args, **inputs)

        wrapped: Callable[..., Answer] = called
        # click lists options from the last that was added to the first.
        for name, text in reversed(helps.items()):
            others = others_of(name)
            for other in others:
                wrapped = click.option(typed(other.name), hidden=True, default=None)(wrapped)
            needed = required and name == "rate_s"
            shown = "  [required]" if needed else "" if default is None else f"  [{default:g}]"
            also = ", ".join(typed(one.name) for one in others)
            wrapped = click.option(
                typed(name), type=float, default=default,
                help=f"{text}; or by {also}.{shown}",
            )(wrapped)  # fmt: skip
        return wrapped

    return decorated


def _taken(
    name: str, inputs: dict[str, Any], gap: str | None, context: click.Context
) -> float | None:
    """Take a rate out of `inputs`, by whichever name it is told; None if by none."""
    told = context.get_parameter_source(name) is ParameterSource.COMMANDLINE
    found: float | None = inputs[name] if told else None
    first = name
    for other in others_of(name):
        text = inputs.pop(other.name)
        context.params.pop(other.name, None)
        if text is None:
            continue
        if found is not None:
            raise ArgumentError(typed(other.name), f"be left out with {typed(first)}", text)
        unit = _unit(inputs, gap, other.name) if other.of_the_gap else Fraction(1)
        option = typed(other.name)
        found = double(option, rate(other.name, exact(option, text)) * unit)
        first = other.name
        context.meta.setdefault(TOLD_AS, {})[name] = typed(other.name)
        notice = f"{typed(other.name)} {text} is {typed(name)} {found:.12g}"
        context.meta.setdefault(NOTICES, []).append(notice)
    return found


def _unit(inputs: dict[str, Any], gap: str | None, name: str) -> Fraction:
    if gap is None:
        return Fraction(1)
    if inputs.get(gap) is None:
        raise ArgumentError(typed(name), f"be used with {typed(gap)}", "without")
    return Fraction(positive(typed(gap), inputs[gap]))
