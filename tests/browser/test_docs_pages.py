"""Pages of the site on a telephone and in the dark; `make docs` builds them."""

from pathlib import Path
from typing import Any

import pytest

from tests.browser.window import Window

BUILT = Path(__file__).parents[2] / "build" / "docs"
PAGES = (
    "index", "first_hour", "tutorials/my_films", "gallery", "quench", "conventions", "glossary",
    "reference/commands", "reference/json", "reference/formulas", "api/quench",
)  # fmt: skip

pytestmark = pytest.mark.slow


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest, driver: Any) -> Window:
    """A page in a window; skipped where the site is not built."""
    path = BUILT / f"{request.param}.html"
    if not path.exists():
        pytest.skip(f"no {path.name} in build/docs (make docs)")
    return Window(driver, path)


def test_a_page_never_scrolls_sideways(page: Window) -> None:
    for width in (400, 1400):
        page.show(width)
        inner = page.script("return document.documentElement.scrollWidth")
        assert inner <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(scheme: str, page: Window) -> None:
    page.show(1200, scheme)
    assert page.violations(whole_images=True) == []


def test_every_picture_says_what_it_shows(page: Window) -> None:
    nameless = page.script(
        "return [...document.querySelectorAll('main img, article img')]"
        ".filter(one => !one.alt).map(one => one.src)"
    )
    assert nameless == []
