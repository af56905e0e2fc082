import math

import numpy as np
import pytest

from higgs_num.steady import border_gap, steady_map, steady_state
from higgs_sym.ground.errors import ArgumentError
from higgs_sym.registry import formula


@pytest.mark.parametrize("cutoff", [math.inf, 10.0, 1.5])
def test_map_agrees_with_single_states_bit_for_bit(cutoff):
    ratios = np.concatenate([np.geomspace(1e-3, 1e3, 61), [1.0]])
    found = steady_map(ratios[:, None], [[1.0, 0.0, 2.0]], cutoff)
    assert found.phase.shape == (62, 3)
    for (i, j), phase in np.ndenumerate(found.phase):
        one = steady_state(ratios[i], [1.0, 0.0, 2.0][j], cutoff)
        assert one.phase == ("I", "II", "III")[phase - 1]
        assert one.gap_steady == found.gap_steady[i, j]
        assert (one.roots[1] if phase == 3 else 0.0) == found.second_root[i, j]
        assert one.beta == found.beta[i, j]


@pytest.mark.parametrize("cutoff", [math.inf, 20.0, 2.0])
@pytest.mark.parametrize("beta", [-math.pi / 2, -0.1, 0.4])
def test_border_gap_inverts_beta(cutoff, beta):
    final = border_gap(1.0, beta, cutoff)
    # asinh and sinh to a few ulp.
    assert abs(steady_state(1.0, final, cutoff).beta - beta) < 2e-15
    assert border_gap(1.0, math.pi / 2, 2.0) == math.inf


def test_a_million_points_take_seconds():
    import time

    ratio = np.geomspace(0.01, 100, 300)
    start = time.perf_counter()
    steady_map(ratio[:, None], ratio[None, :])
    # 20 microseconds for each of 90,000 points; measured: under 1.
    assert time.perf_counter() - start < 1.8


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (([1.0, 0.0], 1.0), "gap_initial"),
        (([1.0, math.inf], 1.0), "gap_initial"),
        ((1.0, [1.0, -2.0]), "gap_final"),
        ((1.0, [1.0, math.nan]), "gap_final"),
        ((1.0, 1.0, [1.0, 0.0]), "cutoff"),
        ((1.0, 1.0, math.nan), "cutoff"),
    ],
)
def test_bad_arrays_are_named(arguments, name):
    with pytest.raises(ArgumentError, match=f"`{name}` must"):
        steady_map(*arguments)


def test_border_and_small_quench_agree_with_the_written_formulas():
    ratio = float(formula("lax.ratio_boundary").expression.evalf(17))
    assert border_gap(1.0, math.pi / 2) == pytest.approx(ratio, rel=1e-15)
    small = formula("lax.gap_steady_small").lambdify("numpy")
    for change in (1e-3, -1e-3):
        state = steady_state(1.0, 1.0 + change)
        # Third order in beta.
        assert abs(state.gap_steady - float(small(1.0 + change, state.beta))) < 1e-9
