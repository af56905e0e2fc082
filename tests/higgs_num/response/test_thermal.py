import itertools
import json

import mpmath as mp
import numpy as np
import pytest
from click.testing import CliRunner
from scipy.integrate import quad

from higgs_num.commands import response as command
from higgs_num.core import response as zero
from higgs_num.core import thermal as core
from higgs_num.core.pairs import PHASE, WHOLE
from higgs_num.response import (
    gap_edge,
    peak,
    spectrum,
    thermal_inverse_susceptibility,
    thermal_phase_inverse_susceptibility,
    thermal_spectrum,
)
from higgs_num.response.thermal import thermal_inverse_with_error
from higgs_sym.ground.errors import ArgumentError
from tests.higgs_num.response import definition
from tests.seldom import seldom

ALPHAS = [1e-4, 0.01, 0.1, 0.5, 0.95, 1.0, 1.2, 3.0, 10.0]


def R_of_energy(E, alpha):
    """Return R of the retarded propagator from its quartic: the root of largest real part."""
    if alpha >= 1:
        E = np.copysign(max(abs(E), 1e-6), E)  # at 0 two roots meet; a range of 1e-6 is nothing
    omega2 = -E * E
    roots = np.roots([1.0, -2 * alpha, alpha**2 - 1 - omega2, 2 * alpha, -(alpha**2)])
    edge = gap_edge(alpha)
    if abs(E) > edge:
        roots = roots[roots.imag * E < 0]
    return complex(roots[np.argmax(roots.real)])


def retarded(E, alpha):
    """Return (u, R) at omega = -iE + 0."""
    R = R_of_energy(E, alpha)
    if alpha < 1:
        return -1j * E * R / (R - alpha), R
    return np.sqrt(R * R - 1), R  # Re u > 0 without a gap


def advanced(E, alpha):
    """Return (u, R) at omega = -iE - 0: u is odd and R even in omega."""
    u, R = retarded(E, alpha)
    return -np.conj(u), np.conj(R)


def term(first, second, alpha, sign):
    """Return f - (1+C)/(R_1+R_2-alpha+alpha C); sign +1: B of the phase in place of C."""
    (u1, R1), (u2, R2) = first, second
    C = (u1 * u2 + sign) / (R1 * R2)
    return (1 / R1 + 1 / R2) / 2 - (1 + C) / (R1 + R2 - alpha + alpha * C)


def D_real_axis(omega, alpha, T, sign=-1):
    """Return D^R from integrals over real energies, nothing deformed:

    -i int tanh(E/2T) h_RR(E, E+w) + (1/2i) int [tanh((E+w)/2T) - tanh(E/2T)] h_AR(E, E+w).
    """

    def integrand(E):
        one = term(retarded(E, alpha), retarded(E + omega, alpha), alpha, sign)
        two = term(advanced(E, alpha), retarded(E + omega, alpha), alpha, sign)
        here, there = np.tanh(E / (2 * T)), np.tanh((E + omega) / (2 * T))
        return -1j * here * one - 0.5j * (there - here) * two

    g = gap_edge(alpha)
    far = [8.0, 40.0, 400.0, 4e4]
    ends = sorted({*far, *(-E for E in far), -g, g, -omega - g, -omega + g, 0.0, -omega})
    total = 0.0
    for low, high in itertools.pairwise(ends):
        # E = mid - half cos(t): square roots at either end become smooth
        mid, half = (low + high) / 2, (high - low) / 2

        def smooth(t, part, mid=mid, half=half):
            return getattr(integrand(mid - half * np.cos(t)), part) * half * np.sin(t)

        options = {"epsabs": 1e-9, "epsrel": 1e-9, "limit": 200}
        total += quad(smooth, 0, np.pi, args=("real",), **options)[0]
        total += 1j * quad(smooth, 0, np.pi, args=("imag",), **options)[0]
    return total


