"""Every chain holds, and every wrong step, sign or factor makes one fail."""

import pkgutil
import re
from dataclasses import replace
from importlib import import_module

import pytest
import sympy as sp

from higgs_sym.checks import ALGEBRA, Balls, Computed, Digits, Proof
from higgs_sym.derivation import Derivation, Step
from higgs_sym.formula import Formula
from higgs_sym.ground.errors import ArgumentError
from higgs_sym.registry import derivation, derivations, formulas
from higgs_sym.theory import derivations as chains
from higgs_sym.theory.derivations import DERIVATIONS
from tests.fresh_process import printed_by
from tests.seldom import seldom

_x = sp.Symbol("x", real=True)


@pytest.mark.parametrize("id", DERIVATIONS)
def test_chain_holds(id):
    verified = derivation(id).verify()
    wrong = [
        f"{step.name}: {check.detail}"
        for step, check in zip(verified.derivation.steps, verified.checks, strict=True)
        if check.status == "failed"
    ]
    assert not wrong
    assert verified.status in ("proved", "verified")
    numerical = [check for check in verified.checks if check.status == "verified"]
    assert all(check.points > 0 for check in numerical)


def test_ids_are_the_file_names():
    assert tuple(derivations()) == DERIVATIONS


def test_every_chain_is_listed():
    # A file of the folder without a chain holds steps that a chain has in it.
    files = [module.name for module in pkgutil.iter_modules(chains.__path__)]
    modules = [import_module(f"{chains.__name__}.{name}") for name in files]
    found = {name for name, one in zip(files, modules, strict=True) if hasattr(one, "CHAIN")}
    assert found == set(DERIVATIONS)


def test_listing_builds_no_step_and_imports_no_formula():
    code = (
        "import sys; from higgs_sym.registry import derivations; found = derivations(); "
        "assert all(one.claim and 'steps' not in vars(one) for one in found.values()); "
        "print('higgs_sym.theory.conventions' in sys.modules)"
    )
    assert printed_by(code) == "False"


def test_an_established_formula_must_be_in_the_book():
    one = derivation("rates").on(dict)
    with pytest.raises(KeyError):
        _ = one.steps
    with pytest.raises(ValueError, match=r"establishes unknown .*threshold\.dos"):
        _ = derivation("threshold").on(dict).steps


def test_step_names_are_unique_and_told():
    for one in derivations().values():
        names = [step.name for step in one.steps]
        assert len(set(names)) == len(names), one.id
        assert all(step.says and step.latex for step in one.steps)


def sides(equation: str) -> list[str]:
    """Split LaTeX at the relations that stand outside of every brace and fence."""
    found, depth = [""], 0
    for token in re.findall(r"\\[A-Za-z]+|\\.|.", equation):
        depth += token in ("{", "[", "(", r"\left") or token == r"\begin"
        depth -= token in ("}", "]", ")", r"\right") or token == r"\end"
        if depth == 0 and token in ("=", r"\to", r"\simeq"):
            found.append("")
        else:
            found[-1] += token
    return ["".join(part.split()) for part in found]


def test_sides_are_told_apart():
    assert sides(r"\sum_{n = 1} a = \left.b\right|_{x = 0} \to c") == [
        r"\sum_{n=1}a", r"\left.b\right|_{x=0}", "c"
    ]  # fmt: skip


@pytest.mark.parametrize("id", DERIVATIONS)
def test_no_step_shows_the_same_twice(id):
    for step in derivation(id).steps:
        shown = sides(step.latex.partition(r",\quad")[0])
        assert len(shown) >= 2, f"{step.name} shows no equation: {step.latex}"
        assert all(shown), step.name
        assert len(set(shown)) == len(shown), f"{step.name}: {step.latex}"


def test_steps_are_short_enough_to_read():
    # Two lines of a page; a longer one names its parts instead.
    long = {
        f"{one.id}.{step.name}": len(step.latex)
        for one in derivations().values()
        for step in one.steps
        if len(step.latex.partition(r",\quad")[0]) > 440
    }
    assert not long


def spoiled(step: Step) -> Step | None:
    """Return the step with another right-hand side, if it has one of its own."""
    if isinstance(step.how, Computed) or isinstance(step.right, Formula):
        return None
    if isinstance(step.right, sp.MatrixBase):
        return replace(step, right=step.right + sp.ones(*step.right.shape))
    return replace(step, right=2 * step.right if step.right != 0 else sp.S.One)


# What is wrong is sought longer than what is right: these take half a minute.
LONG = ("kinetic_motion", "thermal_volkov_kogan")


@pytest.mark.parametrize("id", seldom(DERIVATIONS, LONG))
def test_every_spoiled_step_fails(id):
    checked = 0
    for step in derivation(id).steps:
        wrong = spoiled(step)
        if wrong is None:
            continue
        assert wrong.check().status == "failed", step.name
        checked += 1
    assert checked >= 0.5 * len(derivation(id).steps)


def corrupted(id: str, old: sp.Basic, new: sp.Basic) -> Formula:
    """Replace a part of a formula, wherever it stands; nothing to replace is an error."""
    one = formulas()[id]
    changed = replace(
        one,
        expression=one.expression.subs(old, new, simultaneous=True),
        where=tuple((name, part.subs(old, new, simultaneous=True)) for name, part in one.where),
    )
    assert (changed.expression, changed.where) != (one.expression, one.where)
    return changed


def factor(id: str, by: sp.Expr) -> Formula:
    one = formulas()[id]
    return replace(one, expression=by * one.expression)


def fails_with(chain: str, wrong: Formula) -> bool:
    broken = derivation(chain).on(lambda: {**formulas(), wrong.id: wrong})
    return any(step.check().status == "failed" for step in broken.steps)


