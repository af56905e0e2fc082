"""Options as they were typed, in complaints about them."""

import contextlib
from collections.abc import Iterator

import click

from higgs_sym.commands.options import TOLD_AS, Named, typed
from higgs_sym.ground.errors import ArgumentError, told

TYPED = "higgs.typed"  # in the context: the words of the command line


def typed_option(option: click.Parameter, context: click.Context | None) -> str:
    """Return the name by which an option was typed, else its own."""
    shown = option.shown if isinstance(option, Named) else tuple(option.opts)
    words = () if context is None else context.meta.get(TYPED, ())
    for word in words:
        name = str(word).partition("=")[0]
        if name in option.opts:
            return name
    return max(shown, key=len)


def _typed(key: str, context: click.Context) -> bool:
    return any(str(word).partition("=")[0] == typed(key) for word in context.meta.get(TYPED, ()))


@contextlib.contextmanager
def as_typed(context: click.Context) -> Iterator[None]:
    """Let an `ArgumentError` of the block name the option that the user typed."""
    try:
        yield
    except ArgumentError as error:
        name, value = _renamed(error, context)
        if (name, value) == (error.name, error.value):
            raise
        raise ArgumentError(name, error.rule, value) from error


def _renamed(error: ArgumentError, context: click.Context) -> tuple[str, object]:
    """Return how the argument is called on the command line, and its value there."""
    key = error.name.lstrip("-").replace("-", "_")
    if key == "alpha" and not _typed(key, context):
        key = "rate_s"  # where the unit is the gap, functions of Python call the rate alpha
    other = context.meta.get(TOLD_AS, {}).get(key)
    if other is not None:
        value = told(error.value) if isinstance(error.value, float) else error.value
        return other, f"{value} as {typed(key)}"
    for option in context.command.params:
        if not isinstance(option, click.Option):
            continue
        names = {name.lstrip("-").replace("-", "_") for name in option.opts}
        if key in names | {option.name or "", getattr(option, "argument", "")}:
            return typed_option(option, context), error.value
    return error.name, error.value
