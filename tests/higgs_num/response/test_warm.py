"""Second sheet, poles and response in time at T > 0."""

import math

import numpy as np
import pytest
from scipy.integrate import quad

from higgs_num.response import (
    gap_edge,
    kick_response,
    second_sheet_pole,
    spectrum,
    step_response,
    thermal_spectrum,
)
from higgs_num.response.thermal import thermal_second_sheet
from higgs_num.response.warm_poles import relaxing, slope
from higgs_num.response.warm_time import late_inverse
from higgs_sym.ground.errors import ArgumentError
from tests.seldom import seldom


@pytest.mark.parametrize(("alpha", "T"), [(0.1, 0.5), (0.5, 3.0), (1.6, 0.4)])
def test_continuation_is_analytic_and_joins_the_axis(alpha, T):
    at = 2.0 * gap_edge(alpha) + 0.5
    centre, radius = at - 0.1j, 0.06
    turns = np.exp(2j * np.pi * np.arange(24) / 24)
    circle = thermal_second_sheet(centre + radius * turns, alpha, T).inverse
    middle = complex(thermal_second_sheet(centre, alpha, T).inverse[0])
    # Cauchy: the mean over a circle is the value in its middle, to the accuracy of D.
    assert complex(circle.mean()) == pytest.approx(middle, abs=1e-13)
    # D is analytic at the axis: from there on the same series, by three values above it.
    step = 1e-4
    on = thermal_spectrum(np.array([at - step, at, at + step]), alpha, T).inverse
    below = complex(thermal_second_sheet(at - 1j * step, alpha, T).inverse[0])
    first, second_ = (on[2] - on[0]) / 2.0, on[2] - 2.0 * on[1] + on[0]
    expected = on[1] - 1j * first - 0.5 * second_
    assert below == pytest.approx(complex(expected), abs=1e-10)  # the third derivative, step^3


def test_heat_goes_to_zero_on_the_second_sheet():
    for alpha in (0.05, 0.3):
        pole = second_sheet_pole(alpha)
        # exp(-eps_g/T) is 1e-60 and less.
        assert abs(thermal_second_sheet(pole.omega, alpha, 5e-3).inverse[0]) < 1e-13


@pytest.mark.parametrize(
    ("alpha", "T"), seldom([(0.1, 0.5), (0.1, 10.0), (0.5, 1.0)], [(0.1, 10.0), (0.5, 1.0)])
)
def test_pole_is_a_zero_and_rules_the_response(alpha, T):
    pole = second_sheet_pole(alpha, temperature=T)
    assert pole.error < 1e-11
    # The residue of D(0+)/(omega D) against the response in time, which knows no sheet: while the
    # pole rules, what is left falls off by itself.
    t = np.linspace(2.0, 12.0, 41) if alpha < 0.3 else np.linspace(1.0, 4.0, 31)
    seen = step_response(t, alpha, temperature=T).remainder
    assert np.max(np.abs(seen - pole.part(t))) < 0.2 * np.max(np.abs(seen))


def test_momentum_moves_the_pole_linearly():
    # d omega/dQ = -D_Q/D_omega with D_Q = int (1+C)/(K + alpha C)^2: here by differences of D.
    alpha, Q = 0.3, 1e-3
    bare = second_sheet_pole(alpha).omega
    moved = second_sheet_pole(alpha, Q=Q).omega
    step = 1e-5
    ends = [spectrum(bare, alpha, sheet="second", Q=q).inverse for q in (2 * step, 4 * step)]
    change = complex(2.0 * ends[0] - 0.5 * ends[1]) / (2.0 * step)  # D is 0 at Q = 0
    expected = -change / slope(bare, alpha, 0.0, 0.0)
    assert (moved - bare) / Q == pytest.approx(expected, rel=5e-3)  # the next order in Q
    assert expected.real > 0.0 > expected.imag  # it rises and is damped more


@pytest.mark.parametrize(
    ("alpha", "Q"),
    seldom([(0.1, 0.4), (0.6, 0.0), (0.1, 0.0), (0.6, 0.4)], [(0.6, 0.0), (0.1, 0.0), (0.6, 0.4)]),
)
def test_response_in_time_at_a_low_temperature(alpha, Q):
    t = np.array([1e-3, 0.2, 1.0, 7.0, 40.0])
    for respond in (step_response, kick_response):
        cold = respond(t, alpha, Q=Q)
        warm = respond(t, alpha, Q=Q, temperature=2e-3)
        # Another contour and another method; heat is exp(-100).
        assert warm.remainder == pytest.approx(cold.remainder, rel=1e-9, abs=1e-9)
        assert np.all(np.abs(warm.remainder - cold.remainder) < warm.error + cold.error)


