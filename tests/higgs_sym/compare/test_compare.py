"""Formulas in the notation of others: right ones agree, wrong ones differ, and how is named."""

import re

import pytest
import sympy as sp

from higgs_sym.compare import check_identities, compare, read_expression
from higgs_sym.formula import Formula
from higgs_sym.ground.errors import ArgumentError
from higgs_sym.registry import formula
from higgs_sym.symbols import Delta, rate_s

RIGHT = [
    ("2*Delta*sqrt(1-1/(2*tau_m*Delta)^2)", "closure_mode.omega"),
    (r"\omega_H = \sqrt{4\Delta_0^2-\tau_m^{-2}}", "closure_mode.omega"),
    ("ω = 2Δ√(1-z²)", "closure_mode.omega"),
    ("Delta*(1-(2*zeta_s)**(2/3))**(3/2)", "threshold.gap_edge"),
    (
        r"\Delta_0\left(1-\left(\frac{1}{\tau_s\Delta_0}\right)^{2/3}\right)^{3/2}",
        "threshold.gap_edge",
    ),
    (r"-\frac{\pi}{4\tau_s\Delta}", "thermodynamics.ln_gap"),
    ("2*arcsinh(eps/gap)*gap/(pi*eps)", "equilibrium.W.clean"),
    (r"\frac{2}{\pi^{3/2}}", "volkov_kogan.coefficient"),
    (r"\frac{\Delta}{\sqrt{\varepsilon^2+\Delta^2}}", "equilibrium.Sx.clean"),
    (
        "psi(1/2+rate_s/(2*pi*Tc)) - psi(1/2) + ln(Tc/Tc0)",
        "thermodynamics.T_c_condition",
    ),
    (r"\ln\frac{\Delta_f}{\Delta_i}", "lax.beta_infinite"),
    ("arsinh(omega_D/Delta_i) - arsinh(omega_D/Delta_f)", "lax.beta"),
    (r"2-\frac{\pi}{2}\alpha", "response.static"),
    ("-log(1-(2*beta/pi)^2)/(2*pi)", "steady.approach_exponent"),
    ("(1/tau_s - 1/tau_u)/(2*Delta)", "conventions.z"),
]
HALF, TWICE = "1/tau_s in it is half of ours", "1/tau_s in it is twice ours"
# What it must say, beside others that do as well.
WRONG = [
    (
        "2*Delta*sqrt(1-1/(tau_m*Delta)^2)",
        "closure_mode.omega",
        "both rates in it are half of ours",
    ),
    ("2*Delta*sqrt(1-zeta_s^2)", "closure_mode.omega", "ours has rate_u = 0"),
    ("Delta*sqrt(1-z^2)", "closure_mode.omega", "it lacks a factor 2"),
    ("Delta*(1-zeta_s**(2/3))**(3/2)", "threshold.gap_edge", TWICE),
    ("(1-alpha^(2/3))^(3/2)", "threshold.gap_edge", "it is in units of the gap"),
    (r"-\pi\zeta_s/4", "thermodynamics.ln_gap", TWICE),
    ("asinh(x)/(pi*x)", "equilibrium.W.clean", "it lacks a factor 2"),
    ("log(Delta_i/Delta_f)", "lax.beta_infinite", "its sign is the other one"),
    (
        "psi(1/2+rate_s/(pi*T_c)) - psi(1/2) + log(T_c/T_c0)",
        "thermodynamics.T_c_condition",
        HALF,
    ),
    (r"\frac{1}{\pi^{3/2}}", "volkov_kogan.coefficient", "it lacks a factor 2"),
    ("-Delta/sqrt(eps^2+Delta^2)", "equilibrium.Sx.clean", "its sign is the other one"),
    ("2-pi*alpha", "response.static", HALF),
    ("1/(2*Delta*tau_s)", "conventions.alpha", "it lacks a factor 2"),
    ("exp(-pi*alpha/4)", "thermodynamics.ln_gap", "it is the exponential of ours"),
]


@pytest.mark.parametrize(("expression", "against"), RIGHT)
def test_right_formulas_agree(expression: str, against: str) -> None:
    found = compare(expression, against)
    assert found.answer in ("proved", "equal"), found
    assert found.exit_status == 0


