import numpy as np
import pytest
from scipy.optimize import brentq, minimize_scalar

from higgs_num.response import (
    gap_edge,
    inverse_susceptibility,
    peak,
    peaks,
    poles,
    second_sheet_pole,
    spectrum,
    thermal_spectrum,
)
from higgs_num.response.precise import precise_inverse_susceptibility
from higgs_num.response.scaling import scaling_pole
from higgs_sym.ground.errors import ArgumentError
from tests.seldom import seldom


@pytest.mark.parametrize("alpha", seldom([1e-4, 0.1, 0.99], [1e-4, 0.99]))
def test_pole_to_ten_digits(alpha):
    pole = second_sheet_pole(alpha)
    # Newton's correction: the value from independent code, the slope to a few digits
    value = complex(precise_inverse_susceptibility(pole.omega, alpha, digits=13, sheet="second"))
    step = 1e-4 * pole.omega
    ahead, behind = inverse_susceptibility(
        [pole.omega + step, pole.omega - step], alpha, sheet="second"
    )
    correction = value * 2 * step / (ahead - behind)
    assert abs(correction) < 1e-10 * abs(2.0 - pole.omega)
    assert pole.error < 1e-10 * abs(pole.omega)


def test_weight_is_the_residue():
    pole = second_sheet_pole(0.3)
    ring = 1e-2 * np.exp(2j * np.pi * np.arange(24) / 24)
    inverse = inverse_susceptibility(pole.omega + ring, 0.3, sheet="second")
    residue = np.mean(ring / inverse)
    static = inverse_susceptibility(0.0, 0.3)
    # 24 points on a tenth of the distance to the next singularity
    assert pole.weight == pytest.approx(static * residue / pole.omega, rel=1e-10)


def test_small_alpha_law_of_the_pole():
    # 2 - omega = (c + c' alpha^(1/3) + ...) alpha^(2/3): eliminate c' with alpha and alpha/8
    scaled = [(2.0 - second_sheet_pole(a).omega) / a ** (2 / 3) for a in (8e-6, 1e-6)]
    law = 2 * scaled[1] - scaled[0]
    # next order: alpha^(2/3) = 4e-4 times a coefficient of order one
    assert law == pytest.approx(-scaling_pole(), abs=1e-3)


def test_gapless_has_no_oscillating_pole():
    assert second_sheet_pole(1.2) is None
    pole = second_sheet_pole(2.0)
    assert pole.omega.real == 0.0
    assert pole.weight.imag == 0.0


@pytest.mark.parametrize("alpha", [1e-3, 0.1, 0.5, 1.5])
@pytest.mark.parametrize("observable", ["absorption", "modulus"])
def test_peak_is_a_maximum(alpha, observable):
    found = peak(alpha, observable)
    if found is None:
        assert (alpha, observable) == (1.5, "modulus")
        return

    def observed(w):
        seen = spectrum(w, alpha)
        return float(seen.absorption if observable == "absorption" else abs(seen.susceptibility))

    best = minimize_scalar(
        lambda w: -observed(w),
        bounds=(0.9 * found.omega, 1.1 * found.omega),
        method="bounded",
        options={"xatol": 1e-10},
    )
    # a comparison of values finds a maximum to the root of the round-off
    assert found.omega == pytest.approx(best.x, rel=3e-7)
    assert found.height == pytest.approx(observed(found.omega), rel=1e-14)
    for side in (found.lower, found.upper):
        if side is not None:
            assert observed(side) == pytest.approx(found.height / 2, rel=1e-6)


@pytest.mark.parametrize("temperature", seldom([0.0, 0.05, 1.0, 10.0], [0.05, 10.0]))
@pytest.mark.parametrize("alpha", [1e-6, 1e-3, 0.1, 0.9, 1.1, 10.0])
@pytest.mark.parametrize("observable", ["absorption", "modulus"])
def test_half_of_the_height_is_where_bisection_finds_it(alpha, observable, temperature):
    found = peak(alpha, observable, temperature=temperature)
    if found is None:
        assert alpha > 1.0
        return

    def above(w):
        seen = thermal_spectrum(w, alpha, temperature)
        value = seen.absorption if observable == "absorption" else np.abs(seen.susceptibility)
        return value - 0.5 * found.height

    # Not at 0: at T > 0 the static value there is not the limit.
    low, high = np.geomspace(1e-6, found.omega, 400), np.geomspace(found.omega, 1e3, 400)
    for side, points in ((found.lower, low[::-1]), (found.upper, high)):
        below = np.flatnonzero(above(points) < 0.0)
        if side is None:
            assert below.size == 0
            continue
        first = below[0]
        best = brentq(above, points[first - 1], points[first], xtol=1e-13, rtol=1e-14)
        # Values are good to 1e-12 and vary by their size over a distance of the width or less.
        assert side == pytest.approx(best, rel=1e-10)


@pytest.mark.parametrize("alpha", [1e-3, 0.05, 0.2, 0.5, 0.9])
def test_peaks_lie_between_the_thresholds(alpha):
    absorption, modulus = peak(alpha, "absorption"), peak(alpha, "modulus")
    assert 2 * gap_edge(alpha) < modulus.omega < absorption.omega < 2.0


@pytest.mark.parametrize("temperature", [0.0, 0.3])
def test_few_frequencies_find_a_peak(temperature, monkeypatch):
    looked = []

    def seen(omega, *given, **named):
        looked.append(np.size(omega))
        return thermal_spectrum(omega, *given, **named)

    monkeypatch.setattr(peaks, "thermal_spectrum", seen)
    # Of its own: nothing of it is remembered.
    assert peak(0.123456, "absorption", temperature=temperature) is not None
    # A survey of all places would be 480, and three polynomials take 75 beside either.
    assert sum(looked) < 190


def test_rungs_on_the_way_change_no_bit():
    alphas = (0.7, 0.02, 0.3, 0.9)
    poles._rung.cache_clear()
    first = [second_sheet_pole(one) for one in alphas]
    poles._rung.cache_clear()
    last = [second_sheet_pole(one) for one in reversed(alphas)]
    assert first == last[::-1]
    assert [poles.pole_position(one) for one in alphas] == [one.omega for one in first]
    assert poles.pole_position(1.2) is None
    assert poles.pole_position(2.0) == second_sheet_pole(2.0).omega


def test_unknown_observable_is_refused():
    with pytest.raises(ArgumentError, match="`observable`"):
        peak(0.1, "phase")
