"""`higgs derive`: check a derivation step by step and print it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from higgs_sym.commands.options import completing, examples
from higgs_sym.ground.answer import Answer
from higgs_sym.ground.errors import ArgumentError
from higgs_sym.ground.files import ensure_writable, write_text

if TYPE_CHECKING:
    from higgs_sym.derivation import Derivation, Verified


EXAMPLES = examples(
    "higgs derive",
    "higgs derive threshold --html threshold.html",
    "higgs derive threshold --tex --out threshold.tex",
)


@click.command("derive", epilog=EXAMPLES)
@click.argument("id", required=False, shell_complete=completing("higgs_sym.registry:derivations"))
@click.option("--html", type=click.Path(), default=None, help="Write the chain as a page.")
@click.option("--tex", is_flag=True, help="Print a LaTeX document instead of text.")
@click.option("--out", type=click.Path(), default=None, help="File of the LaTeX document.")
@click.option("--overwrite", is_flag=True, help="Replace an existing file.")
def command(
    *, id: str | None, html: str | None, tex: bool, out: str | None, overwrite: bool
) -> Answer:
    """List the derivations, or check derivation ID (seconds) and print every step's status.

    Exit status 1 if a step fails.
    """
    from higgs_sym import registry

    if id is None:
        if tex or out is not None or html is not None:
            raise ArgumentError("ID", "be given with --tex, --out and --html", "missing")
        return _list(registry.derivations())
    if out is not None and not tex:
        raise ArgumentError("--out", "be used with --tex", repr(out))
    for path in (html, out):
        if path is not None:
            ensure_writable(path, overwrite=overwrite)
    verified = registry.derivation(id).verify()
    if html is not None:
        from higgs_sym.commands.page import page

        write_text(html, page(verified), overwrite=overwrite)
    data, shown = _data(verified), str(verified)
    if tex:
        from higgs_sym.commands.tex import document

        made = document(verified)
        data, shown = {**data, "tex": made}, made
        if out is not None:
            write_text(out, made, overwrite=overwrite)
            shown = f"written {out}"
    files = {"html": html, "out": out}
    return Answer(data, shown, int(verified.status == "failed"), files)


def _list(found: "Mapping[str, Derivation]") -> Answer:
    def data() -> dict[str, Any]:
        # Counting the steps builds them, which takes a second or two for all chains.
        rows = [
            {"id": one.id, "title": one.title, "claim": one.claim, "steps": len(one.steps)}
            for one in found.values()
        ]
        return {"derivations": rows}

    width = max(len(id) for id in found)
    lines = [f"{one.id:<{width}}  {one.claim}" for one in found.values()]
    return Answer(data, "\n".join(lines))


def _data(verified: "Verified") -> dict[str, Any]:
    one = verified.derivation
    return {
        "id": one.id,
        "title": one.title,
        "claim": one.claim,
        "status": verified.status,
        "establishes": list(one.establishes),
        "missing": list(one.missing),
        "steps": [
            {
                "name": step.name,
                "says": step.says,
                "latex": step.latex,
                "status": check.status,
                "detail": check.detail,
                "points": check.points,
                "radius": check.radius,
            }
            for step, check in zip(one.steps, verified.checks, strict=True)
        ],
    }