@pytest.mark.parametrize(("expression", "against", "convention"), WRONG)
def test_wrong_formulas_differ_and_the_convention_is_named(
    expression: str, against: str, convention: str
) -> None:
    found = compare(expression, against)
    assert found.answer == "differs"
    assert found.exit_status == 1
    assert found.counterexample is not None
    assert any(one.startswith(convention) for one in found.agrees_if), found.agrees_if


def test_symbols_are_bound_by_name_whatever_they_assume() -> None:
    for assumptions in ({}, {"real": True}, {"positive": True}, {"complex": True}):
        z, gap = sp.Symbol("z", **assumptions), sp.Symbol("Delta", **assumptions)
        assert compare(2 * gap * sp.sqrt(1 - z**2), "closure_mode.omega").answer == "proved"


def test_the_counterexample_is_simple_and_true() -> None:
    found = compare("Delta*(1-alpha)", "threshold.gap_edge")
    one = found.counterexample
    assert one is not None
    assert one.point == {"Delta": "1", "rate_s": "1/2"}
    assert float(one.theirs) == 0.5
    # (1 - 2^(-2/3))^(3/2), by hand to ten digits.
    assert float(one.ours) == pytest.approx(0.2250982322, rel=1e-9)
    assert one.ratio == pytest.approx(0.5 / 0.2250982322, rel=1e-9)
    # 1 - alpha less 1 - (3/2) alpha^(2/3): the power 2/3 comes first.
    assert "rate_s^(2/3)" in found.term


def test_balls_decide_where_algebra_does_not() -> None:
    # arcosh as a logarithm: no simplification of sympy's proves it.
    ours = Formula(
        id="own.f", title="t", lhs="f", expression=sp.acosh(1 + Delta / (1 + rate_s) + 1),
        arguments=(Delta, rate_s), source="here", kind="reference",
    )  # fmt: skip
    text = "log(2 + Delta/(1+rate_s) + sqrt((2+Delta/(1+rate_s))^2 - 1))"
    found = compare(text, ours, digits=40)
    assert found.answer in ("equal", "proved")
    nearly = compare(f"{text} + 1/10^35", ours, digits=40)
    assert nearly.answer == "differs"
    # Below the digits that are asked for, balls may touch or not, and nothing false is said.
    assert compare(f"{text} + 1/10^64", ours, digits=10).answer != "proved"


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        (
            "2*zeta",
            'not leave open what `zeta` is: let=.*"zeta_s".* or let={"zeta": "zeta_figure"}',
        ),
        ("gamma", "not leave open what `gamma` is: .*, but is 'gamma'"),
        ("foo*Delta", "hold names that mean something beside closure_mode.omega"),
        ("Dleta", "did you mean Delta"),
        ("sqrt(-1-Delta)", "have a real value somewhere"),
        ("1/(rate_s-rate_s)", "be finite"),
        ("1/0", "be finite|not divide by zero"),
        ("(1", "be complete: brackets that match"),
        ("1 +", "be complete"),
        ("", "be a formula"),
        ("x=y=z", "one sign of equality"),
        ("__import__('os').system('true')", "hold names of quantities"),
        ("z.free_symbols", "hold numbers, names"),
        ("9**9**9", "brackets around powers"),
        ("10^1000000", "have powers <= 64"),
        ("z" * 3000, "at most 2000 characters"),
        (r"\frac{1}{2", "brackets that match|cut off"),
        (r"\foo{z}", "hold names that mean something"),
        ("[z]", "hold numbers, names"),
        ("lambda z: z", "hold numbers, names"),
    ],
)
def test_bad_expressions_are_told_in_one_line(expression: str, message: str) -> None:
    with pytest.raises(ArgumentError, match=message) as told:
        compare(expression, "closure_mode.omega")
    assert "\n" not in str(told.value)


def test_what_names_mean_can_be_said() -> None:
    text = "2*Delta*sqrt(1-zeta^2)"
    agreed = compare(text, "closure_mode.omega", let={"zeta": "z"})
    assert agreed.answer == "proved"
    half = compare("Delta*(1-(2*g/Delta)^(2/3))^(3/2)", "threshold.gap_edge", let={"g": "rate_s/2"})
    assert half.answer == "proved"
    with pytest.raises(ArgumentError, match="`let` must name symbols of the expression"):
        compare("z", "closure_mode.omega", let={"q": "z"})