def matsubara_sum(term_at, T, N=120):
    """Return 4 pi T sum_{n>=0} term(omega_n): N terms, the rest by Euler and Maclaurin.

    The term falls as omega^-3; the neglected correction, of order (2 pi T)^4/omega_N^6, is
    below 1e-13 here.
    """
    step = 2 * mp.pi * T
    head = mp.fsum(term_at(step * (n + mp.mpf(1) / 2)) for n in range(N))
    start = step * N
    rest = mp.quad(term_at, [start, 10 * start, 1000 * start, mp.inf])
    return 2 * (step * head + rest + step**2 / 24 * mp.diff(term_at, start))


@pytest.mark.parametrize(("alpha", "T"), [(0.1, 0.3), (0.7, 1.5), (2.0, 0.4)])
@pytest.mark.parametrize("m", [1, 3])
def test_matsubara_axis_matches_the_definition(alpha, T, m):
    step = 2 * mp.pi * T

    def pair(one, two):
        (u1, u2) = (definition.u_matsubara(w, alpha) for w in (one, two))
        R1, R2 = (mp.sqrt(1 + u * u) for u in (u1, u2))
        return term((u1, R1), (u2, R2), alpha, -1)

    expected = matsubara_sum(lambda w: pair(w, w + step * m), T)
    expected += step * mp.fsum(
        pair(step * (k + 0.5 - m), step * (k + mp.mpf(1) / 2)) for k in range(m)
    )
    found = thermal_inverse_susceptibility(2j * np.pi * T * m, alpha, T)
    # round-off of both, with room
    assert complex(found) == pytest.approx(float(expected), rel=1e-12)


@pytest.mark.parametrize(("alpha", "T"), [(0.1, 0.3), (0.95, 0.2), (1.0, 1.0), (3.0, 5.0)])
def test_static_value_is_the_derivative_of_the_gap_equation(alpha, T):
    # 1/lambda = 2 pi T sum 1/(Delta R): D(0) = -Delta d/dDelta of it at constant T and rate
    def slope(omega):
        def strength(gap):
            u = definition.u_matsubara(omega / gap, alpha / gap)
            return 1 / (gap * mp.sqrt(1 + u * u))

        return -mp.diff(strength, 1)

    with mp.workdps(25):
        expected = matsubara_sum(slope, T, N=60)
    # 60 terms: the neglected correction is below 1e-11
    assert complex(thermal_inverse_susceptibility(0, alpha, T)) == pytest.approx(
        float(expected), rel=1e-10
    )


@pytest.mark.parametrize("sign", [-1, 1])
@pytest.mark.parametrize(
    ("omega", "alpha", "T"),
    [(0.4, 0.1, 0.5), (1.7, 0.1, 0.5), (2.5, 0.5, 0.3), (0.8, 1.0, 0.7), (0.3, 1.6, 0.2)],
)
def test_real_axis_matches_integrals_over_real_energies(omega, alpha, T, sign):
    expected = D_real_axis(omega, alpha, T, sign)
    kernel = thermal_inverse_susceptibility if sign == -1 else thermal_phase_inverse_susceptibility
    # each of a few dozen adaptive integrals is good to 1e-9, the ends at 4e4 leave 1e-9
    assert kernel(omega, alpha, T)[()] == pytest.approx(expected, abs=5e-9)


