"""`higgs schema`: the JSON schema of what a command answers."""

import json

import click

from higgs_sym.commands.options import completing, examples
from higgs_sym.ground.answer import Answer


@click.command(
    "schema", epilog=examples("higgs schema", "higgs schema quench > quench.schema.json")
)
@click.argument("name", required=False, shell_complete=completing("verification.schemas:schemas"))
def command(name: str | None) -> Answer:
    """List the commands, or print the JSON schema of what command NAME answers under --json."""
    from verification.schemas import schema, schemas

    if name is None:
        found = schemas()
        return Answer({"schemas": list(found)}, "\n".join(found))
    one = schema(name)
    return Answer({"schema": one}, json.dumps(one, indent=2, ensure_ascii=False))
