"""What the theme leaves out for readers who do not see or have no pointer, put into its pages."""

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

# As the theme writes it, and as it must be; what is as it must be is not found again.
MENDED = (
    # A heading without a level is none; code that scrolls must be reached by the keyboard.
    ('class="caption" role="heading">', 'class="caption" role="heading" aria-level="2">'),
    ("<pre>", '<pre tabindex="0">'),
    # Two landmarks of a kind need names.
    ('<aside class="sidebar-drawer">', '<aside class="sidebar-drawer" aria-label="Pages">'),
    ('<aside class="toc-drawer">', '<aside class="toc-drawer" aria-label="On this page">'),
    (
        '<aside class="toc-drawer no-toc">',
        '<aside class="toc-drawer no-toc" aria-label="On this page">',
    ),
)


def _mend(app: Sphinx, error: Exception | None) -> None:
    if error is not None or app.builder.name != "html":
        return
    for path in Path(app.outdir).rglob("*.html"):
        text = path.read_text("utf-8")
        new = text
        for found, wanted in MENDED:
            new = new.replace(found, wanted)
        if new != text:
            path.write_text(new, "utf-8")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register with Sphinx."""
    app.connect("build-finished", _mend)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
