import numpy as np
import pytest

from higgs_num.response import (
    continuum_edge,
    gap_edge,
    inverse_susceptibility,
    kick_response,
    second_sheet_pole,
    step_response,
    time_domain,
)
from higgs_sym.ground.errors import ArgumentError
from tests.higgs_num.response import definition
from tests.seldom import seldom


@pytest.mark.parametrize("alpha", seldom([0.1, 0.6, 1.3, 3.0], [0.6, 1.3]))
def test_step_matches_the_transform_of_the_spectrum(alpha):
    for t in (1.0, 4.0, 15.0):
        found = step_response(t, alpha).value[0]
        assert found == pytest.approx(definition.step_direct(t, alpha), abs=1e-7)  # its tolerance


@pytest.mark.parametrize("alpha", seldom([1e-3, 0.1, 0.9, 1.0, 1.01, 1.4, 2.0], [0.1, 1.01, 2.0]))
def test_stated_errors_hold_against_another_contour(alpha, monkeypatch):
    t = np.geomspace(1e-3, 1e4, 200)
    ours = step_response(t, alpha)
    monkeypatch.setattr(time_domain, "ANGLE", np.radians(13.0))
    other = step_response(t, alpha)
    # estimates: elsewhere they hold as they are, at alpha = 1 and late times within a factor of ten
    allowed = (10 if alpha == 1 else 1) * (ours.error + other.error)
    assert np.all(np.abs(ours.remainder - other.remainder) <= allowed)
    assert ours.error.max() < 1e-12  # what is promised


def test_begins_at_zero_and_ends_at_one():
    found = step_response([0.0, 1e-6, 1e4], 0.2)
    assert found.value[0] == 0.0
    # 1/D falls as 1/(2 ln(1/t)): slow
    assert 0.0 < found.value[1] < 0.1
    assert found.value[2] == pytest.approx(1.0, abs=1e-10)


@pytest.mark.parametrize("alpha", seldom([0.1, 1.5, 2.0], [2.0]))
def test_kick_is_the_derivative_of_the_step(alpha):
    t, h = np.array([0.7, 3.0, 20.0]), 1e-3
    stencil = [step_response(t + k * h, alpha).remainder for k in (-2, -1, 1, 2)]
    slope = (stencil[0] - 8 * stencil[1] + 8 * stencil[2] - stencil[3]) / (12 * h)
    # five points: h^4 times the fifth derivative, below 100 at t = 0.7, and 1e-15/h round-off
    assert kick_response(t, alpha).value == pytest.approx(slope, abs=1e-10)


def _envelope(alpha, t):
    """Amplitude of an oscillation of frequency 2 eps_g from two times a quarter period apart."""
    quarter = np.pi / (4 * gap_edge(alpha))
    return np.hypot(step_response(t, alpha).remainder, step_response(t + quarter, alpha).remainder)


@pytest.mark.parametrize("alpha", seldom([0.05, 0.2, 0.5], [0.2, 0.5]))
def test_tail_falls_as_the_third_power(alpha):
    t = np.array([2000.0, 8000.0])
    slope = np.diff(np.log(_envelope(alpha, t)))[0] / np.log(4.0)
    # corrections to t^-3 are of relative order 20/(alpha^(2/3) t); t^-2 is 1 away
    assert slope == pytest.approx(-3.0, abs=0.05)
    edge = continuum_edge(alpha)
    late = np.linspace(9000.0, 9040.0, 50)
    found = step_response(late, alpha).remainder
    scale = edge.tail / 9000.0**3
    # the same corrections
    assert np.abs(found - edge.late(late)).max() < 0.05 * scale


@pytest.mark.parametrize("alpha", [1e-3, 0.1, 0.5, 0.9])
def test_threshold_law(alpha):
    edge = continuum_edge(alpha)
    x = 1e-5 * alpha ** (2 / 3) * gap_edge(alpha)
    found = inverse_susceptibility(edge.omega + x, alpha).imag / x**2
    # round-off of D, 1e-16, over curvature x^2, and the correction of relative order x
    assert found == pytest.approx(edge.curvature, rel=1e-3)
    x *= 300
    found = inverse_susceptibility(edge.omega + x, alpha).imag / x**2
    assert found == pytest.approx(edge.curvature, rel=2e-2)
    assert edge.inverse > 0


def test_pole_rules_before_the_tail():
    t = np.linspace(12.0, 22.0, 100)
    found = step_response(t, 0.1).remainder
    pole = second_sheet_pole(0.1)
    # what is left is of the order of the tail A/t^3
    assert np.abs(found - pole.part(t)).max() < 1.5 * continuum_edge(0.1).tail / 12.0**3
    assert np.abs(found).max() > 10 * np.abs(found - pole.part(t)).max()


@pytest.mark.parametrize("alpha", [1.7, 2.0, 6.0])
def test_gapless_decay_by_relaxation(alpha):
    kappa, weight = time_domain.relaxation_pole(alpha)
    assert abs(inverse_susceptibility(-1j * kappa, alpha, sheet="second")) < 1e-13
    depth = time_domain.fold_depth(alpha)
    t = 35.0 / (depth - kappa) * np.array([1.0, 1.1])
    found = step_response(t, alpha).remainder
    # the rest is down by exp(-35) = 6e-16 times at most 100
    assert found == pytest.approx(weight * np.exp(-kappa * t), rel=1e-12)


@pytest.mark.parametrize("alpha", [1.05, 1.2, 1.4])
def test_gapless_decay_without_a_pole(alpha):
    assert time_domain.relaxation_pole(alpha) is None
    depth = time_domain.fold_depth(alpha)
    t = np.array([60.0, 120.0, 240.0]) / depth
    log = np.log(np.abs(step_response(t, alpha).remainder)) + depth * t
    # exp(-gamma_g t) exactly: what is left is a power of t, the same over both octaves
    powers = np.diff(log) / np.log(2.0)
    assert -4.0 < powers[1] < -1.0
    assert powers[0] == pytest.approx(powers[1], abs=0.3)


@pytest.mark.parametrize("times", [-1.0, np.nan, 1e9, [[1.0]]])
def test_bad_times_are_refused(times):
    with pytest.raises(ArgumentError, match="`times`"):
        step_response(times, 0.1)


def test_kick_at_the_start_is_refused():
    with pytest.raises(ArgumentError, match="`times`"):
        kick_response([0.0, 1.0], 0.1)


def test_no_threshold_law_without_a_gap():
    with pytest.raises(ArgumentError, match="`alpha` must be < 1"):
        continuum_edge(1.0)
