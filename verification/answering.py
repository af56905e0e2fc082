"""What every command has: `--json`, `--quiet`, `-h`, and complaints that name what was typed."""

import contextlib
import copy
import functools
import sys
from collections.abc import Callable, Iterator
from typing import Any

import click

from higgs_num.core import telling
from higgs_sym.commands.options import NOTICES
from higgs_sym.ground import progress
from higgs_sym.ground.answer import Answer
from verification.envelope import envelope, json_text
from verification.naming import TYPED, as_typed

HELP = {"help_option_names": ["-h", "--help"]}
SHARED = {"--json", "--quiet", "-q"}  # of every command


def answering(command: click.Command) -> click.Command:
    """Return a copy of `command`, or of a whole group, that takes what every command takes.

    The copy returns the exit status. Under `--json` standard output carries the object alone;
    whatever else is printed meanwhile goes to standard error.
    """
    changed = copy.copy(command)
    changed.context_settings = {**command.context_settings, **HELP}
    if isinstance(changed, click.Group):
        changed.commands = {name: answering(one) for name, one in changed.commands.items()}
        return changed
    changed.params = [
        *command.params,
        click.Option(["--json", "as_json"], is_flag=True, help="Print one JSON object."),
        click.Option(["-q", "--quiet"], is_flag=True, help="No progress, no remarks."),
    ]
    changed.parse_args = functools.partial(_parsed, changed)  # type: ignore[method-assign]
    if command.callback is not None:
        changed.callback = _printing(command.callback)
    return changed


def _parsed(command: click.Command, ctx: click.Context, args: list[str]) -> list[str]:
    ctx.meta[TYPED] = tuple(args)
    return type(command).parse_args(command, ctx, args)


def _printing(callback: Callable[..., Answer]) -> Callable[..., int]:
    @functools.wraps(callback)
    def wrapped(*args: Any, as_json: bool, quiet: bool, **kwargs: Any) -> int:
        context = click.get_current_context()
        with contextlib.ExitStack() as during:
            during.enter_context(as_typed(context))
            if quiet:
                during.enter_context(_quietly())
            if as_json:
                during.enter_context(contextlib.redirect_stdout(sys.stderr))
            answer = callback(*args, **kwargs)
            text = json_text(envelope(context, answer)) if as_json else answer.text
            # Under --json the inputs say it.
            for sentence in () if as_json else context.meta.get(NOTICES, ()):
                progress.notice(sentence)
        sys.stdout.write(text.rstrip("\n") + "\n")
        # Flushed here, where a closed pipe can still be handled.
        sys.stdout.flush()
        return answer.exit_status

    return wrapped


@contextlib.contextmanager
def _quietly() -> Iterator[None]:
    reporter, telling.reporter = telling.reporter, None
    try:
        with progress.hushed():
            yield
    finally:
        telling.reporter = reporter
