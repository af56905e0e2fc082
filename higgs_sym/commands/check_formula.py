"""`higgs check-formula`: a formula of somebody else against the registry, or against identities."""

from typing import Any

import click

from higgs_sym.commands.options import completing, examples
from higgs_sym.ground.answer import Answer
from higgs_sym.ground.errors import ArgumentError, quoted

GUESSES = ("W", "Sx", "Sz", "cos_theta")
EXAMPLES = examples(
    'higgs check-formula "2*Delta*sqrt(1 - 1/(2*tau_m*Delta)^2)" --against closure_mode.omega',
    r"higgs check-formula '\Delta(1-\alpha^{2/3})^{3/2}' --against threshold.gap_edge",
    'higgs check-formula "2*asinh(x)/(pi*x)" --as W',
)


@click.command("check-formula", epilog=EXAMPLES)
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
@click.option("--latex", is_flag=True, help="EXPRESSION is LaTeX.  [if it has a backslash]")
@click.option("--digits", type=int, default=30, help="To which balls must agree.  [30]")
def command(
    *,
    expression: str,
    against: str | None,
    kind: str | None,
    lets: tuple[str, ...],
    latex: bool,
    digits: int,
) -> Answer:
    """Compare EXPRESSION, as text or LaTeX, with a formula of the registry.

    Symbols are known by their names: tau_s, tau_u, tau_m, rate_s, rate_u, zeta_s, zeta_u, z,
    alpha, Delta, x, eps, beta and all of the formula. The answer is `proved`, `equal` on balls, or
    `differs` with the simplest counterexample and the conventions under which both agree.

    The exit status is 0 if it agrees, 1 if it differs, 3 if that is undecided.
    """
    from higgs_sym.compare import check_identities, compare

    if (against is None) == (kind is None):
        found = "neither" if against is None else "both"
        raise ArgumentError("--against", "be given, or --as, and not both", found)
    let = _pairs(lets)
    is_latex = True if latex else None
    if kind is not None:
        held = check_identities(expression, kind, let=let, latex=is_latex)
        outcomes = [one.holds for one in held]
        status = 1 if False in outcomes else 3 if None in outcomes else 0
        told = {0: "obeys every identity", 1: "fails", 3: "is undecided"}[status]
        data: dict[str, Any] = {"as": kind, "identities": [one.plain() for one in held]}
        lines = [f"The guess for {kind} {told}.", *(f"  {one}" for one in held)]
        return Answer({"expression": expression, **data}, "\n".join(lines), status)
    assert against is not None
    found_ = compare(expression, against, let=let, digits=digits, latex=is_latex)
    return Answer({"expression": expression, **found_.plain()}, str(found_), found_.exit_status)


def _pairs(given: tuple[str, ...]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for one in given:
        name, equal, value = one.partition("=")
        if not equal or not name.strip() or not value.strip():
            raise ArgumentError("--let", "be NAME=MEANING", quoted(one))
        pairs[name.strip()] = value.strip()
    return pairs