@pytest.mark.parametrize(
    "name", [r"\Gamma", r"\Gamma_s", r"\Gamma_{\mathrm{s}}", "Γ_s", "gamma_s", "Gamma_u", "Gammas"]
)
def test_a_rate_that_may_be_of_amplitudes_is_refused_until_it_is_said(name: str) -> None:
    with pytest.raises(ArgumentError, match=r"not leave open what `[Gg]amma") as told:
        compare(f"2{name}", "conventions.alpha")
    assert "amplitudes" in str(told.value)
    # Both meanings, told by hand: alpha = rate/Delta = 2 (rate/2)/Delta.
    plain = "Gamma_s/Delta"
    let = {"Gamma_s": "rate_s"}
    assert compare(plain, "conventions.alpha", let=let).answer == "proved"
    let = {"Gamma_s": "rate_s/2"}
    assert compare(f"2*{plain}", "conventions.alpha", let=let).answer == "proved"
    assert compare(plain, "conventions.alpha", let=let).answer == "differs"


def test_every_verdict_says_what_was_assumed() -> None:
    proved = compare(r"\Delta_0(1-(\tau_s\Delta_0)^{-2/3})^{3/2}", "threshold.gap_edge")
    differs = compare("2*g/Delta", "conventions.alpha", let={"g": "rate_s"})
    assert proved.readings[:2] == ("Delta_0 as Delta", "tau_s as 1/rate_s")
    assert differs.readings[0] == "g as rate_s, as was said"
    for found in (proved, differs):
        assert "golden rule" in found.readings[-1]
        assert all(one in str(found) for one in found.readings)
        assert found.plain()["readings"] == list(found.readings)
    # A formula without rates assumes nothing of them.
    assert compare("log(Delta_f/Delta_i)", "lax.beta_infinite").readings == ()


@pytest.mark.parametrize("text", [r"2\Delta\sqrt{1-1/(\tau_s\Delta)^2}", "2*Delta*sqrt(1-alpha^2)"])
def test_the_printed_frequency_is_told_apart_by_two_conventions(text: str) -> None:
    found = compare(text, "closure_mode.omega")
    assert found.answer == "differs"
    assert found.agrees_if[0].startswith(
        "ours has rate_u = 0: nonmagnetic impurities are left out; 1/tau_s in it is half of ours"
    )
    # 2 sqrt(1 - r^2) = 2 - r^2 and 2 sqrt(1 - r^2/4) = 2 - r^2/4, without rate_u.
    assert found.term == (
        "the first differing term in rate_s is -0.75 rate_s^2 at Delta = 1, rate_u = 0 "
        "(-1 in it, -0.25 in ours)"
    )


@pytest.mark.parametrize(
    ("expression", "against", "convention"),
    [
        (
            "Delta*sqrt(1-zeta_s^2)",
            "closure_mode.omega",
            "ours has rate_u = 0.*it lacks a factor 2",
        ),
        ("4*(1-zeta_s^2)*Delta^2", "closure_mode.omega", "ours has rate_u = 0.*the square of ours"),
        ("Delta*sqrt(1-alpha^2)", "closure_mode.omega", "ours has.*gap is ours doubled"),
        ("8*Delta*sqrt(1-alpha^2)", "closure_mode.omega", "ours has.*half of.*factor 4 too much"),
        ("-2*alpha/pi", "thermodynamics.ln_gap", ""),
    ],
)
def test_several_conventions_are_tried_the_fewest_first(
    expression: str, against: str, convention: str
) -> None:
    found = compare(expression, against)
    assert found.answer == "differs"
    if not convention:
        # A factor of pi^2/8 is no convention of anybody.
        assert found.agrees_if == ()
    else:
        assert any(re.search(convention, one) for one in found.agrees_if), found.agrees_if
        counts = {one.count(";") for one in found.agrees_if}
        assert len(counts) == 1


