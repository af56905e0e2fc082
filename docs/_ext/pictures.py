"""Pictures that code draws are named after their section, for readers who do not see them."""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx


def _name(_app: Sphinx, doctree: nodes.document) -> None:
    for image in doctree.findall(nodes.image):
        if image.get("alt"):
            continue
        section = image.parent
        while section is not None and not isinstance(section, nodes.section):
            section = section.parent
        title = section.next_node(nodes.title) if section is not None else None
        what = title.astext() if title is not None else "this page"
        image["alt"] = f"{what}: drawn by the code above"


def setup(app: Sphinx) -> dict[str, Any]:
    """Register with Sphinx."""
    app.connect("doctree-read", _name)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
