"""`{formulas}`: every formula of the registry; the role `{formula}` links to one of them."""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective, SphinxRole

from higgs_sym.registry import formula, formulas

PAGE = "reference/formulas"


def anchor(id: str) -> str:
    """Return where a formula stands on its page."""
    return f"formula-{nodes.make_id(id)}"


class Formulas(SphinxDirective):
    """All formulas, chapter by chapter."""

    def run(self) -> list[nodes.Node]:
        """Return the nodes of all chapters."""
        chapters: dict[str, list[str]] = {}
        for id, one in formulas().items():
            lines = chapters.setdefault(one.chapter, [f"## {one.chapter}"])
            told = f"{one.kind}; {one.source}"
            if one.differs:
                told += f" — {one.differs}"
            lines += [
                "", f"({anchor(id)})=", f"**`{id}`** {one.title}", "", "$$", one.latex, "$$", "",
                told.replace("|", "\\|").replace("*", "\\*").replace("_", "\\_"),
            ]  # fmt: skip
        text = "\n\n".join("\n".join(lines) for lines in chapters.values())
        return self.parse_text_to_nodes(text, allow_section_headings=True)


class Role(SphinxRole):
    """`{formula}` with an id, which must be known."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return a link to the formula, whose title is shown at the pointer."""
        from sphinx.addnodes import pending_xref

        one = formula(self.text)
        link = pending_xref(
            "", refdomain="std", reftype="ref", reftarget=anchor(one.id), refexplicit=True,
            refdoc=self.env.docname, refwarn=True,
        )  # fmt: skip
        link += nodes.literal(self.text, self.text)
        return [link], []


def setup(app: Sphinx) -> dict[str, Any]:
    """Register with Sphinx."""
    app.add_directive("formulas", Formulas)
    app.add_role("formula", Role())
    return {"parallel_read_safe": True, "parallel_write_safe": True}
