import math

import pytest

from higgs_num.levels import HalfLevels, Levels
from higgs_num.quench import Problem, run
from higgs_num.response.closure import closure_mode, small_quench
from higgs_num.signals import Oscillation, fit
from higgs_sym.ground.errors import ArgumentError

LEVELS = Levels.uniform(10.0, 4000).folded()


# The cutoff 1e7 shifts the mode by 1e-7.
NEARLY_INFINITE = HalfLevels.continuum(1e7, 1.0, 600)


@pytest.mark.parametrize(("rate_s", "rate_u"), [(0.1, 0.0), (0.9, 0.0), (0.8, 0.5), (0.6, 0.55)])
def test_mode_at_infinite_cutoff_is_the_closed_form(rate_s, rate_u):
    z = 0.5 * (rate_s - rate_u)
    found = closure_mode(NEARLY_INFINITE, 1.0, rate_s, rate_u)
    assert found == pytest.approx(2.0 * math.sqrt(1.0 - z * z), abs=2e-6)  # cutoff 1e7


def test_mode_scales_with_the_unit_of_energy():
    scaled = Levels(3.0 * LEVELS.energies, 3.0 * LEVELS.weights)
    assert closure_mode(scaled, 3.0, 0.9) == pytest.approx(
        3.0 * closure_mode(LEVELS, 1.0, 0.3), rel=1e-13
    )


def test_linear_response_agrees_with_a_trajectory():
    size = 1e-4
    problem = Problem(1.0 - size, 1.0, rate_s=0.5, levels=4000, t_max=300.0, closure="static")
    result = run(problem)
    expected = small_quench(LEVELS, 1.0, 0.5)
    edge = Oscillation(2.0, 1.5, corrections=2)
    time, gap = result.window(100.0, 300.0)
    found = fit(time, gap, [Oscillation(expected.frequency, fit_frequency=True), edge])
    mode = found.components[0]
    # Corrections of the order of the quench, 1e-4, times factors of a few.
    assert mode.frequency == pytest.approx(expected.frequency, abs=1e-4)
    assert mode.amplitude / size == pytest.approx(expected.amplitude, rel=2e-3)
    assert (1.0 - found.mean) / size == pytest.approx(expected.mean, rel=2e-3)
    # The initial gap was lowered, so the sign is reversed.
    assert math.cos(mode.phase - expected.phase) == pytest.approx(-1.0, abs=1e-3)


@pytest.mark.parametrize("rate_u", [0.3, 0.5])
def test_without_a_mode_there_is_an_error(rate_u):
    with pytest.raises(ArgumentError, match=r"`rate_u` must be < rate_s, 0\.3"):
        closure_mode(LEVELS, 1.0, 0.3, rate_u)


def test_a_mode_that_the_levels_cannot_resolve_is_an_error():
    with pytest.raises(ArgumentError, match="`rate_s` must be large enough"):
        closure_mode(Levels.uniform(10.0, 10).folded(), 1.0, 1e-12)


def test_bad_numbers_are_refused():
    with pytest.raises(ArgumentError, match="`gap` must be > 0, but is 0"):
        closure_mode(LEVELS, 0.0, 0.3)
    with pytest.raises(ArgumentError, match="`rate_s` must be >= 0, but is -1"):
        closure_mode(LEVELS, 1.0, -1.0)