@pytest.mark.parametrize("alpha", [0.05, 0.6, 1.0, 2.0])
@pytest.mark.parametrize("T", seldom([0.15, 1.0], [1.0]))
def test_kramers_kronig(alpha, T):
    # D(i a) - D(i b) = (2/pi) int w Im D^R (1/(w^2+a^2) - 1/(w^2+b^2)) dw, Gauss-Legendre in
    # panels of the logarithm of the distance from 0 and, on both sides, from 2 eps_g
    x, share = np.polynomial.legendre.leggauss(16)
    edge = 2 * gap_edge(alpha)

    def panels(low, high):
        ends = np.linspace(np.log(low), np.log(high), int(np.log(high / low) / 0.7) + 2)
        half = np.diff(ends) / 2
        distance = np.exp(((ends[:-1] + half)[:, None] + half[:, None] * x).ravel())
        return distance, (half[:, None] * share).ravel() * distance

    above, weight = panels(1e-12, 9000.0)
    parts = [(edge + above, weight)]
    if edge > 0:
        side, weight = panels(1e-12, edge / 2)
        parts += [(side, weight), (edge - side, weight)]
    w = np.concatenate([part[0] for part in parts])
    weight = np.concatenate([part[1] for part in parts])
    imaginary = thermal_inverse_susceptibility(w, alpha, T).imag
    W = edge + 9000.0
    c = (imaginary[above.size - 1] + np.pi) * w[above.size - 1]
    a, *others = 2 * np.pi * T * np.array([1, 2, 7])
    found = thermal_inverse_susceptibility(1j * np.array([a, *others]), alpha, T).real
    for other, value in zip(others, found[1:], strict=True):
        kernel = w * (1 / (w**2 + a**2) - 1 / (w**2 + other**2))
        expected = 2 / np.pi * np.sum(weight * imaginary * kernel)
        # beyond W: Im D^R = -pi + c/w, its next term leaves (other/W)^2/W^2 of the whole
        expected -= np.log((W**2 + other**2) / (W**2 + a**2))
        expected += 2 / np.pi * c * (other**2 - a**2) / (3 * W**3)
        assert found[0] - value == pytest.approx(expected, rel=1e-12)


def clean(omega, T):
    """Return the clean `int d xi tanh(E/2T) (4 - w^2)/(E (4 E^2 - w^2))`, E = cosh v."""
    square = (omega * omega).real

    def over(v):
        return 2 * np.tanh(np.cosh(v) / (2 * T)) * (4 - square)

    def plain(v):
        return over(v) / (4 * np.cosh(v) ** 2 - square)

    if square < 4:
        return quad(plain, 0, 30, epsabs=1e-12, limit=300)[0]
    # 4 cosh^2 v - w^2 = 4 sinh(v - pole) sinh(v + pole), the pole passed from above
    pole = np.arccosh(omega / 2)

    def regular(v):
        ratio = (v - pole) / np.sinh(v - pole) if v != pole else 1.0
        return over(v) * ratio / (4 * np.sinh(v + pole))

    value = quad(regular, 0, 2 * pole, weight="cauchy", wvar=pole, epsabs=1e-12)[0]
    value += quad(plain, 2 * pole, 2 * pole + 30, epsabs=1e-12)[0]
    return value + 1j * np.pi * over(pole) / (4 * np.sinh(2 * pole))


@pytest.mark.parametrize("T", [0.1, 0.5, 3.0])
def test_clean_limit(T):
    alpha = 1e-6
    Omega = 2 * np.pi * T * np.arange(1, 5)
    omega = np.array([0.05, 0.6, 1.3, 1.8, 2.4, 5.0, 15.0])
    expected = [clean(1j * value, T) for value in Omega] + [clean(value, T) for value in omega]
    found = thermal_inverse_susceptibility(np.concatenate([1j * Omega, omega]), alpha, T)
    # corrections are of order alpha/|omega - 2|^(1/2) times a few
    assert np.abs(found - expected).max() < 20 * alpha


@pytest.mark.parametrize("T", [0.3, 1.0])
def test_static_value_is_not_the_limit_of_the_retarded_one(T):
    # clean: constant temperature lets the occupation follow the levels, and adds
    # -(1/2T) int d xi cosh(E/2T)^-2/E^2 to the limit omega -> 0
    alpha = 1e-6
    followed = quad(lambda v: np.cosh(np.cosh(v) / (2 * T)) ** -2 / np.cosh(v), 0, 6)[0] / T
    limit, static = thermal_inverse_susceptibility([1e-9, 0.0], alpha, T)
    assert limit - static == pytest.approx(followed, abs=20 * alpha)
    assert abs(limit.imag) < 1e-9


