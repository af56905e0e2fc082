"""The samples in equilibrium against the self-consistent Born (Abrikosov-Gor'kov) theory."""

import math

import numpy as np
import pytest

from higgs_num.oracle import equilibrium
from higgs_sym.ground.errors import ArgumentError
from higgs_sym.registry import formula
from tests.higgs_num.oracle import born


@pytest.mark.parametrize(("rate_s", "rate_u"), [(0.1, 0.0), (0.3, 0.4)])
def test_the_suppression_of_the_gap_is_that_of_the_born_theory(
    rate_s: float, rate_u: float
) -> None:
    state = equilibrium(1.0, rate_s, rate_u, levels=160, realisations=12)
    logs = -np.log(state.gap_clean)
    expected = -math.log(born.gap_clean(born.coupling(1.0, rate_s, rate_u, 5.0), 5.0))
    error = logs.std(ddof=1) / math.sqrt(logs.size)
    # Four standard errors, and the 1/N of the average: rate/cutoff/N, a few 1e-4.
    assert abs(logs.mean() - expected) < 4 * error + 5e-4
    assert error < 3e-3  # or the comparison would say little


def test_gapless_suppression() -> None:
    state = equilibrium(1.0, 1.2, levels=160, realisations=12)
    logs = -np.log(state.gap_clean)
    expected = -math.log(born.gap_clean(born.coupling(1.0, 1.2, 0.0, 5.0), 5.0))
    # As above; the 1/N part grows with the rate.
    assert abs(logs.mean() - expected) < 4 * logs.std(ddof=1) / math.sqrt(12) + 6e-3


def test_the_born_theory_tends_to_the_closed_forms_for_an_infinite_band() -> None:
    for alpha, name in ((0.1, "ln_gap"), (0.3, "ln_gap"), (1.2, "ln_gap_gapless")):
        closed = formula(f"thermodynamics.{name}").lambdify("numpy")(alpha)
        near = -math.log(born.gap_clean(born.coupling(1.0, alpha, 0.0, 2e4), 2e4))
        # A band of width D differs by (rate/D) ln D times a number of order one.
        assert near == pytest.approx(closed, abs=3 * alpha / 2e4 * math.log(2e4))


def test_a_wider_band_is_nearer_to_the_closed_form() -> None:
    closed = float(formula("thermodynamics.ln_gap").lambdify("numpy")(0.3))
    far, near = (
        float(np.mean(-np.log(equilibrium(1.0, 0.3, cutoff=D, levels=N, realisations=4).gap_clean)))
        for D, N in ((5.0, 80), (20.0, 320))
    )
    # Born theory: 0.123 and 0.050 away; one standard error is 1e-3.
    assert abs(near - closed) < 0.5 * abs(far - closed)


def _born_edge(rate_s: float) -> float:
    below, above = 0.0, 1.0
    while above - below > 1e-5:
        middle = (below + above) / 2
        # The width leaves sqrt(1e-5) = 3e-3 at the edge and 1e-5 in the gap.
        inside = born.density(middle, 1.0, rate_s, 5.0, 1e-5) > 3e-2
        below, above = (below, middle) if inside else (middle, above)
    return above


@pytest.mark.parametrize("rate_s", [pytest.param(0.1, marks=pytest.mark.slow), 0.3])
def test_the_edge_extrapolates_to_that_of_the_born_theory(rate_s: float) -> None:
    sizes = np.array([50, 100, 200])
    edges = [equilibrium(1.0, rate_s, levels=int(n), realisations=24).edge for n in sizes]
    means = np.array([edge.mean() for edge in edges])
    errors = np.array([edge.std(ddof=1) / math.sqrt(edge.size) for edge in edges])
    # The lowest level at a square-root edge lies N^(-2/3) above it.
    line = np.polynomial.Polynomial.fit(sizes ** (-2 / 3), means, 1, w=1 / errors, domain=[])
    design = np.stack([np.ones(3), sizes ** (-2 / 3)], axis=1) / errors[:, None]
    error = math.sqrt(np.linalg.inv(design.T @ design)[0, 0])
    expected = _born_edge(rate_s)
    assert error < 0.015
    # Four standard errors, and the next power of N^(-2/3): 0.1 at the smallest size, squared.
    assert abs(line(0.0) - expected) < 4 * error + 0.01
    # A band of cutoff 5 moves the closed form of an infinite one by rate/cutoff.
    closed = float(formula("threshold.gap_edge").lambdify("numpy")(1.0, rate_s))
    assert expected == pytest.approx(closed, abs=rate_s / 5)


def test_the_density_of_states_is_that_of_the_born_theory() -> None:
    state = equilibrium(1.0, 0.3, levels=200, realisations=16)
    bins = np.linspace(0.6, 2.2, 9)
    found, error = state.density(bins)
    points = np.linspace(0.6, 2.2, 321)
    exact = [born.density(E, 1.0, 0.3, 5.0, 1e-5) for E in points]
    expected = [np.trapezoid(exact[40 * k : 40 * k + 41], dx=0.005) / 0.2 for k in range(8)]
    # Four standard errors, and 1 % for the 1/N of the average.
    assert np.all(np.abs(found - expected) < 4 * error + 0.01 * np.array(expected))
    assert np.all(error < 0.05)  # or the comparison would say little
    # symmetric on average
    negative, other = state.density(-bins[::-1])
    assert np.all(np.abs(negative[::-1] - found) < 4 * np.hypot(error, other[::-1]) + 1e-12)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"gap": 0.0}, "gap"),
        ({"gap": 6.0}, "cutoff"),
        ({"levels": 7}, "levels"),
        ({"rate_s": -0.1}, "rate_s"),
        ({"rate_u": 5.0}, "rate_u"),
        ({"realisations": 0}, "realisations"),
        ({"seed": 0.5}, "seed"),
        ({"workers": 0}, "workers"),
    ],
)
def test_wrong_arguments_are_told(change: dict[str, float], name: str) -> None:
    with pytest.raises(ArgumentError, match=f"`{name}`"):
        equilibrium(**{"gap": 1.0, "levels": 10, **change})  # type: ignore[arg-type]


def test_one_realisation_has_no_error() -> None:
    state = equilibrium(1.0, levels=20, realisations=1)
    ratio, error = state.density([-6.0, 6.0])
    assert ratio == pytest.approx(2 * 20 * (5 / 20) / 12)
    assert np.isinf(error).all()
    with pytest.raises(ArgumentError, match="bins"):
        state.density([1.0, 0.0])
