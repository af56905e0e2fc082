"""`higgs`: one program, assembled from the commands of the three packages."""

import contextlib
import gc
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

import higgs_sym
from higgs_sym.ground.errors import HiggsError, meant, nearest
from verification import INTERRUPTED
from verification.answering import HELP, answering
from verification.compilation import tell_of_compilation
from verification.streams import StandardOutput, interrupts, tell
from verification.usage import one_line

# name -> (module:attribute, what it does). The help is here so that `higgs --help` imports none.
COMMANDS: dict[str, tuple[str, str]] = {
    "formulas": (
        "higgs_sym.commands.formulas:command",
        "List the formulas, or show one: text, LaTeX, source, domain.",
    ),
    "derive": (
        "higgs_sym.commands.derive:command",
        "List the derivations, or check one step by step.",
    ),
    "cite": (
        "higgs_sym.commands.cite:command",
        "BibTeX of this program, of the paper, and of the source of a formula.",
    ),
    "check-formula": (
        "higgs_sym.commands.check_formula:command",
        "Compare a formula of your own, text or LaTeX, with one of the registry.",
    ),
    "table": (
        "higgs_num.commands.table:command",
        "Equilibrium quantities to any number of proven digits.",
    ),
    "quench": (
        "higgs_num.commands.quench:command",
        "Integrate Eqs. (9)-(11) after a sudden quench of the coupling.",
    ),
    "steady-state": (
        "higgs_num.commands.steady_state:command",
        "Solve the clean quench exactly: phase, Lax roots, late Delta(t).",
    ),
    "response": (
        "higgs_num.commands.response:command",
        "Exact linear response of the Abrikosov-Gor'kov theory on a grid of frequencies.",
    ),
    "mode": (
        "higgs_num.commands.mode:command",
        "Amplitude mode: pole of (9), exact peaks, exact second-sheet pole, thresholds.",
    ),
    "film": (
        "higgs_num.commands.film:command",
        "Films of the laboratory: from T_c to the amplitude mode, in meV, THz and 1/cm.",
    ),
    "conductivity": (
        "higgs_num.commands.conductivity:command",
        "Optical conductivity of a film with magnetic impurities or a dc current.",
    ),
    "inductance": (
        "higgs_num.commands.inductance:command",
        "Kinetic inductance, gap and amplitude mode of a wire with a dc current.",
    ),
    "oracle": (
        "higgs_num.commands.oracle:command",
        "Quench random Bogoliubov-de Gennes matrices: no analytic input.",
    ),
    "kinetic": (
        "higgs_num.commands.kinetic:command",
        "Quench the exact theory with impurities: the self-consistent Born equations in full.",
    ),
    "sweep": (
        "higgs_num.commands.sweep:command",
        "Many points into one dataset, safe to interrupt: on this machine or a cluster.",
    ),
    "check": (
        "verification.commands.check:command",
        "Check a trajectory of another code: what agrees, what differs, and which mistake it is.",
    ),
    "reference": (
        "higgs_num.commands.reference:command",
        "Reference trajectories with certain digits, for tests of other codes.",
    ),
    "warm-up": (
        "higgs_num.commands.warm_up:command",
        "Compile all kernels ahead, in parallel; otherwise each is compiled at its first use.",
    ),
    "schema": (
        "verification.commands.schema:command",
        "The JSON schema of what a command answers under --json.",
    ),
    "verify": (
        "verification.commands.verify:command",
        "Check every claim of the paper and write the report.",
    ),
}


class LazyGroup(click.Group):
    """A group that imports a command when it is called, not before."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command with `--json` added, or None."""
        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name][0].split(":")
        command: click.Command = getattr(import_module(module), attribute)
        return answering(command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command named first in `args`; an unknown name is told with the nearest."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            hint = meant(nearest(name, COMMANDS)) or "see `higgs --help`"
            raise click.UsageError(f"There is no command `{name}`; {hint}", ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Call the command; Ctrl-C is told by `execute` alone, without the empty line of click."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise click.Abort from None

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table of commands."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


EXIT_STATUS = """\b
Exit status:
  0    done; a check or comparison agrees
  1    a computation was stopped, a check failed, or something differs
  2    bad input, a file in the way, a package that is missing; nothing was computed
  3    a check or comparison could not be decided
  130  interrupted (Ctrl-C)

\b
Completion in bash (zsh and fish alike):
  eval "$(_HIGGS_COMPLETE=bash_source higgs)"
"""


@click.group(cls=LazyGroup, invoke_without_command=True, context_settings=HELP, epilog=EXIT_STATUS)
@click.version_option(higgs_sym.__version__, prog_name="higgs", message="%(prog)s %(version)s")
@click.pass_context
def higgs(ctx: click.Context) -> None:
    """Check, compute and adjudicate the Higgs-mode theory of disordered superconductors.

    Every command takes --json, and then prints exactly one JSON object on standard output, and
    --quiet. `higgs COMMAND --help` has examples.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def execute(arguments: Sequence[str]) -> int:
    """Run `higgs` with `arguments` and return the exit status.

    What a user can mend is told in one line on standard error; any other exception is a fault of
    the program and keeps its traceback.
    """
    tell_of_compilation()
    with interrupts() as user:
        try:
            with contextlib.redirect_stdout(StandardOutput(sys.stdout)):
                status = higgs.main(list(arguments), prog_name="higgs", standalone_mode=False)
        except HiggsError as error:
            return _say(str(error), error.exit_status)
        except click.Abort:
            return _say("interrupted", INTERRUPTED)
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.format_message(), err=True)
            return error.exit_code
        except click.ClickException as error:
            return _say(one_line(error), error.exit_code)
        except Exception as error:
            # Ctrl-C while a library loads or numba calls a kernel arrives as another error.
            if not user.seen and not _interrupted(error):
                raise
            return _say("interrupted", INTERRUPTED)
    return status if isinstance(status, int) else 0


def _interrupted(error: BaseException | None) -> bool:
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None


def _say(message: str, status: int) -> int:
    tell(message)
    return status


def leave(status: int) -> None:
    """End the process."""
    # Another search for circles among all that numba made would take 0.2 s.
    gc.freeze()
    sys.exit(status)