def test_symbols_can_be_set_in_both_formulas() -> None:
    text = r"2\Delta\sqrt{1-\alpha^2/4}"
    assert compare(text, "closure_mode.omega").answer == "differs"
    found = compare(text, "closure_mode.omega", at={"rate_u": 0})
    assert found.answer == "proved"
    assert found.detail == "equal to closure_mode.omega at rate_u = 0 by algebra"
    # Equal rates: z = 0.
    assert compare("2*Delta", "closure_mode.omega", at={"rate_u": "rate_s"}).answer == "proved"
    wrong = compare(r"2\Delta\sqrt{1-\alpha^2}", "closure_mode.omega", at={"rate_u": 0})
    assert wrong.agrees_if[0].startswith(HALF)
    with pytest.raises(ArgumentError, match="`at` must name symbols that both are written in"):
        compare(text, "closure_mode.omega", at={"tau_u": 0})
    with pytest.raises(ArgumentError, match=r"`let` must name symbols .*at=."):
        compare(text, "closure_mode.omega", let={"rate_u": "0"})
    with pytest.raises(ArgumentError, match=r"`at` must lie in the domain"):
        compare("2*Delta", "closure_mode.omega", at={"rate_u": 0, "rate_s": 3, "Delta": 1})


@pytest.mark.parametrize(
    ("left", "right", "answer"),
    [
        (r"\omega^2", r"4\Delta^2(1-z^2)", "proved"),
        (r"\omega_H^2", r"2\Delta\sqrt{1-z^2}", "differs"),
        (r"\omega_{\mathrm{Higgs}}", r"2\Delta\sqrt{1-z^2}", "proved"),
        (r"\frac{\omega}{2\Delta_0}", r"\sqrt{1-z^2}", "proved"),
        (r"\omega/\Delta", r"\sqrt{1-z^2}", "differs"),
    ],
)
def test_the_left_side_of_an_equation_is_heeded(left: str, right: str, answer: str) -> None:
    found = compare(f"{left} = {right}", "closure_mode.omega")
    assert found.answer == answer, found
    told = [one for one in found.readings if one.startswith("left side")]
    assert len(told) == (0 if "Higgs" in left else 1)


def test_a_left_side_that_tells_nothing_is_said_to_be_left_out() -> None:
    plain, latex = "2*Delta*sqrt(1-z^2)", r"2\Delta\sqrt{1-z^2}"
    for left, right in ((r"\partial\omega", latex), (r"\omega(q)", latex), ("f(omega)", plain)):
        found = compare(f"{left} = {right}", "closure_mode.omega")
        assert any(f"left side {left} was left out" in one for one in found.readings)
    # The left side of our own formula, a power or not, is no change.
    found = compare(r"\tau_m^{-1} = \tau_s^{-1} - \tau_u^{-1}", "conventions.rate_m")
    assert found.answer == "proved"
    assert found.readings[-1].startswith("rate_s = ")
    # The time of a rate, where the formula is told as a rate.
    assert compare("tau_m^2 = 1/(rate_s-rate_u)^2", "conventions.rate_m").answer == "proved"


def test_which_gap_must_be_said_where_there_are_several() -> None:
    with pytest.raises(
        ArgumentError, match=r"not leave open which gap `Delta_0` is: .*Delta_i.* or"
    ):
        compare("log(Delta_f/Delta_0)", "lax.beta_infinite")
    let = {"Delta_0": "Delta_i"}
    assert compare("log(Delta_f/Delta_0)", "lax.beta_infinite", let=let).answer == "proved"


def test_an_integral_is_refused_for_its_closed_form() -> None:
    with pytest.raises(ArgumentError, match=r"be no integral .compare with equilibrium"):
        compare("x", "equilibrium.Sx.integral")


def test_latex_reads_as_text_does() -> None:
    pairs = [
        (r"\frac{a}{b c}", "a/(b*c)"), (r"\sqrt[3]{x}", "x**(1/3)"), (r"x^{12}", "x**12"),
        (r"\sin^2 x", "sin(x)**2"), (r"\cosh\left(2x\right)", "cosh(2*x)"),
        (r"\Delta_{\mathrm{clean}}", "Delta_clean"), (r"a\,b\cdot c", "a*b*c"),
        (r"\left|x\right|", "Abs(x)"),
        (r"\operatorname{arsinh}{x}", "asinh(x)"), (r"e = \tau_{s}^{-1}", "1/tau_s"),
    ]  # fmt: skip
    for latex, text in pairs:
        assert sp.simplify(read_expression(latex) - read_expression(text)) == 0, latex


