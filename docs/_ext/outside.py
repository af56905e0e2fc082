"""Links of pages to files of the repository that are no pages: to where the code is kept."""

import os
import re
import tomllib
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

ROOT = Path(__file__).parents[2]
LINK = re.compile(r"(?<=\]\()(?![a-z]+:|#)([^)#\s]+)(#[^)\s]*)?(?=\))")
# Pages of the site whose text lies elsewhere in the repository.
TAKEN = {"CHANGELOG.md": "changelog.md", "CONTRIBUTING.md": "contributing.md"}


def base() -> str:
    """Return where a file of the repository is read, of which pyproject.toml alone knows."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return f"{told['project']['urls']['Source']}/blob/main"


def rewritten(text: str, folder: Path, page: Path) -> str:
    """Return `text`, written for `folder`, with links as they must be on the site's `page`.

    What lies outside docs/ is linked in the repository; what is not there is left for Sphinx to
    complain of.
    """

    def link(found: re.Match[str]) -> str:
        target, anchor = found.group(1), found.group(2) or ""
        path = (folder / target).resolve()
        if not path.exists() or not path.is_relative_to(ROOT):
            return found.group(0)
        inside = path.relative_to(ROOT).as_posix()
        if inside in TAKEN:
            path = ROOT / "docs" / TAKEN[inside]
        elif not inside.startswith("docs/"):
            return f"{base()}/{inside}{anchor}"
        return f"{os.path.relpath(path, page)}{anchor}"

    return LINK.sub(link, text)


def _read(app: Sphinx, docname: str, content: list[str]) -> None:
    page = Path(app.env.doc2path(docname))
    for outside, taken in TAKEN.items():
        if f"{docname}.md" == taken:
            app.env.note_dependency(str(ROOT / outside))
            content[0] = rewritten((ROOT / outside).read_text("utf-8"), ROOT, page.parent)
            return
    if page.suffix == ".md":
        content[0] = rewritten(content[0], page.parent, page.parent)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register with Sphinx."""
    app.connect("source-read", _read)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
