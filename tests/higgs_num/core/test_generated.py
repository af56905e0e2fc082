"""The generated files are what the formulas say, and programs that use them import no sympy."""

from importlib import import_module

import mpmath as mp
import numpy as np
import pytest

from higgs_num.core.pole import pole_condition
from higgs_num.core.sums import BLOCK
from higgs_num.generate import TARGETS
from higgs_sym.ahead import Surroundings, function_name, module_source
from higgs_sym.backends import BackendGapError
from higgs_sym.registry import formula
from tests.fresh_process import printed_by
from tests.higgs_sym.sample_points import points


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.file)
def test_files_are_up_to_date(target):
    assert target.path.read_text(encoding="utf-8") == target.text(), "run `make generate`"


@pytest.mark.parametrize(
    ("file", "id"), [(target.file, id) for target in TARGETS for id in target.ids]
)
def test_functions_give_the_numbers_of_their_formulas(file, id):
    module = import_module(f"higgs_num.core.generated.{file.removesuffix('.py')}")
    function = getattr(module, function_name(id))
    reference = formula(id).lambdify("mpmath")
    for point in points(formula(id)):
        with mp.workdps(30):
            exact = float(reference(*point))
        # A dozen roundings; terms of either sign are at most some thousand times the sum.
        assert float(function(*map(float, point))) == pytest.approx(exact, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("n", [1, 7, 8, BLOCK, BLOCK + 3])
def test_pole_condition_is_the_sum_over_levels(n):
    draw = np.random.default_rng(n)
    eps, weights, Sx, W = (draw.uniform(0.1, 2.0, n) for _ in range(4))
    reference = formula("closure_mode.pole_integrand").lambdify("mpmath")
    with mp.workdps(30):
        terms = [
            weight * reference(level, 1.25, 1.0, 0.25, x, w)
            for level, weight, x, w in zip(eps, weights, Sx, W, strict=True)
        ]
        exact, size = float(mp.fsum(terms)), float(mp.fsum(map(abs, terms)))
    # A dozen roundings a term, and n/8 in a lane.
    bound = (12 + n / 8) * 2.0**-53 * size
    assert abs(pole_condition(eps, weights, Sx, W, 1.25, 1.0, 0.25) - exact) <= bound


@pytest.mark.parametrize(
    ("id", "backend", "what"),
    [
        ("steady.wave_period", "numba", "elliptic_k is not available"),
        ("equilibrium.Sx.closed", "numpy", "I cannot be imported"),
        ("closure_mode.omega", "arb", "any precision"),
    ],
)
def test_what_a_file_cannot_do_is_said(id, backend, what):
    with pytest.raises(BackendGapError, match=what):
        module_source((formula(id),), backend, Surroundings("", (), "float"))


@pytest.mark.parametrize("module", ["higgs_num.quench", "higgs_num.response.closure"])
def test_no_sympy(module):
    assert printed_by(f"import sys, {module}; print('sympy' in sys.modules)") == "False"
