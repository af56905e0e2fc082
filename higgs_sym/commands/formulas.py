"""`higgs formulas`: list the registry, or show one formula whole."""

from typing import TYPE_CHECKING, Any

import click

from higgs_sym.commands.options import completing, examples
from higgs_sym.ground.answer import Answer

if TYPE_CHECKING:
    from higgs_sym.formula import Formula


BACKENDS = ("numpy", "numba", "mpmath", "arb")
EXAMPLES = examples(
    'higgs formulas --search "(12)"',
    "higgs formulas closure_mode.omega",
    "higgs formulas gap_edge --code numpy --arguments tau_s,Delta",
)


@click.command("formulas", epilog=EXAMPLES)
@click.argument("id", required=False, shell_complete=completing("higgs_sym.registry:formulas"))
@click.option("--search", "words", default="", help="Those that hold these words, the best first.")
@click.option("--source", default="", help="Only those whose source holds this: paper, (12), ...")
@click.option(
    "--code", "backend", type=click.Choice(BACKENDS), default=None, help="Show generated code."
)
@click.option(
    "--arguments", default=None, help="Of the code, by commas: tau_s,tau_u,Delta for alpha and z."
)
def command(
    *, id: str | None, words: str, source: str, backend: str | None, arguments: str | None
) -> Answer:
    """List the formulas, or show formula ID: text, LaTeX, domain, source and derivation.

    The beginning of an ID may be left out where the rest is of one formula alone; a left-hand
    side as it is printed (omega_H) will do too.
    """
    from higgs_sym.ground.errors import ArgumentError
    from higgs_sym.registry import formula

    if id is None:
        if backend is not None or arguments is not None:
            raise ArgumentError("--code", "be used with an ID", backend or arguments)
        return _list(words, source)
    if words or source:
        raise ArgumentError("--search", "be used without an ID", repr(id))
    if arguments is not None and backend is None:
        raise ArgumentError("--arguments", "be used with --code", arguments)
    one = formula(id)
    data = _record(one)
    lines = [
        f"{one.id}: {one.title}",
        "",
        f"  {one.lhs} = {one.expression}",
        *(f"    {name} = {part}" for name, part in one.where),
        "",
        *(f"  {key:<13} {value}" for key, value in _facts(data)),
        *(f"  {name:<13} {meaning}" for name, meaning in data["symbols"].items()),
    ]
    if backend is not None:
        chosen = None if arguments is None else tuple(arguments.split(","))
        data["generated"] = one.lambdify(backend, chosen).source
        lines += ["", data["generated"]]
    return Answer(data, "\n".join(lines))


def _list(words: str, source: str) -> Answer:
    from higgs_sym.registry import search

    found = search(words, source=source)
    width = max((len(id) for id in found), default=0)
    titles = max((len(one.title) for one in found.values()), default=0)
    lines = [f"{one.id:<{width}}  {one.title:<{titles}}  {one.source}" for one in found.values()]
    rows = [
        {"id": one.id, "title": one.title, "kind": one.kind, "source": one.source}
        for one in found.values()
    ]
    return Answer({"formulas": rows}, "\n".join(lines) or "No formula holds enough of that.")


def _record(one: "Formula") -> dict[str, Any]:
    from higgs_sym.registry import derivations
    from higgs_sym.symbols import TABLE

    chains = [d.id for d in derivations().values() if one.id in d.establishes]
    named = (*one.arguments, *(name for name, _ in one.where))
    return {
        "id": one.id,
        "title": one.title,
        "latex": one.latex,
        "text": str(one.expression),
        "where": {str(name): str(part) for name, part in one.where},
        "arguments": [str(name) for name in one.arguments],
        "domain": [str(relation) for relation in one.domain],
        "source": one.source,
        "kind": one.kind,
        "differs": one.differs,
        "derived_from": list(one.derived_from),
        "derivations": chains,
        "symbols": {
            str(s): f"{TABLE[str(s)].meaning} [{TABLE[str(s)].unit}, {TABLE[str(s)].domain}]"
            for s in named
        },
    }


def _facts(data: dict[str, Any]) -> list[tuple[str, str]]:
    facts = [
        ("LaTeX", data["latex"]),
        ("arguments", ", ".join(data["arguments"])),
        ("domain", "; ".join(data["domain"])),
        ("kind", data["kind"]),
        ("source", data["source"]),
        ("differs", data["differs"]),
        ("derived from", ", ".join(data["derived_from"])),
        ("derivation", ", ".join(data["derivations"])),
    ]
    return [(key, value) for key, value in facts if value]
