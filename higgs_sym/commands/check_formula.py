"""`higgs check-formula`: a formula of somebody else against the registry, or against identities."""

import contextlib
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from higgs_sym.commands.options import completing, examples
from higgs_sym.ground.answer import Answer
from higgs_sym.ground.errors import ArgumentError, quoted

if TYPE_CHECKING:
    from higgs_sym.compare import Held

GUESSES = ("W", "Sx", "Sz", "cos_theta")
EXAMPLES = examples(
    'higgs check-formula "2*Delta*sqrt(1 - 1/(2*tau_m*Delta)^2)" --against closure_mode.omega',
    r"higgs check-formula '\Delta(1-\alpha^{2/3})^{3/2}' --against threshold.gap_edge",
    r"higgs check-formula '2\Delta\sqrt{1-\alpha^2/4}' --against omega --at rate_u=0",
    'higgs check-formula "2*asinh(x)/(pi*x)" --as W',
)
# A mapping in the words of Python.
_MAPPING = re.compile(r'\b(let|at)=\{"([^"]*)": "([^"]*)"\}')


class _OneExpression(click.Command):
    """A command that says what a second word on its line should be."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the line; an id that stands alone is told to follow --against."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            found = re.match(r"Got unexpected extra arguments? \((.*)\)", error.message)
            if found is None:
                raise
            extra = found[1]
        raise click.UsageError(_second_word(extra), ctx)


def _second_word(extra: str) -> str:
    from higgs_sym.registry import formula

    try:
        formula(extra)
    except ArgumentError:
        return f"One expression is compared, in quotes if it has blanks; what is {quoted(extra)}?"
    return f"Write `--against {extra}` to compare with that formula"


@click.command("check-formula", epilog=EXAMPLES, cls=_OneExpression)
@click.argument("expression")
@click.option(
    "--against", metavar="ID", default=None, help="Formula of the registry.",
    shell_complete=completing("higgs_sym.registry:formulas"),
)  # fmt: skip
@click.option(
    "--as",
    "kind",
    type=click.Choice(GUESSES),
    default=None,
    help="The guess is tested by identities.",
)
@click.option(
    "--let", "lets", multiple=True, metavar="NAME=MEANING",
    help="What a name means: zeta=zeta_s, g=rate_s/2.",
)  # fmt: skip
@click.option(
    "--at", "ats", multiple=True, metavar="NAME=VALUE",
    help="What a symbol is in both formulas: rate_u=0.",
)  # fmt: skip
@click.option("--latex", is_flag=True, help="EXPRESSION is LaTeX.  [if it has a backslash]")
@click.option("--digits", type=int, default=30, help="To which balls must agree.  [30]")
def command(
    *,
    expression: str,
    against: str | None,
    kind: str | None,
    lets: tuple[str, ...],
    ats: tuple[str, ...],
    latex: bool,
    digits: int,
) -> Answer:
    """Compare EXPRESSION, as text or LaTeX, with a formula of the registry.

    Symbols are known by their names: tau_s, tau_u, tau_m, rate_s, rate_u, zeta_s, zeta_u, z,
    alpha, Delta, x, eps, beta and all of the formula. The answer is `proved`, `equal` on balls, or
    `differs` with the simplest counterexample and the conventions under which both agree. What
    was assumed of names and rates is told with it. Of an equation the left side is heeded where it
    is a power or a multiple of the quantity.

    The exit status is 0 if it agrees, 1 if it differs, 3 if that is undecided.
    """
    from higgs_sym.compare import check_identities, compare
    from higgs_sym.compare.identities import guess_readings

    if (against is None) == (kind is None):
        given = "neither" if against is None else "both"
        raise ArgumentError("--against", "be given, or --as, and not both", given)
    let, at = _pairs("--let", lets), _pairs("--at", ats)
    is_latex = True if latex else None
    if kind is not None and at:
        raise ArgumentError("--at", "be used with --against", quoted(ats[0]))
    with _as_options():
        if kind is not None:
            held = check_identities(expression, kind, let=let, latex=is_latex)
            readings = guess_readings(expression, kind, let=let, latex=is_latex)
            return _of_guess(expression, kind, held, readings)
        assert against is not None
        found = compare(expression, against, let=let, at=at, digits=digits, latex=is_latex)
    return Answer({"expression": expression, **found.plain()}, str(found), found.exit_status)


def _of_guess(
    expression: str, kind: str, held: tuple["Held", ...], readings: tuple[str, ...]
) -> Answer:
    outcomes = [one.holds for one in held]
    status = 1 if False in outcomes else 3 if None in outcomes else 0
    told = {0: "obeys every identity", 1: "fails", 3: "is undecided"}[status]
    data: dict[str, Any] = {
        "expression": expression, "as": kind, "readings": list(readings),
        "identities": [one.plain() for one in held],
    }  # fmt: skip
    lines = [f"The guess for {kind} {told}.", *(f"  read       {one}" for one in readings)]
    lines += [f"  {one}" for one in held]
    return Answer(data, "\n".join(lines), status)


@contextlib.contextmanager
def _as_options() -> Iterator[None]:
    """Let errors of the block say --let NAME=MEANING where a mapping of Python is meant."""
    try:
        yield
    except ArgumentError as error:
        rule = _MAPPING.sub(r"--\1 \2=\3", error.rule)
        if rule == error.rule:
            raise
        raise ArgumentError(error.name, rule, error.value) from error


def _pairs(option: str, given: tuple[str, ...]) -> dict[str, str]:
    wanted = "MEANING" if option == "--let" else "VALUE"
    pairs: dict[str, str] = {}
    for one in given:
        name, equal, value = one.partition("=")
        if not equal or not name.strip() or not value.strip():
            raise ArgumentError(option, f"be NAME={wanted}", quoted(one))
        pairs[name.strip()] = value.strip()
    return pairs
