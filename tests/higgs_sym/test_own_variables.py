"""Formulas in the variables that people use; found, cited, and written in LaTeX."""

import re
from fractions import Fraction
from typing import Any

import mpmath as mp
import pytest

from higgs_sym.commands import cite, derive, formulas
from higgs_sym.commands.tex import document, text
from higgs_sym.conversions import DEFINITIONS
from higgs_sym.ground.answer import Answer
from higgs_sym.ground.errors import ArgumentError
from higgs_sym.ground.precision import precision
from higgs_sym.references import REFERENCES, cited, toolkit
from higgs_sym.registry import derivation, formula, search
from higgs_sym.registry import formulas as book

# eps, Delta, rate_s, rate_u, from which everything follows by hand.
AT = {"eps": 0.5, "Delta": 2.0, "rate_s": 0.4, "rate_u": 0.1}
BY_HAND = {
    **AT, "x": 0.25, "alpha": 0.2, "z": 0.075, "zeta_s": 0.1, "zeta_u": 0.025, "tau_s": 2.5,
    "tau_u": 10.0, "tau": 2.0, "tau_m": 1.0 / 0.3, "rate": 0.5, "rate_m": 0.3,
}  # fmt: skip
GIVEN = [
    ("eps", "Delta", "rate_s", "rate_u"), ("x", "Delta", "tau_s", "tau_u"), ("x", "alpha", "z"),
    ("eps", "Delta", "zeta_s", "zeta_u"), ("rate_u", "x", "rate_s", "Delta"),
    ("eps", "tau_s", "tau_m", "Delta"), ("x", "rate_s", "rate", "Delta"),
    ("x", "tau_s", "tau", "Delta"), ("x", "alpha", "rate_m", "Delta"),
]  # fmt: skip


@pytest.mark.parametrize("given", GIVEN)
@pytest.mark.parametrize("backend", ["numpy", "numba", "mpmath", "arb"])
def test_every_set_of_variables_gives_the_same(given: tuple[str, ...], backend: str) -> None:
    one = formula("equilibrium.Sx.closed")
    own = float(one.lambdify("numpy")(x=0.25, z=0.075, alpha=0.2))
    values: list[Any] = [BY_HAND[name] for name in given]
    if backend == "arb":
        values = [Fraction(value).limit_denominator(1000) for value in values]
    call = one.lambdify(backend, arguments=given)
    assert call.arguments == given
    # Closed forms to rounding: a dozen operations more than with its own arguments.
    assert float(call(*values)) == pytest.approx(own, rel=1e-12)


def test_balls_in_other_variables_hold_the_truth() -> None:
    given = ("x", "tau_s", "zeta_u", "Delta")
    values = (Fraction(1, 3), Fraction(5, 2), Fraction(1, 7), Fraction(3, 2))
    with precision(120):
        ball = formula("equilibrium.Sz.closed").lambdify("arb", given)(*values)
        middle, radius = ball.mid().str(60, radius=False), float(ball.rad())
    with mp.workdps(70):
        exact = formula("equilibrium.Sz.integral").lambdify("mpmath", given)(
            *(mp.mpf(one.numerator) / one.denominator for one in values)
        )
        assert abs(exact - mp.mpf(middle)) <= radius + mp.mpf(10) ** -50
    assert radius < 1e-30


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (("rate_s",), "determine Delta, alpha, but is rate_s: Delta is missing"),
        (("rate_s", "Delta", "tau_u"), "all be of use, but is tau_u"),
        (("foo",), "be names of the table of symbols, or tau_s, ..., but is 'foo'"),
        ("rate_s", "be a sequence of names"),
        ((), "be a sequence of names"),
        (("rate_s", "rate_s"), "name each once"),
        ((3,), "be names of the table"),
    ],
)
def test_variables_that_do_not_do_are_told(given: Any, message: str) -> None:
    with pytest.raises(ArgumentError, match=message):
        formula("threshold.gap_edge").lambdify("numpy", arguments=given)


def test_conventions_are_their_definitions() -> None:
    for name, expression in DEFINITIONS.items():
        if f"conventions.{name}" in book():
            assert formula(f"conventions.{name}").expression == expression


def test_ids_may_be_cut_where_one_is_meant() -> None:
    assert formula("Sx.closed").id == "equilibrium.Sx.closed"
    assert formula("gap_edge").id == "threshold.gap_edge"
    with pytest.raises(ArgumentError, match=r"be the id of one formula \(equilibrium.Sx.integral"):
        formula("Sx")
    with pytest.raises(ArgumentError, match=r"did you mean threshold\.gap_edge"):
        formula("gapedge")
    with pytest.raises(ArgumentError, match="be the id of a formula"):
        formula("")


