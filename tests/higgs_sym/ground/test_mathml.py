from xml.etree import ElementTree as ET

import pytest

from higgs_sym.ground.mathml import mathml
from higgs_sym.registry import derivations, formulas


def test_every_step_and_formula_is_set():
    steps = [step.latex for chain in derivations().values() for step in chain.steps]
    for latex in (*steps, *(one.latex for one in formulas().values())):
        text = "".join(ET.fromstring(mathml(latex)).itertext())
        # Nothing of the source is left: no command, no lost script, no dollar sign.
        assert not set(text) & set("\\_$"), latex
        # Braces that remain are fences that the source asks for.
        assert text.count("{") == latex.count(r"\begin{cases}") + latex.count(r"\{"), latex
        assert text.count("}") == latex.count(r"\}"), latex


def tags(latex):
    """The tree of `latex` without rows, which only group."""

    def tree(part):
        name = part.tag.rpartition("}")[2]
        inner = [one for child in part for one in tree(child)]
        return inner if name in ("math", "mrow", "mspace") else [(name, part.text or "", *inner)]

    return tree(ET.fromstring(mathml(latex)))


def test_structure_and_letters():
    assert tags(r"\frac{\omega}{2\Delta_0} - x'") == [
        ("mfrac", "", ("mi", "ω"), ("mn", "2"), ("msub", "", ("mi", "Δ"), ("mn", "0"))),
        ("mo", "−"),
        ("msup", "", ("mi", "x"), ("mi", "′")),
    ]
    assert tags(r"\sqrt[4]{\varepsilon}") == [("mroot", "", ("mi", "ε"), ("mn", "4"))]
    assert tags(r"\mathcal{W}") == [("mi", "𝒲")]


def test_words_of_sympy_become_those_of_the_field():
    assert tags(r"\operatorname{asinh}{\left(x \right)}") == tags(
        r"\operatorname{arsinh}{\left(x \right)}"
    )
    assert tags(r"\log{2}") == tags(r"\ln{2}")
    assert tags(r"\operatorname{polygamma}") == [("mi", "ψ")]


def test_a_power_of_a_matrix_is_one_of_the_whole():
    (power,) = tags(r"\begin{pmatrix}a & b \\ c & d\end{pmatrix}^2")
    assert power[0] == "msup"
    assert power[-1] == ("mn", "2")


@pytest.mark.parametrize(
    "latex", [r"\unknown{a}", "{a", r"\left( a", r"\mathrm{a", r"\begin{x}", r"\frac{a}", "a_", ""]
)
def test_what_cannot_be_set_is_refused(latex):
    with pytest.raises(ValueError, match=r"MathML|braces"):
        mathml(latex)


@pytest.mark.parametrize("latex", ["<script>1</script>", r"\text{<script>&lt;b>}", "&lt;b>"])
def test_text_cannot_become_markup(latex):
    assert {part.tag.rpartition("}")[2] for part in ET.fromstring(mathml(latex)).iter()} <= {
        "math", "mrow", "mi", "mo", "mn", "mtext",
    }  # fmt: skip
    assert "<script" not in mathml(latex)
