"""What options of several commands share: one vocabulary, examples, completion."""

from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from typing import Any

import click
from click.shell_completion import CompletionItem

# In the context of a command: by which option a parameter was told, and sentences to tell the user
# when it has answered.
TOLD_AS, NOTICES = "higgs.told_as", "higgs.notices"
WORKERS = ("--threads", "--processes", "--jobs")


def typed(name: str) -> str:
    """Return the option of a parameter: `--rate-s` of `rate_s`."""
    return f"--{name.replace('_', '-')}"


class Named(click.Option):
    """An option with other names, which are accepted and which the help does not repeat.

    argument : what the functions of Python call it, where that is another name
    """

    def __init__(
        self, *args: Any, also: Sequence[str] = (), argument: str = "", **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.shown = tuple(self.opts)
        self.argument = argument
        self.opts.extend(also)

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the row of the help, under its own names alone."""
        every, self.opts = self.opts, list(self.shown)
        try:
            return super().get_help_record(ctx)
        finally:
            self.opts = every


def workers_option(text: str, *, argument: str, **options: Any) -> Callable[[Any], Any]:
    """Return the option `--workers`: how many threads or processes share the work.

    argument : what the functions of Python call it: threads, processes, workers, jobs
    """
    return click.option(
        "--workers", cls=Named, also=WORKERS, argument=argument, help=text,
        **{"type": int, "default": None, **options},
    )  # fmt: skip


def examples(*lines: str) -> str:
    """Return the end of a command's help: command lines that work as they stand."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def completing(place: str) -> Callable[[Any, Any, str], list[CompletionItem]]:
    """Return what completes an argument from the names that `module:attribute` holds or returns.

    The module is loaded when the user asks, not before.
    """

    def complete(_ctx: Any, _param: Any, begun: str) -> list[CompletionItem]:
        module, attribute = place.split(":")
        found = getattr(import_module(module), attribute)
        names: Iterable[str] = found() if callable(found) else found
        return [CompletionItem(name) for name in names if name.startswith(begun)]

    return complete
