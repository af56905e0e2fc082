import mpmath as mp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from higgs_num.core import pairs
from higgs_num.response import (
    gap_edge,
    inverse_susceptibility,
    phase_inverse_susceptibility,
    spectrum,
    static_inverse_susceptibility,
)
from higgs_num.response.precise import precise_inverse_susceptibility
from higgs_num.response.susceptibility import filled
from higgs_sym.ground import parts
from higgs_sym.ground.errors import ArgumentError
from higgs_sym.registry import formula
from tests.higgs_num.response import definition

ALPHAS = [1e-4, 0.01, 0.1, 0.5, 0.9, 0.9999, 1.0, 1.0001, 1.5, 10.0]


@pytest.mark.parametrize(("Omega", "alpha"), [(0.3, 0.1), (4.0, 0.1), (1.0, 0.7), (2.0, 1.5)])
def test_imaginary_axis_matches_the_definition(Omega, alpha):
    expected = definition.D_imaginary(Omega, alpha)
    # 1e-12 is the stated accuracy; the quadrature reaches 1e-13
    assert inverse_susceptibility(1j * Omega, alpha).real == pytest.approx(
        float(expected), rel=1e-12
    )


@pytest.mark.parametrize("rate_u", [0.0, 0.7, 30.0])
@pytest.mark.parametrize("rate_s", [0.1, 0.8, 2.5])
def test_integrand_solves_the_linearised_matrix_equations(rate_s, rate_u):
    rng = np.random.default_rng(7)
    for _ in range(20):
        u1, u2 = rng.normal(size=2) * 2 + 1j * rng.normal(size=2)
        R1, R2 = np.sqrt(1 + u1 * u1), np.sqrt(1 + u2 * u2)
        for drive, part, kind in (
            (definition.TAU_1, 0, pairs.AMPLITUDE),
            (definition.TAU_2, 1, pairs.PHASE),
        ):
            dg = definition.linearised(u1, u2, drive, rate_s, rate_u)
            component = [dg[0, 1] + dg[1, 0], 1j * (dg[0, 1] - dg[1, 0])][part] / 2
            expected = (1 / R1 + 1 / R2) / 2 - component
            ours = pairs.pair_integrand(u1, R1, u2, R2, rate_s, (kind, 0.0))
            # condition number of the 8x4 system: below 1e4 for these u
            assert ours == pytest.approx(expected, rel=1e-9, abs=1e-10)


@pytest.mark.parametrize("alpha", ALPHAS)
def test_static_limit(alpha):
    expected = static_inverse_susceptibility(alpha)
    found = spectrum(0.0, alpha)
    assert abs(found.inverse - expected) <= found.error + 2e-15 * expected
    if alpha <= 1:
        assert expected == 2 - np.pi * alpha / 2


@pytest.mark.parametrize("alpha", [0.3, 1.7, 3.9, 4.1, 10.0])
def test_static_limit_is_the_derivative_of_the_gap_equation(alpha):
    # 1/lambda = ln(2 omega_D/Delta) + h(1/(tau_s Delta)), h = ln(Delta/Delta_clean):
    # D(0) = -2 Delta d(1/lambda)/dDelta = 2 + 2 alpha h'(alpha)
    name = "thermodynamics.ln_gap" if alpha <= 1 else "thermodynamics.ln_gap_gapless"
    law = formula(name)
    with mp.workdps(30):
        slope = law.expression.diff(law.arguments[0]).evalf(30, subs={law.arguments[0]: alpha})
        expected = 2 + 2 * alpha * mp.mpf(str(slope))
    # asin and sqrt of doubles; the series above alpha = 4 is good to an ulp or two
    assert static_inverse_susceptibility(alpha) == pytest.approx(float(expected), rel=3e-14)