def test_search_finds_words_and_sources() -> None:
    assert "equilibrium.Sx.integral" in search("(12)")
    assert set(search("edge density")) == {
        "threshold.gap_edge", "threshold.dos_edge_coefficient",
    }  # fmt: skip
    assert set(search(source="volkov")) >= {"volkov_kogan.exponent"}
    assert not search("no such words")
    assert set(search()) == set(book())


def test_search_ranks_by_words_of_which_some_may_be_missing() -> None:
    # No formula holds "frequency" beside the others; small words count for nothing.
    found = list(search("frequency of the amplitude mode"))
    assert found[:3] == ["closure_mode.omega", "closure_mode.printed_13", "closure_mode.printed_15"]
    assert found == list(search("the frequency of an amplitude mode"))
    assert list(search("Amplitude modes", source="paper")) == found[1:3]
    # Of two words none may be missing where some formula holds both.
    assert all("mode" in repr(one) for one in search("amplitude mode").values())
    assert not search("entropy of vortices")
    assert "thermodynamics.critical_rate" in search("rate where superconductivity ends")


def test_a_printed_left_side_finds_its_formula() -> None:
    for left in ("omega_H", r"\omega_H"):
        assert formula(left).id == "closure_mode.omega"
        assert next(iter(search(left))) == "closure_mode.omega"
    assert formula(r"\Delta_{\mathrm{th}}").id == formula("Delta_th").id == "threshold.gap_edge"
    printed = r"be the id of one formula \(closure_mode.printed_13, closure_mode.printed_15\)"
    for left in ("omega_Higgs", r"\omega_{\mathrm{Higgs}}"):
        with pytest.raises(ArgumentError, match=printed):
            formula(left)


def answer(command: Any, *arguments: str) -> Answer:
    found = command.main(list(arguments), standalone_mode=False)
    assert isinstance(found, Answer)
    return found


def test_the_list_tells_sources_and_can_be_narrowed() -> None:
    got = answer(formulas.command, "--search", "(12)", "--source", "paper")
    assert "paper (12)" in got.text
    assert all("paper" in row["source"] for row in got.evaluated()["formulas"])
    code = answer(formulas.command, "gap_edge", "--code", "numpy", "--arguments", "tau_s,Delta")
    assert "def value(tau_s, Delta)" in code.text
    for bad in (
        ["--code", "numpy"],
        ["gap_edge", "--search", "x"],
        ["gap_edge", "--arguments", "x"],
    ):
        with pytest.raises(ArgumentError):
            answer(formulas.command, *bad)


def test_every_source_is_cited_or_our_own() -> None:
    own = ("derived here", "as steady.", "form of the late-time", "singularity of the Lax")
    for one in book().values():
        assert cited(one.source) or one.source.startswith(own), one.source


def test_bibtex_is_balanced_and_names_the_paper() -> None:
    got = answer(cite.command, "volkov_kogan.exponent")
    keys = [row["key"] for row in got.evaluated()["references"]]
    assert keys == ["HiggsToolkit", "Dzero2024", "VolkovKogan1974"]
    for one in (*REFERENCES.values(), toolkit()):
        assert one.bibtex.count("{") == one.bibtex.count("}")
    assert "L100503" in answer(cite.command).text


CHAINS = ("closure_mode", "threshold", "volkov_kogan")


@pytest.mark.parametrize("id", CHAINS)
def test_a_document_is_sound_latex(id: str) -> None:
    made = document(derivation(id).verify())
    # No engine is at hand here: what makes one stop is looked for.
    assert made.isascii()
    for name in re.findall(r"\\begin\{(\w+\*?)\}", made):
        assert made.count(f"\\begin{{{name}}}") == made.count(f"\\end{{{name}}}")
    plain = made.replace(r"\{", "").replace(r"\}", "")
    assert plain.count("{") == plain.count("}")
    assert made.count(r"\left") - made.count(r"\leftarrow") == made.count(r"\right") - made.count(
        r"\rightarrow"
    )
    aligned = r"(?s)\\begin\{(longtable|.?matrix|cases)\}.*?\\end\{\1\}"
    assert re.search(r"(?<!\\)[%#&]", re.sub(aligned, "", made)) is None
    steps = derivation(id).steps
    assert made.count(r"\item[") == len(steps)
    assert all(text(step.says) in made for step in steps)


def test_a_document_is_written_and_not_over_another(tmp_path: Any) -> None:
    path = tmp_path / "chain.tex"
    got = answer(derive.command, "threshold", "--tex", "--out", str(path))
    assert path.read_text() == got.evaluated()["tex"]
    with pytest.raises(Exception, match="exists"):
        answer(derive.command, "threshold", "--tex", "--out", str(path))
    for bad in (["--tex"], ["threshold", "--out", "x.tex"]):
        with pytest.raises(ArgumentError):
            answer(derive.command, *bad)


def test_values_have_a_short_repr() -> None:
    assert all(len(repr(one)) < 200 for one in book().values())
    assert len(repr(derivation("closure_mode"))) < 600
