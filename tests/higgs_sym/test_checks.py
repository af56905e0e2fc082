"""What a check of an equation says, on equations whose difference is known by hand."""

import pytest
import sympy as sp

from higgs_sym.checks import (
    ALGEBRA,
    Balls,
    Computed,
    Digits,
    Proof,
    StepCheck,
    by_derivative,
    by_series,
)
from higgs_sym.derivation import Derivation, Step
from higgs_sym.registry import formula
from higgs_sym.sides import entries, equation_latex

x = sp.Symbol("x", real=True)
THIRD, HALF = sp.Rational(1, 3), sp.Rational(1, 2)


def computed(*pairs: tuple[float, float], within: str = "1/2") -> StepCheck:
    return Computed(lambda: pairs, sp.Rational(within)).check(sp.S.Zero, sp.S.Zero)


def test_pairs_are_compared_relative_to_both() -> None:
    # |3 - 1|/(3 + 1) = 1/2, |2 - 2| = 0 and 0 against 0 is no difference.
    found = computed((3.0, 1.0), (2.0, 2.0), (0.0, 0.0))
    assert found == StepCheck("verified", "digits at 3 points, 5e-01", 3, 0.5)
    assert computed((1.0, 3.0)).radius == 0.5
    assert computed((-3.0, -1.0)).radius == 0.5
    assert computed((1e-9, -1e-9), within="1").radius == 1.0
    failed = computed((2.0, 2.0), (3.0, 1.0), within="0.499999")
    assert failed.status == "failed"
    assert failed.detail == "3 and 1 differ by 5.0e-01 (relative) at a computed pair"
    assert computed((float("nan"), 1.0)).status == "failed"


def test_digits_tell_the_largest_difference_and_where() -> None:
    points = ({x: THIRD}, {x: sp.S.One})
    # x against x^2 + 2/9: equal at 1/3, at 1 it is 1 against 11/9, 2/20 of the sum.
    other = x**2 + sp.Rational(2, 9)
    found = Digits(points, within=sp.Rational(1, 5)).check(x, other)
    assert (found.status, found.points) == ("verified", 2)
    assert found.radius == pytest.approx(0.1, rel=1e-12)
    failed = Digits(points).check(x, other)
    assert failed.detail == "1 and 1.22222222222 differ by 1.0e-01 (relative) at x = 1"


@pytest.mark.parametrize("digits", [10, 20])
def test_digits_are_the_relative_difference_that_is_allowed(digits: int) -> None:
    how = Digits(({x: sp.S.One},), digits=digits)
    for share, status in ((sp.Rational(19, 10), "verified"), (sp.Rational(21, 10), "failed")):
        # Relative to the sum of both, which is 2.
        wrong = x + share * sp.Rational(1, 10**digits)
        assert how.check(x, wrong).status == status


def test_balls_tell_the_largest_radius_and_where() -> None:
    points = ({x: THIRD}, {x: sp.Integer(10) ** 40})
    found = Balls(points).check(sp.pi * x, x * sp.pi)
    # 70 digits of a number of 10^40 are exact to 10^-30, 10^-70 of it; two balls.
    assert (found.status, found.points) == ("verified", 2)
    assert 0.0 < found.radius < 1e-69
    assert found.detail == f"balls at 2 points, {found.radius:.0e}"
    # Of a negative number the radius is as large, and positive.
    assert Balls(points).check(-sp.pi * x, -x * sp.pi).radius == found.radius
    apart = Balls(points).check(sp.pi * x, sp.pi * (x + x * (x - THIRD)))
    assert apart.status == "failed"
    assert apart.detail.endswith(f"are apart at x = {10**40}")


def test_balls_wider_than_the_digits_decide_nothing() -> None:
    # Of 2 n + 10 digits the squares, of size exp(2 x)/4, leave 2 n + 10 - 0.87 x.
    difference = sp.cosh(x) ** 2 - sp.sinh(x) ** 2
    for digits, at, status in ((30, 40, "verified"), (30, 60, "failed"), (60, 60, "verified")):
        how = Balls(({x: sp.Integer(at)},), digits=digits)
        for size in (1, -1, -3):
            assert how.check(size * difference, sp.Integer(size)).status == status