@pytest.mark.parametrize("alpha", [0.05, 0.5, 1.0, 2.0])
def test_kramers_kronig(alpha):
    # D(i Omega) = D(0) - (2/pi) Omega^2 int Im D^R(w)/(w (w^2 + Omega^2)) dw, Gauss-Legendre in
    # panels of ln(w - 2 eps_g); beyond 1e8 the integrand, pi/w^3, leaves 1e-16
    start = 2 * gap_edge(alpha)
    x, share = np.polynomial.legendre.leggauss(20)
    edges = np.linspace(np.log(1e-14), np.log(1e8), 77)
    half = np.diff(edges) / 2
    log = (edges[:-1] + half)[:, None] + half[:, None] * x
    w = start + np.exp(log.ravel())
    weight = (half[:, None] * share).ravel() * np.exp(log.ravel())
    imaginary = inverse_susceptibility(w, alpha).imag
    for Omega in (0.1, 1.0, 7.0):
        expected = static_inverse_susceptibility(alpha) - 2 / np.pi * Omega**2 * np.sum(
            weight * imaginary / (w * (w**2 + Omega**2))
        )
        # 1e-11: twenty nodes for each 0.66 of ln x
        assert inverse_susceptibility(1j * Omega, alpha).real == pytest.approx(expected, rel=1e-11)


def test_clean_limit():
    alpha = 1e-6
    y = np.concatenate([np.linspace(0.05, 0.9, 9), np.linspace(1.2, 10, 30)])
    root = np.sqrt((1 - y**2).astype(complex))
    expected = np.where(
        y < 1,
        2 * root.real / y * np.arcsin(np.minimum(y, 1)),
        2 * abs(root) / y * (np.arccosh(np.maximum(y, 1)) - 0.5j * np.pi),
    )
    # corrections are of order alpha/|y - 1|^(1/2) times a few
    assert np.abs(inverse_susceptibility(2 * y, alpha) - expected).max() < 20 * alpha
    Omega = np.geomspace(1e-2, 20, 10)
    expected = 2 * np.sqrt(Omega**2 + 4) / Omega * np.arcsinh(Omega / 2)
    assert np.abs(inverse_susceptibility(1j * Omega, alpha) - expected).max() < 20 * alpha


@pytest.mark.parametrize("alpha", ALPHAS)
def test_error_bounds_hold_between_0_and_20(alpha):
    edge = 2 * gap_edge(alpha)
    near = edge + np.concatenate(
        [-np.geomspace(1e-12, 1e-2, 8), [0.0], np.geomspace(1e-12, 1e-2, 8)]
    )
    omega = np.concatenate([np.linspace(0, 20, 60), near[near >= 0]])
    ours = spectrum(omega, alpha)
    other, doubt = filled(omega.astype(complex) - edge, alpha, (0.2, 0.06), second=False)
    # two evaluations with different nodes: each within its own bound
    assert np.all(np.abs(ours.inverse - other) <= ours.error + doubt)
    # round-off of the sums is magnified by 1/alpha^(1/3) and by alpha
    assert np.all(ours.error <= 1e-12 * np.abs(ours.inverse))
    assert np.all(ours.inverse.imag[omega <= edge] == 0)


@pytest.mark.parametrize(
    ("omega", "alpha", "sheet"),
    [
        (1.9, 0.1, "physical"),
        (2.0, 1e-3, "physical"),
        (0.4 + 0.2j, 1.2, "physical"),
        (1.5 - 0.3j, 0.2, "second"),
    ],
)
def test_agrees_with_fifteen_digits_of_mpmath(omega, alpha, sheet):
    exact = complex(precise_inverse_susceptibility(omega, alpha, digits=15, sheet=sheet))
    found = spectrum(omega, alpha, sheet=sheet)
    assert abs(found.inverse - exact) <= found.error + 1e-15 * abs(exact)


def test_mpmath_matches_the_definition_to_thirty_digits():
    with mp.workdps(32):
        expected = definition.D_imaginary("1.25", mp.mpf(1) / 4)
        ours = precise_inverse_susceptibility(1.25j, "1/4", digits=28)
        assert abs(ours - expected) < mp.mpf(10) ** -27 * expected


@given(alpha=st.floats(1e-4, 10), omega=st.floats(0, 20), height=st.floats(1e-3, 5))
@settings(max_examples=30, deadline=None)
def test_symmetries(alpha, omega, height):
    z = complex(omega, height)
    values = inverse_susceptibility([z, -z.conjugate(), -z, z.conjugate()], alpha)
    assert values[1] == values[0].conjugate()
    assert values[2] == values[0]
    assert values[3] == values[0].conjugate()
    retarded = inverse_susceptibility([omega, -omega], alpha)
    assert retarded[1] == retarded[0].conjugate()


