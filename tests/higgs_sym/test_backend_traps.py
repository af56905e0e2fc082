"""Ways in which generated code has been silently wrong elsewhere."""

from fractions import Fraction

import flint
import mpmath as mp
import numpy as np
import pytest
import sympy as sp

from higgs_sym import symbols
from higgs_sym.backends import BackendGapError
from higgs_sym.backends.build import expression_function
from higgs_sym.formula import Formula
from higgs_sym.ground.errors import ArgumentError, ComputationError
from higgs_sym.registry import formula
from higgs_sym.symbols import Delta, alpha, x
from tests.higgs_sym.sample_points import exactly


def made(expression, arguments=(x,), **more):
    return Formula(
        id="trap.one",
        title="t",
        lhs="t",
        expression=expression,
        arguments=arguments,
        source="derived here",
        kind="definition",
        **more,
    )


@pytest.fixture
def bits_200():
    old = flint.ctx.prec
    flint.ctx.prec = 200
    yield
    flint.ctx.prec = old


@pytest.mark.usefixtures("bits_200")
def test_one_third_in_a_ball_is_one_third():
    ball = made(x / 3).lambdify("arb")(flint.arb(2).sqrt())
    with mp.workprec(400):
        truth = mp.sqrt(2) / 3
        error = abs(exactly(ball.mid()) - truth)
        # The last term is the error of the 400 bits of the truth.
        assert error <= exactly(ball.rad()) + mp.mpf(2) ** -390
        # A third that went through a double would be wrong by 1e-17.
        assert error < mp.mpf(10) ** -55


@pytest.mark.usefixtures("bits_200")
def test_pi_is_not_a_float():
    ball = made(sp.pi * x).lambdify("arb")(1)
    assert ball.overlaps(flint.arb.pi())
    assert ball.rad() < flint.arb(2) ** -190


def test_pi_follows_the_precision_of_the_call():
    function = made(sp.pi * x).lambdify("arb")
    old = flint.ctx.prec
    try:
        for bits in (60, 300):
            flint.ctx.prec = bits
            assert function(1).rad() < flint.arb(2) ** (-bits + 5)
    finally:
        flint.ctx.prec = old


def test_sympy_float_is_refused_when_registered():
    with pytest.raises(ValueError, match="floats"):
        made(x * sp.Float("0.1"))


def test_sympy_float_is_refused_when_printed():
    with pytest.raises(BackendGapError, match="float"):
        expression_function(x * sp.Float("0.1"), (x,), "arb")


def test_python_float_is_refused_by_balls():
    with pytest.raises(ArgumentError, match="exact or a ball"):
        made(x / 3).lambdify("arb")(0.1)


def test_mpmath_keeps_rationals_at_any_precision():
    function = made(x / 3).lambdify("mpmath")
    with mp.workdps(60):
        assert mp.almosteq(function(Fraction(1, 7)), mp.mpf(1) / 21, rel_eps=mp.mpf(10) ** -58)


STEP = sp.Piecewise((sp.sqrt(1 - x), sp.Lt(x, 1)), (sp.sqrt(x - 1), True))


@pytest.mark.parametrize("backend", ["numpy", "numba", "mpmath"])
def test_piecewise_takes_one_branch(backend):
    function = made(STEP).lambdify(backend)
    # The branch that is not taken is the root of a negative number.
    assert float(function(0)) == 1.0
    assert float(function(5)) == 2.0


@pytest.mark.parametrize("backend", ["numpy", "numba"])
def test_piecewise_on_arrays(backend):
    result = made(STEP).lambdify(backend)(np.array([0.0, 5.0, -3.0]))
    assert result.tolist() == [1.0, 2.0, 2.0]


def test_ball_over_a_border_is_an_error_not_a_guess():
    function = made(STEP).lambdify("arb")
    assert function(5) == 2
    with pytest.raises(ComputationError, match="border"):
        function(flint.arb(1, 0.1))


def test_unknown_function_is_said_at_build_time():
    with pytest.raises(BackendGapError, match="gamma"):
        made(sp.gamma(x)).lambdify("numpy")


def test_digamma_is_not_silently_compiled():
    with pytest.raises(BackendGapError, match="digamma"):
        formula("thermodynamics.T_c_condition").lambdify("numba")


def test_negative_powers_of_whole_numbers():
    # numpy refuses 2**-1 on integers; arguments are made floats.
    assert made(x**-2).lambdify("numpy")(np.array([2, 4])).tolist() == [0.25, 0.0625]


def test_nan_is_an_error():
    with pytest.raises(ComputationError, match="not a number"):
        made(sp.log(x)).lambdify("numpy")(np.array([1.0, -1.0]))


def test_domain_is_checked_with_the_rule():
    with pytest.raises(ArgumentError, match=r"alpha.*<= 1"):
        formula("threshold.gap_edge").lambdify("numpy")(1.0, 1.5)
    with pytest.raises(ArgumentError, match=r"Delta.*> 0"):
        formula("threshold.gap_edge").lambdify("mpmath")(Delta=-1, alpha=0)


def test_arguments_by_name():
    function = formula("threshold.gap_edge").lambdify("numpy")
    assert function.arguments == ("Delta", "alpha")
    assert function(alpha=0.0, Delta=3.0) == 3.0
    with pytest.raises(ArgumentError, match="zeta"):
        function(1.0, zeta=0.1)
    with pytest.raises(ArgumentError, match=r"alpha.*missing"):
        function(1.0)
    with pytest.raises(ArgumentError, match="at most 2"):
        function(1.0, 0.1, 0.2)
    with pytest.raises(ArgumentError, match="once"):
        function(1.0, 0.1, alpha=0.2)


def test_complex_input_is_refused():
    with pytest.raises(ArgumentError, match="real"):
        formula("threshold.gap_edge").lambdify("numpy")(1j, 0.1)


def test_source_is_visible():
    source = formula("equilibrium.Sx.closed").lambdify("numpy").source
    assert source.startswith("def value(x, z, alpha):")
    assert "acos" in source


def test_unknown_backend():
    with pytest.raises(ArgumentError, match="numpy, numba, mpmath, arb"):
        formula("conventions.alpha").lambdify("jax")


def test_undeclared_symbol_is_refused():
    with pytest.raises(ValueError, match="table of symbols"):
        made(sp.Symbol("nobody"), arguments=(sp.Symbol("nobody"),))


def test_right_name_with_wrong_assumptions_is_undeclared():
    assert symbols.undeclared([sp.Symbol("Delta")]) == ["Delta"]
    assert symbols.undeclared([Delta, alpha]) == []
