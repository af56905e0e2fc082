"""From T_c to a rate and from a rate to the gap, against certified tables, mpmath and limits."""

import math

import mpmath as mp
import pytest

from higgs_num.equilibrium.pair_breaking import CLEAN_TRANSITION
from higgs_num.equilibrium.reference import read_reference
from higgs_num.films import gap, rate_of_transition, transition
from higgs_sym.ground.errors import ArgumentError
from higgs_sym.registry import formula

ONSET = math.exp(-math.pi / 4)  # alpha = 1 in ln(Delta/Delta_00) = -pi alpha/4
TC_ROWS = read_reference("Tc-ratio")[1]
GAP_ROWS = read_reference("gap-ratio-thermal")[1]


@pytest.mark.parametrize("row", TC_ROWS, ids=lambda row: row["rate_s"])
def test_transition_of_the_certified_table(row: dict[str, str]) -> None:
    # The table has rates in units of T_c0. Next to the end T_c changes 30 times as much as the
    # rate, relatively: a few ulps become 1e-13.
    rate, expected = float(row["rate_s"]) * CLEAN_TRANSITION, float(row["value"])
    assert transition(rate) == pytest.approx(expected, rel=3e-13)
    assert rate_of_transition(expected) == pytest.approx(rate, rel=1e-14, abs=1e-15)


@pytest.mark.parametrize("row", GAP_ROWS, ids=lambda row: f"{row['rate_s']}-{row['T']}")
def test_gap_of_the_certified_table(row: dict[str, str]) -> None:
    # The equation is good to 1e-14, of which next to T_c the gap makes up to a hundred times more.
    found = gap(float(row["rate_s"]), float(row["T"]))
    assert found == pytest.approx(float(row["value"]), rel=5e-13)


@pytest.mark.parametrize("ratio", [0.999999, 0.97, 0.8, 0.5, 0.1, 0.01])
def test_the_law_of_the_transition_in_forty_digits(ratio: float) -> None:
    with mp.workdps(40):
        rate = mp.mpf(rate_of_transition(ratio)) * mp.pi * mp.exp(-mp.euler)  # in T_c0
        shift = mp.digamma(0.5) - mp.digamma(mp.mpf(0.5) + rate / (2 * mp.pi * ratio))
        # One ulp of the rate, 2e-16, and of 1 - ratio, which is what is known of it.
        assert float(abs(mp.log(ratio) - shift)) < 2e-15
    condition = formula("thermodynamics.T_c_condition").lambdify("mpmath")
    assert abs(condition(T_c=ratio, T_c0=1.0, rate_s=float(rate))) < 2e-15


def test_first_impurities_lower_the_transition_by_quarter_pi() -> None:
    def slope(rate: float) -> float:  # rates and temperatures in one unit
        return (transition(rate * CLEAN_TRANSITION) - 1.0) / rate

    # The next term is quadratic: the combination leaves h^2 = 1e-8, and round-off 1e-16/h.
    assert 2 * slope(1e-4) - slope(2e-4) == pytest.approx(-math.pi / 4, abs=3e-8)
    assert float(formula("thermodynamics.T_c_slope").expression) == -math.pi / 4


def test_superconductivity_ends_at_half_of_the_clean_gap() -> None:
    assert transition(0.5) == 0.0
    assert gap(0.5) == 0.0
    assert 0.0 < gap(0.4999) < 0.1
    # psi(1/2 + x) = ln x + 1/(24 x^2) + ... at x = rate/(2 pi T_c): rate = 1/2 - (pi T_c)^2/3, T_c
    # in units of Delta_00; the next term is T_c^2 smaller.
    for ratio in (1e-300, 0.9e-9, 1.1e-9, 1e-4, 1e-3, 1e-2):
        expected = (math.pi * ratio * CLEAN_TRANSITION) ** 2 / 3.0
        difference = 0.5 - rate_of_transition(ratio)
        # An exponential of up to ln(1e9) = 21, which has an ulp of 3.6e-15.
        assert difference == pytest.approx(expected, rel=10 * ratio**2, abs=4e-15)


def test_gapless_onset() -> None:
    # At rate = Delta = exp(-pi/4) Delta_00 both branches of the law meet.
    assert gap(ONSET) == pytest.approx(ONSET, rel=1e-14)
    assert pytest.approx(0.911876255531992, rel=1e-14) == ONSET / 0.5


@pytest.mark.parametrize("alpha", [1e-6, 0.3, 1.0, 1.3, 8.0])
def test_cold_gap_is_that_of_the_theory(alpha: float) -> None:
    name = "thermodynamics.ln_gap" if alpha <= 1.0 else "thermodynamics.ln_gap_gapless"
    expected = math.exp(float(formula(name).lambdify("mpmath")(alpha=alpha)))
    # Where alpha is large the gap changes by alpha times what the rate does.
    assert gap(alpha * expected) == pytest.approx(expected, rel=1e-13 * (1.0 + alpha**2))


@pytest.mark.parametrize("rate", [0.0, 0.1, 0.46, 0.49])
def test_gap_falls_to_zero_at_the_transition(rate: float) -> None:
    Tc = transition(rate) * CLEAN_TRANSITION
    assert gap(rate, 1e-4 * Tc) == pytest.approx(gap(rate), rel=1e-6)  # T^2 where gapless
    assert gap(rate, Tc) == 0.0
    # As a root: a hundredth of the distance, a tenth of the gap; the next term is 1e-4.
    near, far = (gap(rate, Tc * (1.0 - x)) for x in (1e-6, 1e-4))
    assert near == pytest.approx(0.1 * far, rel=1e-3)


@pytest.mark.parametrize("ratio", [0.0, -1.0, 1.0000001, math.nan])
def test_no_such_transition(ratio: float) -> None:
    with pytest.raises(ArgumentError, match="`ratio`"):
        rate_of_transition(ratio)
