"""`higgs cite`: BibTeX of the toolkit, of the paper, and of what a formula comes from."""

import click

from higgs_sym.commands.options import completing, examples
from higgs_sym.ground.answer import Answer


@click.command("cite", epilog=examples("higgs cite", "higgs cite gap_edge"))
@click.argument("id", required=False, shell_complete=completing("higgs_sym.registry:formulas"))
def command(*, id: str | None) -> Answer:
    """Print BibTeX of the toolkit and of the paper; with ID, also of the source of that formula."""
    from higgs_sym.references import cite, references_of
    from higgs_sym.registry import formula

    source = "" if id is None else formula(id).source
    bibtex = cite(id)
    data = {
        "source": source,
        "references": [
            {"key": one.key, "kind": one.kind, **one.fields} for one in references_of(id)
        ],
        "bibtex": bibtex,
    }
    lines = [f"% source of {id}: {source}"] if id is not None else []
    return Answer(data, "\n".join([*lines, bibtex]))