@pytest.mark.parametrize("alpha", [1e-4, 0.1, 0.8])
def test_cold_limit_of_a_gapped_state(alpha):
    # what heat adds is of relative size exp(-eps_g/T)/T: nothing at T = eps_g/50
    T = gap_edge(alpha) / 50
    edge = 2 * gap_edge(alpha)
    omega = np.concatenate([np.linspace(0.01, 20, 40), edge + np.array([-1e-6, 0, 1e-6])])
    warm, cold = thermal_spectrum(omega, alpha, T), spectrum(omega, alpha)
    assert np.all(np.abs(warm.inverse - cold.inverse) <= warm.error + cold.error + 1e-15)
    m = np.array([0, 1, 7, 50])
    warm, cold = (
        f
        for f in (
            thermal_spectrum(2j * np.pi * T * m, alpha, T),
            spectrum(2j * np.pi * T * m, alpha),
        )
    )
    assert np.all(np.abs(warm.inverse - cold.inverse) <= warm.error + cold.error + 1e-15)


def test_cold_limit_without_a_gap_is_quadratic():
    alpha, omega = 1.5, np.array([0.5, 2.0])
    cold = spectrum(omega, alpha).inverse
    first, second = (thermal_inverse_susceptibility(omega, alpha, T) - cold for T in (2e-3, 4e-3))
    # the next order is T^4 over the fold depth 0.17 to the fourth, and omega^4: below 1 %
    assert np.abs(second / first - 4).max() < 0.04


def test_temperature_zero_is_the_cold_code():
    omega = [0.0, 1.7, 0.3j]
    assert np.array_equal(thermal_spectrum(omega, 0.1, 0).inverse, spectrum(omega, 0.1).inverse)


@pytest.mark.parametrize("alpha", ALPHAS)
@pytest.mark.parametrize("T", [1e-3, 0.05, 0.4, 2.0, 30.0])
def test_error_bounds_hold(alpha, T):
    edge = 2 * gap_edge(alpha)
    near = edge + np.array([-1e-2, -1e-9, 0, 1e-9, 1e-2])
    omega = np.concatenate([[1e-6, 0.01, 0.3, edge / 2, 1.3, 2.0, 4.0, 20.0], near[near > 0]])
    omega = np.concatenate([omega[omega > 0], 2j * np.pi * T * np.array([0, 1, 6])])
    _, ours, error = thermal_inverse_with_error(omega, alpha, T, (0.25, 0.1), channel=WHOLE)
    _, other, doubt = thermal_inverse_with_error(omega, alpha, T, (0.2, 0.05), channel=WHOLE)
    # two rules with different nodes: each within its own bound
    assert np.all(np.abs(ours - other) <= error + doubt)
    # round-off of the sums is magnified by 1/alpha^(1/3) and by alpha, and where terms cancel
    assert np.all(error <= 1e-12 * np.maximum(np.abs(ours), 1e-2))


@pytest.mark.parametrize("alpha", ALPHAS)
@pytest.mark.parametrize("T", [1e-3, 0.4, 30.0])
def test_phase_kernel_does_not_depend_on_the_nodes(alpha, T):
    omega = np.array([0.01, 0.3, 1.3, 2.0, 4.0, 20.0, 2j * np.pi * T])
    _, ours, _ = thermal_inverse_with_error(omega, alpha, T, (0.25, 0.1), channel=(PHASE, 0.0))
    _, other, _ = thermal_inverse_with_error(omega, alpha, T, (0.2, 0.05), channel=(PHASE, 0.0))
    # values up to 10; round-off of two terms, magnified by 1/alpha^(1/3) and by alpha
    assert np.abs(ours - other).max() < 1e-12


def test_advanced_retarded_pairs_solve_the_matrix_equations():
    rng = np.random.default_rng(11)
    for alpha in (0.2, 0.8, 1.4):
        point = zero.edge(alpha)
        gap = gap_edge(alpha)
        for omega, E in zip(rng.uniform(0.1, 4, 12), rng.uniform(-4, 4, 12), strict=True):
            # the lower energy E is advanced; the kernel takes |E| and a sign
            upper = E + omega
            if upper <= abs(E):
                continue
            first = core.arrive(abs(E) - gap, alpha, point)
            second = core.arrive(upper - gap, alpha, point)
            ours = core.mixed_term(first, second, E > 0, omega, alpha, point, WHOLE)
            one, two = advanced(E, alpha), retarded(upper, alpha)
            dg = definition.linearised(one[0], two[0], definition.TAU_1, alpha, 0.6)
            expected = (1 / one[1] + 1 / two[1]) / 2 - (dg[0, 1] + dg[1, 0]) / 2
            # condition number of the equations, below 1e4 here
            assert ours == pytest.approx(expected, rel=1e-9, abs=1e-10)