GUESSES = [
    ("Delta/sqrt(eps^2+Delta^2)", "Sx", {"S^x is the integral (12)": False, "|S| <= 1": False,
     "S^x -> Delta/E without impurities": True, "S^x is even in eps": True}),
    ("2*asinh(x)/(pi*x)", "W", {"W is even in eps": True,
     "W -> 2 arsinh(x)/(pi x) without impurities": True,
     "eps S^x + Delta S^z = -eps W/(2 tau_m E)": False}),
    ("-eps/sqrt(eps^2+Delta^2)", "Sz", {"S^z is odd in eps": True,
     "S^z is the integral (12)": False}),
    ("1", "cos_theta", {"cos(theta) = 1 without a quench": True,
     "cos(theta) = (2/pi) |Im sqrt(L^2(eps + i0))|": False, "|cos(theta)| <= 1": True}),
    ("1+beta", "cos_theta", {"|cos(theta)| <= 1": False}),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "kind", "expected"), GUESSES)
def test_guesses_are_held_against_identities(
    expression: str, kind: str, expected: dict[str, bool]
) -> None:
    found = {one.identity: one.holds for one in check_identities(expression, kind)}
    assert {name: found[name] for name in expected} == expected


def test_the_exact_distribution_obeys_all() -> None:
    exact = formula("lax.cos_theta").unfolded
    assert all(one.holds for one in check_identities(exact, "cos_theta"))


@pytest.mark.parametrize("kind", ["Sx", "Sz", "W"])
def test_the_exact_equilibrium_obeys_all(kind: str) -> None:
    closed = formula(f"equilibrium.{kind}.closed").unfolded
    parity = {"Sx": 1, "W": 1, "Sz": -1}[kind]
    x = sp.Symbol("x", real=True)
    # The closed form is given for x > 0.
    exact = closed.subs(sp.Symbol("x", real=True), sp.Abs(x))
    if parity < 0:
        exact *= sp.sign(x)
    assert all(one.holds for one in check_identities(exact, kind)), check_identities(exact, kind)


@pytest.mark.parametrize(
    ("meaning", "in_law", "slope", "end"),
    [("rate_s", "2", "4", "1/2"), ("rate_s/2", "1", "2", "1/4"), ("2*rate_s", "4", "8", "1")],
)
def test_the_page_of_conventions_tells_each_rate_by_its_laws(
    meaning: str, in_law: str, slope: str, end: str
) -> None:
    # The rows of its table: the law of T_c, its slope and the end, of rates called Gamma.
    let = {"Gamma": meaning}
    law = f"log(T_c/T_c0) - psi(1/2) + psi(1/2 + Gamma/({in_law}*pi*T_c))"
    assert compare(law, "thermodynamics.T_c_condition", let=let).answer == "proved"
    per_ours = sp.sympify(meaning.replace("rate_s", "1"))
    assert -sp.pi * per_ours / sp.sympify(slope) == formula("thermodynamics.T_c_slope").expression
    of_clean = formula("thermodynamics.critical_rate").expression.free_symbols
    ends = formula("thermodynamics.critical_rate").expression.subs(dict.fromkeys(of_clean, 1))
    assert per_ours * ends == sp.sympify(end)


def test_the_halves_of_the_self_energy_add_for_spin_flips_and_cancel_for_potentials() -> None:
    # The two lines of the page of conventions, u = omega~/Delta~ and sqrt(...) = Delta~ R.
    u, s, p, gap = sp.symbols("u s p gap", positive=True)
    R = sp.sqrt(1 + u**2)
    gap_after = gap - (s - p) / (2 * R)
    omega = u * gap_after - (s + p) / 2 * u / R
    ours = formula("equilibrium.frequency")
    names = {str(one): one for one in ours.arguments}
    at = {names["u"]: u, names["alpha"]: s / gap}
    assert sp.simplify(omega / gap - ours.unfolded.subs(at)) == 0
    amplitude = formula("equilibrium.renormalised_gap")
    names = {str(one): one for one in amplitude.arguments}
    at = {names["u"]: u, names["z"]: (s - p) / (2 * gap)}
    assert sp.simplify(gap_after / gap - amplitude.unfolded.subs(at)) == 0