@pytest.mark.parametrize(
    ("alpha", "T"),
    seldom([(0.1, 0.5), (0.1, 5.0), (0.5, 2.0), (1.6, 0.5)], [(0.1, 0.5), (0.1, 5.0), (0.5, 2.0)]),
)
def test_response_in_time_against_the_fourier_integral(alpha, T):
    def density(omega):
        return float(thermal_spectrum(omega, alpha, T).absorption) / omega

    edge = 2.0 * gap_edge(alpha) or 1.0
    for t in (0.7, 5.0):
        options = {"weight": "cos", "wvar": t, "limit": 200}
        total = 0.0
        for low, high in ((1e-9, edge), (edge, edge + 6.0)):
            total += quad(density, low, high, epsabs=1e-8, **options)[0]
        total += quad(density, edge + 6.0, np.inf, epsabs=1e-7, limlst=100, **options)[0]
        expected = 1.0 - 2.0 / np.pi * late_inverse(alpha, T, 0.0) * total
        found = step_response(t, alpha, temperature=T).value[0]
        assert found == pytest.approx(expected, abs=1e-6)  # the tolerances of the parts


def test_almost_clean_tail_is_thermal_volkov_kogan():
    # -c(T) cos(2 t + pi/4)/sqrt(t), c = (2/pi^(3/2)) K/tanh(1/2T), K = int tanh(E/2T)/(2 E^3).
    alpha, T = 1e-6, 0.6
    K, _ = quad(lambda x: np.tanh(np.hypot(1, x) / (2 * T)) / np.hypot(1, x) ** 3, 0.0, np.inf)
    expected = 2.0 / np.pi**1.5 * K / np.tanh(0.5 / T)
    t = 60.0 + np.pi / 16.0 * np.arange(16)
    remainder = step_response(t, alpha, temperature=T).remainder
    found = 2.0 * np.mean(remainder * np.sqrt(t) * np.exp(2j * t))
    # The next term is 1/t of it; alpha^(2/3) t = 6e-3 damps.
    assert abs(found) == pytest.approx(expected, rel=2e-2)
    assert np.angle(-found) == pytest.approx(-np.pi / 4.0, abs=2e-2)


def test_pole_that_leaves_the_sheet():
    assert second_sheet_pole(0.1, Q=0.18) is not None
    assert second_sheet_pole(0.1, Q=0.3) is None
    assert second_sheet_pole(1.0, temperature=0.5) is None  # below the threshold of Re omega


def test_gapless_relaxation():
    # alpha kappa -> 1/3, Gor'kov and Eliashberg (1968), corrections 1/alpha^2: at T = 0.
    for alpha, expected in ((5.0, 0.33413), (10.0, 0.33355), (20.0, 0.33339)):
        pole = second_sheet_pole(alpha)
        assert -alpha * pole.omega.imag == pytest.approx(expected, abs=6e-6)
    values = [-a * second_sheet_pole(a).omega.imag for a in (20.0, 40.0)]
    assert (4.0 * values[1] - values[0]) / 3.0 == pytest.approx(1.0 / 3.0, abs=1e-6)


def test_heat_and_relaxation():
    # As long as T << rate the time-dependent Ginzburg-Landau equation holds; beyond, occupations
    # that stay as they were stiffen the gap, up to three times the rate at T = 0.
    assert relaxing(20.0, 0.03, 0.0) * 20.0 == pytest.approx(1.0 / 3.0, rel=2e-3)
    rates = [20.0 * relaxing(20.0, T, 0.0) for T in (0.3, 3.0, 30.0, 100.0)]
    assert np.all(np.diff(rates) > 0.0)
    assert rates[-1] == pytest.approx(1.0, abs=0.02)


@pytest.mark.parametrize("Q", [0.0, 0.5])
@pytest.mark.parametrize("alpha", [0.01, 0.3, 1.6, 8.0])
def test_eight_digits_are_eight(alpha, Q):
    omega = np.geomspace(0.02, 20.0, 25)
    for T in (1e-3, 0.3, 4.0):
        exact = thermal_spectrum(omega, alpha, T, Q=Q).inverse
        fast = thermal_spectrum(omega, alpha, T, Q=Q, digits=8)
        assert np.all(np.abs(fast.inverse - exact) < fast.error)
        assert np.all(fast.error < 1e-8 * (1.0 + np.abs(exact)))


def test_inputs():
    with pytest.raises(ArgumentError, match="digits"):
        thermal_spectrum(1.0, 0.1, 0.5, digits=9)
    with pytest.raises(ArgumentError, match="temperature"):
        thermal_second_sheet(2.0 - 0.1j, 0.1, 0.0)
    with pytest.raises(ArgumentError, match="omega"):
        thermal_second_sheet(1.0 - 0.1j, 0.1, 0.5)
    with pytest.raises(ArgumentError, match="times"):
        step_response(1e-9, 0.1, temperature=0.5)
    with pytest.raises(ArgumentError, match="temperature"):
        step_response(1.0, 0.1, temperature=-0.5)
    assert math.isfinite(late_inverse(0.1, 0.5, 0.0))
