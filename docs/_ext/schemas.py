"""`{schemas}`: a table of the JSON schemas that the program ships, as they are at this build."""

import json
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

FOLDER = Path(__file__).parents[2] / "verification" / "schemas"


def _kind(told: dict[str, Any]) -> str:
    if "$ref" in told:
        return f"see {told['$ref'].rpartition('/')[2]}"
    if "const" in told:
        return f"always {json.dumps(told['const'])}"
    if "enum" in told:
        return ", ".join(json.dumps(one) for one in told["enum"])
    for name in ("anyOf", "oneOf"):
        if name in told:
            return " or ".join(_kind(one) for one in told[name])
    kind = told.get("type", "any")
    if kind == "array" and isinstance(told.get("items"), dict):
        return f"array of {_kind(told['items'])}"
    return " or ".join(kind) if isinstance(kind, list) else str(kind)


def rows(schema: dict[str, Any], prefix: str = "", depth: int = 2) -> list[tuple[str, str, str]]:
    """Return name, type and meaning of the properties of a schema, those inside them too."""
    made = []
    required = set(schema.get("required", ()))
    for name, told in schema.get("properties", {}).items():
        if not isinstance(told, dict):
            continue
        mark = "" if name in required else " (optional)"
        about = told.get("description", told.get("title", ""))
        made.append((f"{prefix}{name}", f"{_kind(told)}{mark}", about))
        if depth > 1:
            made += rows(told, f"{prefix}{name}.", depth - 1)
    return made


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


class Schemas(SphinxDirective):
    """One table a schema; a sentence where none is shipped."""

    def run(self) -> list[nodes.Node]:
        """Return the nodes of the tables."""
        lines: list[str] = []
        for path in sorted(FOLDER.glob("*.json")):
            self.env.note_dependency(str(path))
            schema = json.loads(path.read_text("utf-8"))
            lines += [f"## {path.stem}", "", _cell(schema.get("description", "")), ""]
            lines += ["| name | what it is | meaning |", "|---|---|---|"]
            for name, kind, about in rows(schema):
                lines += [f"| `{name}` | {_cell(kind)} | {_cell(about)} |"]
            lines += [""]
        if not lines:
            lines = ["This version ships no schemas."]
        return self.parse_text_to_nodes("\n".join(lines), allow_section_headings=True)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register with Sphinx."""
    app.add_directive("schemas", Schemas)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
