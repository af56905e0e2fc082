import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from higgs_num.steady import border_gap, steady_state
from higgs_num.steady.count import count_roots, count_roots_certified, winding_number
from higgs_sym.ground.errors import ArgumentError, ComputationError


def test_turns_count_the_zeros_of_a_polynomial():
    zeros = np.array([1j, 2 + 0.5j, -3 + 2j, 4 - 1j])

    def norm(s):
        # A rational function with poles below the axis, tending to 1.
        return np.prod([(s - z) / (s + 2j) for z in zeros], axis=0)

    # Zeros above the real axis: three. The real part is positive beyond |s| = 40.
    assert winding_number(norm, 40.0) == 3


@settings(deadline=None, max_examples=100)
@given(beta=st.floats(-30, 30), log_inverse_cutoff=st.floats(-12, 0.3))
def test_the_two_counts_agree_and_equal_the_number_of_roots(beta, log_inverse_cutoff):
    inverse_cutoff = 10.0**log_inverse_cutoff
    strong = math.asinh(1.0 / inverse_cutoff)
    # Only beta < 1/lambda_i belongs to a final coupling.
    beta = min(beta, 0.999 * strong)
    number = count_roots_certified(beta, inverse_cutoff)
    if abs(abs(beta) - math.pi / 2) > 1e-6:
        assert count_roots(beta, inverse_cutoff) == number
        assert number == (0 if beta < -math.pi / 2 else 1 if beta < math.pi / 2 else 2)


@pytest.mark.parametrize("shift", [1e-3, 1e-9, 1e-14])
@pytest.mark.parametrize("sign", [-1, 1])
def test_no_root_is_missed_at_a_border(sign, shift):
    # beta = ln(Delta_f/Delta_i) is rounded to about 1e-16.
    inside = steady_state(1.0, math.exp(sign * (math.pi / 2 - shift)), certify=True)
    outside = steady_state(1.0, math.exp(sign * (math.pi / 2 + shift)), certify=True)
    assert len(inside.roots) == 1
    assert len(outside.roots) == (2 if sign > 0 else 0)


@pytest.mark.parametrize("cutoff", [math.inf, 3.0])
def test_a_quench_on_a_border_to_the_last_bits(cutoff):
    # Some of these doubles lie on the border exactly, the others a few ulp off.
    for target, phases in ((-math.pi / 2, {"I", "II"}), (1.5, {"II"})):
        final = border_gap(1.0, target, cutoff)
        for k in range(-8, 9):
            state = steady_state(1.0, final * (1 + k * 2**-53), cutoff, certify=True)
            assert state.phase in phases
            if target < 0:
                assert state.gap_steady < 1e-14


def test_the_number_beyond_the_reach_of_any_final_coupling_is_that_of_the_function():
    # beta > 1/lambda_i: the branches have other zeros, found by sampling them.
    for beta, inverse_cutoff in ((1.58, 1.0), (2.0, 1.0), (2.2, 3.0)):
        T = 1.0 / math.hypot(1.0, inverse_cutoff)
        y = np.geomspace(1e-9, 1e9, 400_001)
        r = np.sqrt(np.abs(1 - y * y))
        r = np.where(y == 1.0, 1e-8, r)
        artanh = np.arctanh(np.where(y < 1, 0.0, T * r / y))
        H = np.where(y < 1, np.arctan2(T * r, y), artanh) / r
        number = sum(np.count_nonzero(np.diff(np.sign((y + k) * H - beta))) for k in (-1, 1))
        assert count_roots(beta, inverse_cutoff) == number
        assert count_roots_certified(beta, inverse_cutoff) == number


def test_bad_input_is_named():
    with pytest.raises(ArgumentError, match="`beta` must be finite"):
        count_roots(-math.inf, 0.1)
    with pytest.raises(ComputationError, match="border"):
        count_roots(math.pi / 2, 0.0)


def test_few_bits_are_refused_instead_of_guessed():
    with pytest.raises(ComputationError):
        count_roots_certified(math.pi / 2 - 1e-13, 0.0, bits=12)
