"""`higgs formulas`: list the registry, or show one formula whole."""

from typing import TYPE_CHECKING, Any

import click

from higgs_sym.ground.answer import Answer

if TYPE_CHECKING:
    from higgs_sym.formula import Formula


@click.command("formulas")
@click.argument("id", required=False)
@click.option("--source", "backend", default=None, help="Show generated code: numpy, numba, ...")
def command(*, id: str | None, backend: str | None) -> Answer:
    """List all formulas, or show formula ID: text, LaTeX, domain, source and derivation."""
    from higgs_sym.registry import formula

    if id is None:
        return _list()
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
        data["generated"] = one.lambdify(backend).source
        lines += ["", data["generated"]]
    return Answer(data, "\n".join(lines))


def _list() -> Answer:
    from higgs_sym.registry import formulas

    width = max(len(id) for id in formulas())
    lines = [f"{one.id:<{width}}  {one.title}" for one in formulas().values()]
    rows = [
        {"id": one.id, "title": one.title, "kind": one.kind, "source": one.source}
        for one in formulas().values()
    ]
    return Answer({"formulas": rows}, "\n".join(lines))


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
