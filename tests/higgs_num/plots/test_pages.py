"""Results as HTML: well-formed, escaped, and with the numbers of the object."""

from dataclasses import replace
from html.parser import HTMLParser
from importlib import import_module
from typing import Any

import numpy as np
import pytest

import higgs
from higgs_num.plots.pages import PAGES
from higgs_sym.ground.shown import Shown
from tests.fresh_process import printed_by
from tests.higgs_num.plots import drawn

VOID = {"img", "br", "hr"}
HOSTILE = "<script>alert('x')</script>"


class Reader(HTMLParser):
    """Collects texts and tags; raises if tags do not close in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def read(page: str | None) -> Reader:
    """Return what a piece of HTML holds."""
    assert page is not None
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert not reader.open
    assert "script" not in reader.tags
    return reader


def signal() -> Any:
    t = np.linspace(0.0, 100.0, 1001)
    return higgs.describe(t, 1.0 + 0.1 * np.cos(2.0 * t))


def pole() -> Any:
    from higgs_num.response import second_sheet_pole

    return second_sheet_pole(0.1)


def certified(points: int = 3) -> Any:
    return higgs.table("Sx", {"x": f"0:2:{points}", "rate_s": "0.1"}, digits=12)


# What each shows, and numbers that must be in it as the object has them.
VALUES: dict[str, Any] = {
    "Result": (drawn.closed, lambda one: [f"{one.gap[-1]:.9g}", repr(one.method)]),
    "KineticResult": (drawn.exact, lambda one: [f"{one.gap[-1]:.9g}", f"{one.error:.1e}"]),
    "EnsembleResult": (drawn.samples, lambda one: [f"{one.mean[-1]:.6g}", "seed"]),
    "CertifiedTable": (certified, lambda one: [x for row in one.rows for x in row]),
    "SteadyState": (drawn.steady, lambda one: [*map(str, one.roots), str(one.beta)]),
    "Spectrum": (drawn.spectrum, lambda one: [str(one.alpha), str(one.omega.size)]),
    "Peak": (lambda: higgs.peak(0.1), lambda one: [str(one.omega), str(one.width)]),
    "Pole": (pole, lambda one: [str(one.omega), str(one.weight)]),
    "Prediction": (
        lambda: higgs.film(9.0, Tc0_K=15.0),
        lambda one: [str(one.peak), str(one.gap), str(one.decay_ps)],
    ),
    "Description": (signal, lambda one: [str(one.frequency), str(one.asymptote)]),
    "Examination": (drawn.examined, lambda one: [str(c.measured) for c in one.comparisons]),
    "FilmConductivity": (
        drawn.film_conductivity,
        lambda one: [str(one.state.Tc_K), f"{one.gap_meV:.4g}"[:4], one.occupations],
    ),
    "Conductivity": (drawn.conductivity, lambda one: [str(one.alpha), one.direction]),
    "Wire": (drawn.wire, lambda one: [str(one.depairing), str(one.rows[1].threshold)]),
}
PICTURED = {"Result", "KineticResult", "EnsembleResult", "SteadyState", "Spectrum", "Examination",
            "Conductivity", "FilmConductivity", "Wire"}  # fmt: skip


def test_every_page_is_of_a_class_that_shows_it() -> None:
    assert sorted(name.rsplit(".", 1)[1] for name in PAGES) == sorted(VALUES)
    for name in PAGES:
        module, _, kind = name.rpartition(".")
        assert issubclass(getattr(import_module(module), kind), Shown)


@pytest.mark.parametrize("kind", sorted(VALUES))
def test_a_page_is_whole_and_has_the_numbers(kind: str) -> None:
    make, numbers = VALUES[kind]
    value = make()
    assert type(value).__name__ == kind
    page = read(value._repr_html_())
    text = " ".join(page.texts)
    for number in numbers(value):
        assert number in text
    assert ("img" in page.tags) == (kind in PICTURED)


def test_names_are_text_and_no_tags() -> None:
    one: Any = higgs.film(9.0, Tc0_K=15.0, name="<b>&amp;</b>")
    assert "Film <b>&amp;</b>" in read(one._repr_html_()).texts
    found = replace(signal(), reasons=(HOSTILE,))
    assert HOSTILE in read(found._repr_html_()).texts
    told = replace(drawn.examined(), notes=(HOSTILE,))
    assert HOSTILE in read(told._repr_html_()).texts


def test_long_tables_are_cut_and_say_so() -> None:
    page = read(certified(27)._repr_html_())
    assert "and 7 more rows" in page.texts
    assert page.tags.count("tr") == 4 + 1 + 20  # facts, heads, rows


def test_a_value_without_a_page_is_shown_as_text() -> None:
    class Other(Shown):
        pass

    assert Other()._repr_html_() is None


def test_no_result_loads_the_figures_before_it_is_shown() -> None:
    code = (
        "import sys, higgs_num.quench, higgs_num.response; higgs_num.response.peak(0.1);"
        "print(any(name.startswith('higgs_num.plots') for name in sys.modules))"
    )
    assert printed_by(code) == "False"


def test_a_page_without_a_picture_loads_no_matplotlib() -> None:
    code = "import sys, higgs; higgs.peak(0.1)._repr_html_(); print('matplotlib' in sys.modules)"
    assert printed_by(code) == "False"