def _symbols(id: str) -> dict[str, sp.Symbol]:
    one = formulas()[id]
    return {str(s): s for s in (*one.arguments, *(name for name, _ in one.where))}


def _ten() -> list:
    r = sp.Rational
    gapless = _symbols("equilibrium.W.closed_gapless")
    closed = _symbols("equilibrium.Sx.closed")
    edge = _symbols("threshold.gap_edge")["alpha"]
    omega = _symbols("closure_mode.omega")["z"]
    pole = _symbols("closure_mode.pole_integrand")["W"]
    py = _symbols("sources.Py_sine")["rate_s"]
    kernel = _symbols("response.kernel")
    cos = _symbols("lax.cos_theta")
    rate = _symbols("kinetic.hop")["rate_u"]
    eta = _symbols("kinetic.gap_effective")["eta"]
    g = _symbols("kinetic.energy")["g_c"]
    dragged = _symbols("currents.drag_integrand")["u_2"]
    root = sp.sqrt(gapless["alpha"] ** 2 - 1)
    return [
        ("equilibrium", lambda: corrupted("equilibrium.Sx.closed", closed["K_3"], -closed["K_3"])),
        ("equilibrium", lambda: corrupted("equilibrium.W.closed_gapless", root, -root)),
        ("threshold", lambda: corrupted("threshold.gap_edge", edge ** r(2, 3), edge ** r(1, 3))),
        ("closure_mode", lambda: corrupted("closure_mode.omega", omega, 2 * omega)),
        ("closure_mode", lambda: corrupted("closure_mode.pole_integrand", pole, 2 * pole)),
        ("clean_motion", lambda: corrupted("sources.Py_sine", py, -py)),
        ("volkov_kogan", lambda: factor("volkov_kogan.phase", -sp.S.One)),
        ("thermodynamics", lambda: factor("thermodynamics.ln_gap_gapless", r(1, 2))),
        ("response", lambda: corrupted("response.kernel", kernel["rate_s"], 2 * kernel["rate_s"])),
        ("lax", lambda: corrupted("lax.cos_theta", cos["beta"], 2 * cos["beta"])),
        ("keldysh", lambda: factor("sources.z", -sp.S.One)),
        ("rates", lambda: factor("conventions.zeta_figure", r(1, 2))),
        ("kinetic", lambda: corrupted("kinetic.hop", rate, -rate)),
        ("kinetic_wide", lambda: corrupted("kinetic.gap_effective", eta, -eta)),
        ("currents", lambda: corrupted("currents.drag_integrand", dragged, -dragged)),
        ("kinetic_motion", lambda: corrupted("kinetic.energy", g, g / 2)),
    ]  # fmt: skip


TEN = _ten()


# A changed formula has every step of its chain checked.
@pytest.mark.parametrize(
    "number",
    [
        pytest.param(k, marks=pytest.mark.slow)
        if chain in ("kinetic_wide", "kinetic_motion")
        else k
        for k, (chain, _) in enumerate(TEN)
    ],
)
def test_a_changed_sign_or_factor_is_found(number):
    chain, wrong = TEN[number]
    assert fails_with(chain, wrong())


@pytest.mark.slow
@pytest.mark.parametrize("by", [-1, 2])
@pytest.mark.parametrize("id", [one for one in formulas() if formulas()[one].kind == "derived"])
def test_no_established_formula_can_change_sign_or_factor(id, by):
    chain = next(one.id for one in derivations().values() if id in one.establishes)
    one = formulas()[id]
    if one.lhs == "0":
        # A condition is its zero: change its argument instead.
        argument = one.arguments[0]
        wrong = replace(one, expression=one.expression.subs(argument, 2 * argument))
    else:
        wrong = factor(id, sp.Integer(by))
    assert fails_with(chain, wrong)


def equation(left, right, how):
    return Step("one", "A step.", sp.sympify(left), sp.sympify(right), how)


def test_an_error_in_a_check_is_a_failure():
    def explode(_):
        raise ValueError("no")

    check = equation(_x, _x, Proof(explode, "broken")).check()
    assert check.status == "failed"


def test_wide_balls_are_undecided_not_verified():
    # cosh(1000)^2 has 868 digits, so at 70 digits nothing is left of the difference.
    one = sp.cosh(_x) ** 2 - sp.sinh(_x) ** 2
    for right in (1, 2):
        check = equation(one, right, Balls(({_x: sp.Integer(1000)},))).check()
        assert check.status == "failed"
        assert "undecided" in check.detail


def test_balls_see_a_tiny_difference():
    tiny = sp.Rational(1, 10**25)
    how = Balls(({_x: sp.Rational(1, 3)},), digits=30)
    assert equation(sp.exp(_x), sp.exp(_x), how).check().status == "verified"
    assert equation(sp.exp(_x), sp.exp(_x) + tiny, how).check().status == "failed"


def test_digits_see_a_small_difference():
    how = Digits(({_x: sp.Rational(1, 3)},), digits=20)
    assert equation(sp.exp(_x), sp.exp(_x), how).check().status == "verified"
    wrong = sp.exp(_x) * (1 + sp.Rational(1, 10**18))
    assert equation(sp.exp(_x), wrong, how).check().status == "failed"


def test_status_is_the_weakest():
    good = equation(_x, _x, ALGEBRA)
    numerical = equation(_x, _x, Digits(({_x: sp.S.One},)))
    bad = equation(_x, 2 * _x, ALGEBRA)

    def status(*steps):
        return Derivation("d", "t", "c", lambda _: steps).verify().status

    assert status(good) == "proved"
    assert status(good, numerical) == "verified"
    assert status(good, bad, numerical) == "failed"


def test_unknown_derivation():
    with pytest.raises(ArgumentError, match="rates"):
        derivation("no")