@pytest.mark.parametrize(("center", "alpha"), [(1.9, 0.1), (1.2, 0.6), (0.5, 1.3)])
def test_second_sheet_continues_the_retarded_function(center, alpha):
    # mean value over a circle across the cut; no singularity inside, 48 points: 1e-13 and better
    circle = center + 0.1 * np.exp(2j * np.pi * (np.arange(48) + 0.5) / 48)
    mean = inverse_susceptibility(circle, alpha, sheet="second").mean()
    assert mean == pytest.approx(inverse_susceptibility(center, alpha)[()], rel=1e-12)


@pytest.mark.parametrize("alpha", ALPHAS)
def test_goldstone(alpha):
    # exactly zero at zero frequency, and quadratic next to it; 1e-13 is round-off of terms of
    # order alpha^(-1/3)
    assert abs(phase_inverse_susceptibility(1e-9j, alpha)) < 1e-8
    assert abs(phase_inverse_susceptibility(0.0, alpha)) < 1e-13


def test_phase_kernel_matches_the_definition():
    expected = definition.D_imaginary(0.8, 0.3, phase=True)
    found = phase_inverse_susceptibility(0.8j, 0.3).real
    assert found == pytest.approx(float(expected), rel=1e-12)


@pytest.mark.parametrize("alpha", [0.1, 1.3])
def test_second_sheet_begins_at_the_real_axis(alpha):
    above = inverse_susceptibility(1.9, alpha)
    below = inverse_susceptibility([1.9 - 1e-12j, 1.9 - 1e-15j], alpha, sheet="second")
    # |dD/domega| is below 3
    assert np.abs(below - above).max() < 1e-11


def test_no_pole_at_or_below_the_threshold():
    for alpha in (1e-4, 0.1, 0.5, 0.99):
        omega = np.linspace(0, 2 * gap_edge(alpha), 200)
        assert inverse_susceptibility(omega, alpha).real.min() > 0


@pytest.mark.parametrize(
    ("omega", "alpha", "name"),
    [(1.0, 0.0, "alpha"), (1.0, np.nan, "alpha"), (1.0, 1e3, "alpha"), (np.inf, 0.1, "omega")],
)
def test_bad_arguments_are_named(omega, alpha, name):
    with pytest.raises(ArgumentError, match=f"`{name}`"):
        inverse_susceptibility(omega, alpha)


def test_unknown_sheet_is_refused():
    with pytest.raises(ArgumentError, match="`sheet`"):
        inverse_susceptibility(1.0, 0.1, sheet="third")


def test_a_row_in_parts_has_the_bits_of_one_call(monkeypatch):
    omega = np.concatenate([np.linspace(0, 4, 23), 3 + np.geomspace(1e-3, 300, 20) * (1 - 0.3j)])
    for sheet in ("physical", "second"):
        whole = spectrum(omega, 0.3, sheet=sheet)
        monkeypatch.setattr(parts, "PART_SECONDS", 0.0)  # one frequency at a time, in the end
        single = spectrum(omega, 0.3, sheet=sheet)
        monkeypatch.undo()
        assert np.array_equal(whole.inverse, single.inverse)
        assert np.array_equal(whole.error, single.error)


@pytest.mark.parametrize("alpha", [0.1, 1.5, 100.0])
@pytest.mark.parametrize("omega", [1e4, 1e8, 1e30, 1e60])
def test_far_frequencies_keep_their_digits(alpha, omega):
    """Once wrong by a part in a million at 1e10, with an error of 1e-13 stated."""
    far = spectrum([omega, 1j * omega], alpha)
    # beyond everything D grows as 2 ln(omega), also off the imaginary axis: relative 1/omega left
    scale = max(1.0, alpha) / omega
    further = spectrum(3j * omega, alpha) if omega < 1e60 else spectrum(1j * omega / 3, alpha)
    step = 2 * np.log(3) * (1 if omega < 1e60 else -1)
    assert abs(further.inverse - far.inverse[1] - step) < 1e-10 + 30 * scale
    assert abs(far.inverse[0] - far.inverse[1] + 1j * np.pi) < 1e-10 + 30 * scale


def test_progress_is_told_up_to_the_end():
    told = []
    spectrum(np.array([0.5, 1.0 - 0.2j]), 0.3, sheet="second", progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
