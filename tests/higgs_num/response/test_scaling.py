import numpy as np
import pytest

from higgs_num.response import inverse_susceptibility, second_sheet_pole
from higgs_num.response.scaling import scaling_function, scaling_pole
from higgs_sym.ground.errors import ArgumentError


@pytest.mark.parametrize("x", [-2.5, -0.7, 0.0, 1.0, 6.0, -0.5 + 0.8j, -1.0 - 0.4j])
def test_is_the_limit_of_weak_pair_breaking(x):
    # D = alpha^(1/3) (F + c alpha^(1/3) + c' alpha^(2/3) ...): eliminate c, c' with factors of 8
    scaled = [
        inverse_susceptibility(2 + a ** (2 / 3) * x, a, sheet="second")[()] / a ** (1 / 3)
        for a in (64e-6, 8e-6, 1e-6)
    ]
    once = [2 * scaled[1] - scaled[0], 2 * scaled[2] - scaled[1]]
    # the next order is alpha = 1e-6 times a few tens
    assert scaling_function(x) == pytest.approx((4 * once[1] - once[0]) / 3, abs=1e-3)


def test_clean_edge_at_large_argument():
    # D -> -i pi sqrt(omega - 2) just above 2 when alpha = 0
    assert scaling_function(1e6) / -np.pi / 1e3 == pytest.approx(1j, abs=1e-4)


def test_pole():
    x = scaling_pole()
    assert abs(scaling_function(x)) < 1e-11
    alpha = 1e-6
    law = (second_sheet_pole(alpha).omega - 2) / alpha ** (2 / 3)
    assert law == pytest.approx(x, abs=1.5 * alpha ** (1 / 3))  # the next order


@pytest.mark.parametrize("x", [-3.0, np.nan, complex(0, np.inf)])
def test_arguments_left_of_the_threshold_are_refused(x):
    with pytest.raises(ArgumentError, match="`x`"):
        scaling_function(x)