@pytest.mark.parametrize("alpha", ALPHAS)
@pytest.mark.parametrize("T", [0.01, 0.5, 20.0])
def test_goldstone(alpha, T):
    static, near, above = thermal_phase_inverse_susceptibility(
        [0.0, 1e-7, 2j * np.pi * T], alpha, T
    )
    # zero but for round-off of terms of order alpha^(-1/3) or alpha; quadratic next to it
    assert abs(static) < 1e-13
    assert abs(near) < 1e-12
    assert abs(above) > 1e-4


@pytest.mark.parametrize("alpha", [0.1, 1.3])
def test_symmetries_and_shape(alpha):
    values = thermal_inverse_susceptibility([[1.2, -1.2], [2j * np.pi, -2j * np.pi]], alpha, 1.0)
    assert values[0, 1] == values[0, 0].conjugate()
    assert values[1, 0] == values[1, 1]
    assert values[1, 0].imag == 0.0


@pytest.mark.parametrize(("alpha", "T"), [(0.1, 0.3), (0.8, 0.6), (2.0, 1.0)])
def test_peak_is_the_largest_absorption(alpha, T):
    found = peak(alpha, "absorption", temperature=T)
    omega = found.omega + np.linspace(-0.3, 0.3, 61) * found.omega
    seen = thermal_spectrum(omega, alpha, T).absorption
    assert seen.argmax() == 30
    assert seen[30] == pytest.approx(found.height, rel=1e-12)
    half = thermal_spectrum([found.lower, found.upper], alpha, T).absorption
    assert half == pytest.approx([found.height / 2] * 2, rel=1e-9)


def test_peak_of_a_cold_state_is_that_at_zero():
    cold, warm = peak(0.1, "absorption"), peak(0.1, "absorption", temperature=0.01)
    # exp(-eps_g/T) = 1e-30; about 12 digits each
    assert warm.omega == pytest.approx(cold.omega, rel=1e-11)
    assert warm.temperature == 0.01


def test_command_takes_a_temperature(tmp_path):
    out, plot = tmp_path / "D.json", tmp_path / "D.png"
    arguments = ["--alpha", "0.1", "--omega", "0.5:4:8", "--temperature", "0.4"]
    found = CliRunner().invoke(
        command.command,
        [*arguments, "--out", str(out), "--plot", str(plot)],
        standalone_mode=False,
        catch_exceptions=False,
    )
    assert plot.stat().st_size > 1000
    written = json.loads(out.read_text())
    assert written["temperature"] == 0.4
    expected = complex(thermal_inverse_susceptibility(4.0, 0.1, 0.4))
    assert complex(*written["inverse_susceptibility"][-1]) == pytest.approx(expected, rel=1e-14)
    assert "T = 0.4" in found.return_value.text


@pytest.mark.parametrize(
    ("omega", "alpha", "T", "name"),
    [
        (1.0, 0.0, 0.1, "alpha"),
        (1.0, 0.1, -1.0, "temperature"),
        (1.0, 0.1, 1e-5, "temperature"),
        (1.0, 0.1, np.nan, "temperature"),
        (np.nan, 0.1, 0.1, "omega"),
        (1e5, 0.1, 0.1, "omega"),
        (1.0 + 1j, 0.1, 0.1, "omega"),
        (1.0j, 0.1, 0.1, "omega"),
        (["a"], 0.1, 0.1, "omega"),
    ],
)
def test_bad_arguments_are_named(omega, alpha, T, name):
    with pytest.raises(ArgumentError, match=f"`{name}`"):
        thermal_inverse_susceptibility(omega, alpha, T)
    with pytest.raises(ArgumentError, match="`temperature`"):
        thermal_phase_inverse_susceptibility(1.0, 0.1, 0.0)
