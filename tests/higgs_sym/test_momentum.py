"""The amplitude at a wave vector against its continuation to real frequencies, done otherwise."""

import mpmath as mp
import numpy as np
import pytest
from scipy.interpolate import CubicSpline

from higgs_sym.registry import formula


def retarded(above, Q):
    """Return D of the clean state, Delta = 1, at 2 + `above` + i0, from two contours.

    One goes up the imaginary axis from the first edge on, the other runs between the axes.
    """
    omega = 2 + above

    def kernel(u1, R1, u2, R2):
        return (1 + (u1 * u2 - 1) / (R1 * R2)) / (R1 + R2 + Q)

    def upward(x):
        u = x - 1j * omega
        R1, R2 = mp.sqrt(1 + x * x), mp.sqrt(1 + u * u)
        return (1 / R1 + 1 / R2) / 2 - kernel(x, R1, u, R2)

    def root(e):
        size = mp.sqrt(abs(e) * (2 + e))  # R at E = 1 + e
        return size if e < 0 else -1j * size

    def across(e):
        R1, R2 = root(e), root(above - e)
        return (1 / R1 + 1 / R2) / 2 - kernel(1j * (1 + e), R1, -1j * (1 + above - e), R2)

    below = mp.quad(lambda s: 2 * s * across(-s * s), [0, mp.sqrt(above), 1])
    between = mp.quad(lambda s: 2 * s * across(s * s), [0, mp.sqrt(above / 2)])
    return 2 * mp.quad(upward, [0, above, 1, 10, mp.inf]) - 2j * (below + between)


def test_the_continuation_is_the_closed_form_at_rest() -> None:
    y = mp.mpf("1.2")
    closed = 2 * mp.sqrt(y * y - 1) / y * (mp.acosh(y) - 0.5j * mp.pi)
    # Two quadratures to about 15 digits each.
    assert abs(retarded(2 * y - 2, 0) - closed) < 1e-12


@pytest.mark.parametrize("wave", [0.5, 1.0, 3.0])
def test_onset_is_linear(wave) -> None:
    slope = formula("momentum.threshold_clean").lambdify("numpy")(wave)
    above = 1e-4
    with mp.workdps(25):
        found = -retarded(mp.mpf(above), mp.mpf(wave)).imag / above
    # The next term is of order above/wave^2.
    assert float(found) == pytest.approx(slope, rel=2 * above / min(wave, 1) ** 2)


@pytest.mark.parametrize("name", ["static_clean", "static_clean_large"])
def test_static_response_is_its_integral(name) -> None:
    wave = {"static_clean": 0.7, "static_clean_large": 5.0}[name]
    integrand = formula("momentum.integrand").lambdify("mpmath")
    direct = 2 * mp.quad(lambda u: integrand(u, u, wave, 0), [0, 1, 10, mp.inf])
    own = formula(f"momentum.{name}").lambdify("numpy")(wave)
    assert own == pytest.approx(float(direct), rel=1e-12)  # a quadrature at 15 digits


@pytest.mark.slow
def test_tail_of_a_step_comes_out_of_its_spectrum() -> None:
    """The step response from the exact spectrum between 2 and 2.3 against its predicted tail."""
    edge, width, time = 2.0, 0.3, 100 * np.pi  # cos(2 t) = 1
    static = formula("momentum.static_clean").lambdify("mpmath")(1)
    at_edge = float(retarded(mp.mpf("1e-9"), 1).real)
    own = float(formula("momentum.tail_clean").lambdify("mpmath")(static, 1)) / at_edge**2
    # Over the distance from the edge it is smooth in the root of the distance, up to a logarithm.
    roots = np.linspace(0.01, 0.55, 28)
    seen = [float((static / retarded(mp.mpf(one) ** 2, 1)).imag) / one**2 for one in roots]
    spline = CubicSpline(roots, seen)
    above = np.linspace(0.0, width, 200001)[1:-1]
    # Flat at the edge and at the end, so that the tail is the edge's alone.
    window = np.exp(-((2 * above / width) ** 4) / (1 - (above / width) ** 2))
    spectrum = above * spline(np.sqrt(above)) / (edge + above) * window
    wave = np.cos((edge + above) * time)
    found = -2 / np.pi * np.sum(spectrum * wave) * (above[1] - above[0]) * time**2
    # Corrections are of order ln(t)/t times the inverse of the distance over which D changes, 1.
    assert found == pytest.approx(own, rel=0.05)
