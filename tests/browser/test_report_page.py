"""The report on a telephone, in the dark, by keyboard and on paper."""

import itertools
import re

import pytest

from tests.browser.window import Window

TELEPHONE = 400


def test_the_page_never_scrolls_sideways(window: Window) -> None:
    for width in (TELEPHONE, 768, 1400):
        window.show(width)
        for _ in range(2):
            # Without the bar at the side: as wide as what is seen, not wider.
            inner, outer = window.script(
                "const one = document.documentElement; return [one.scrollWidth, one.clientWidth]"
            )
            assert inner == outer <= width
            window.unfold()


def test_a_table_scrolls_by_itself_and_by_keyboard(window: Window) -> None:
    window.show(TELEPHONE)
    window.unfold()
    widest = window.script(
        "const found = [...document.querySelectorAll('.scroll')];"
        "const one = found.find(one => one.scrollWidth > one.clientWidth);"
        "one.id = 'scrolled'; return [one.scrollWidth, one.clientWidth]"
    )
    assert widest[0] > widest[1]
    window.press("#scrolled", "\ue014" * 5)  # arrow to the right
    # Scrolling may be animated: wait until it has begun.
    moved = window.driver.execute_async_script(
        "const done = arguments[0], one = document.querySelector('#scrolled');"
        "let left = 100; const look = () => one.scrollLeft > 0 || !left-- ?"
        "done(one.scrollLeft) : setTimeout(look, 50); look()"
    )
    assert moved > 0


def test_every_table_can_be_reached_and_has_a_name(window: Window) -> None:
    tables = window.script(
        "return [...document.querySelectorAll('table')].map(one => one.parentElement)"
        ".map(one => [one.getAttribute('role'), one.tabIndex, one.getAttribute('aria-label')])"
    )
    assert tables
    assert all((role, index) == ("region", 0) and name for role, index, name in tables)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(scheme: str, window: Window) -> None:
    for width in (TELEPHONE, 1200):
        window.show(width, scheme)
        assert window.violations() == []


def test_there_is_one_main_landmark_and_headings_step_by_one(window: Window) -> None:
    assert window.script("return document.querySelectorAll('main').length") == 1
    levels = window.script(
        "return [...document.querySelectorAll('h1, h2, h3, h4')].map(one => +one.tagName[1])"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_links_are_underlined_and_images_have_names(window: Window) -> None:
    assert window.script(
        "return [...document.querySelectorAll('a')]"
        ".every(one => getComputedStyle(one).textDecorationLine === 'underline')"
    )
    assert window.script(
        "return [...document.querySelectorAll('svg')].every(one =>"
        "one.getAttribute('role') === 'img' && one.getAttribute('aria-label').length > 3)"
    )


def test_evidence_unfolds_and_folds_by_keyboard(window: Window) -> None:
    opened = "return document.querySelector('details.evidence').open"
    assert window.script(opened) is False
    window.press("details.evidence > summary", "\ue007")  # enter
    assert window.script(opened) is True
    window.press("details.evidence > summary", " ")
    assert window.script(opened) is False


def test_a_link_to_a_folded_formula_unfolds_it(window: Window) -> None:
    name = window.script("return document.querySelector('.formula').id")
    window.driver.get(f"{window.path.as_uri()}#{name}")
    assert window.script("return document.querySelector('.formulas details').open") is True


def test_the_print_is_short_and_has_the_evidence(window: Window) -> None:
    pages = len(re.findall(rb"/Type\s*/Page\b", window.printed()))
    assert 1 <= pages < 30
    window.command("Emulation.setEmulatedMedia", media="print")
    shown = window.script(
        "const height = one => one.getBoundingClientRect().height;"
        "return ['.paper table.evidence', '.exact-theory table.evidence'].map(name =>"
        "[...document.querySelectorAll(name)].map(height))"
    )
    window.command("Emulation.setEmulatedMedia", media="")
    paper, others = shown
    # That of the paper's claims though it is folded, that of others not at all.
    assert all(height > 0 for height in paper)
    assert paper
    assert all(height == 0 for height in others)