def test_a_proof_looks_at_every_entry() -> None:
    square = sp.Matrix([[(x + 1) ** 2, 0], [0, 1]])
    assert ALGEBRA.check(square, sp.Matrix([[x**2 + 2 * x + 1, 0], [0, 1]])).status == "proved"
    wrong = ALGEBRA.check(square, sp.Matrix([[x**2 + 2 * x + 1, 0], [0, 1 + x]]))
    assert wrong == StepCheck("failed", "algebra does not give zero: -x")
    long = Proof(lambda _: False, "it").check(sp.Symbol("y" * 300), sp.S.Zero)
    assert long.detail == f"it does not give zero: {'y' * 120}"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (sp.sin(x) ** 2 + sp.cos(x) ** 2, sp.S.One),
        (1 / (x - 1) - 1 / (x + 1), 2 / (x**2 - 1)),
        (sp.sqrt(8), 2 * sp.sqrt(2)),
    ],
)
def test_algebra_proves_what_holds_and_sees_what_is_little_off(left, right) -> None:
    assert ALGEBRA.check(left, right).status == "proved"
    for off in (sp.Rational(1, 10**12), sp.Rational(1, 10**30)):
        assert ALGEBRA.check(left, right + off).status == "failed"


def test_matrices_that_do_not_commute_are_not_tried_at_points() -> None:
    a, b = sp.symbols("a b", commutative=False)
    assert ALGEBRA.check((a + b) * (a - b), a**2 - a * b + b * a - b**2).status == "proved"
    assert ALGEBRA.check(a * b, b * a).status == "failed"


def test_a_derivative_proves_up_to_the_value_at_a_point() -> None:
    left, right = sp.asin(x), sp.atan(x / sp.sqrt(1 - x**2))
    assert by_derivative(x, 0).check(left, right).status == "proved"
    assert by_derivative(x, 0).check(left, right + 1).status == "failed"
    assert by_derivative(x, 0).check(left, right + x**2).status == "failed"
    # The sign of x: -1 from below, 1 from above, nothing at 0.
    z = sp.Symbol("z")
    sign = z / sp.sqrt(z**2)
    assert by_derivative(z, 0, "-").check(sign, sp.Integer(-1)).status == "proved"
    assert by_derivative(z, 0, "-").check(sign, sp.S.One).status == "failed"
    assert by_derivative(z, 0).check(sign, sp.S.One).status == "proved"
    assert by_derivative(x, 0).name == "equal derivative in x and equal value at 0"


def test_a_series_proves_the_terms_below_its_order() -> None:
    left, right = sp.sin(x), x - x**3 / 6
    assert by_series(x, 5).check(left, right).status == "proved"
    assert by_series(x, 6).check(left, right).status == "failed"
    assert by_series(x, 1).check(left, 1 + x).status == "failed"
    # Its value at 0 is a limit.
    assert by_series(x, 2).check(sp.sin(x) / x, sp.S.One).status == "proved"
    assert by_series(x, 3).check(sp.sin(x) / x, sp.S.One).status == "failed"


def test_a_chain_counts_and_takes_the_weakest() -> None:
    good = Step("a", "A.", x, x, ALGEBRA)
    number = Step("b", "B.", x, x, Digits(({x: HALF},)))
    bad = Step("c", "C.", x, x + 1, ALGEBRA)
    found = Derivation("d", "t", "c", lambda _: (good, number, number, bad)).verify()
    assert [found.count(one) for one in ("proved", "verified", "failed")] == [1, 2, 1]
    assert found.status == "failed"


def test_what_a_step_shows() -> None:
    assert Step("a", "A.", x, x**2, ALGEBRA).latex == "x = x^{2}"
    assert Step("a", "A.", x, x**2, ALGEBRA, shown="other").latex == "other"


def test_sides_that_are_formulas_are_known_by_name() -> None:
    one = formula("lax.beta")
    assert entries(one) == [one.unfolded]
    assert entries(sp.Matrix([[1, x]])) == [1, x]
    assert entries(2) == [2]
    assert equation_latex(one, x) == f"{one.lhs} = x"
    both = equation_latex(one, one)
    assert both.startswith(f"{one.expression_latex} = {one.expression_latex}")
