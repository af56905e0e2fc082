"""Films against the response in units of the gap, closed forms, and constants by hand."""

import math

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.optimize import brentq

from higgs_num.films import WEAK_COUPLING, Clean, Film, Prediction, predict, predict_all, state
from higgs_num.films.mode import mode
from higgs_num.films.prediction import ENERGIES
from higgs_num.films.table import UNITS, in_units
from higgs_num.response import gap_edge, peak, second_sheet_pole
from higgs_sym.ground.errors import ArgumentError
from higgs_sym.registry import formula
from tests.higgs_num.films.samples import CLEAN, FILM

# CODATA 2018, exact in the SI; ten digits.
KELVIN, TERAHERTZ, PER_CM, HBAR = 11.604518121, 0.2417989242, 8.065543937, 0.6582119569
TEN_DIGITS = 1e-9


def test_units_by_hand() -> None:
    assert in_units(1.0, "THz") == pytest.approx(TERAHERTZ, rel=TEN_DIGITS)
    assert in_units(1.0, "1/cm") == pytest.approx(PER_CM, rel=TEN_DIGITS)
    assert Clean(KELVIN, ratio=4.0).gap_meV == pytest.approx(2.0, rel=TEN_DIGITS)
    assert in_units(None, "THz") is None
    assert set(UNITS) == {"meV", "THz", "1/cm"}


def test_weak_coupling_is_that_of_BCS() -> None:
    assert pytest.approx(2 * math.pi * math.exp(-0.5772156649015329), rel=1e-15) == WEAK_COUPLING


def test_a_film_is_the_response_in_units_of_its_gap() -> None:
    found = predict(FILM, CLEAN)

    # By other means: alpha exp(-pi alpha/4) = rate/Delta_00, rate from the law of T_c in kelvin.
    def law(rate: float) -> float:
        from scipy.special import digamma

        shift = digamma(0.5) - digamma(0.5 + rate / (2 * math.pi * 12.5))
        return float(math.log(12.5 / 15.0) - shift)

    rate = brentq(law, 0.0, 13.0, xtol=1e-14) / KELVIN
    assert found.rate == pytest.approx(rate, rel=TEN_DIGITS)
    reduced = rate / (15.0 * WEAK_COUPLING / 2 / KELVIN)
    alpha = brentq(lambda a: a * math.exp(-math.pi * a / 4) - reduced, 0.0, 1.0, xtol=1e-15)
    assert found.state.alpha == pytest.approx(alpha, rel=TEN_DIGITS)
    unit = rate / alpha
    top, pole = peak(alpha, "absorption"), second_sheet_pole(alpha)
    assert top is not None
    assert top.width is not None
    assert pole is not None
    expected = {
        "rate": rate,
        "gap": unit,
        "threshold": 2 * gap_edge(alpha) * unit,
        "peak": top.omega * unit,
        "full_width": top.width * unit,
        "pole_real": pole.omega.real * unit,
        "pole_imag": pole.omega.imag * unit,
        "closure_mode": 2 * unit * math.sqrt(1 - alpha**2 / 4),
        "printed_13": 2 * unit * math.sqrt(1 - alpha**2),
    }
    assert found.energies == pytest.approx(expected, rel=TEN_DIGITS)
    assert list(expected) == list(ENERGIES)
    assert found.decay_ps == pytest.approx(HBAR / -expected["pole_imag"], rel=TEN_DIGITS)


def same(one: Prediction, other: Prediction) -> bool:
    return one.energies == pytest.approx(other.energies, rel=1e-10)


def test_three_ways_to_tell_one_film() -> None:
    first = predict(FILM, CLEAN)
    # The rate comes out of T_c to 1e-15, and goes back through a root of T_c to 1e-14.
    assert same(predict(Film("A", rate_meV=first.rate), CLEAN), first)
    told = Film("A", concentration=4.0, slope_meV=first.rate / 4.0)
    assert same(predict(told, CLEAN), first)
    assert predict(told, CLEAN).state.Tc_K == pytest.approx(12.5, rel=1e-13)


def test_the_ratio_scales_energies_and_nothing_else() -> None:
    weak, strong = (predict(FILM, Clean(15.0, ratio), 3.0) for ratio in (WEAK_COUPLING, 4.2))
    factor = 4.2 / WEAK_COUPLING
    for name, value in weak.energies.items():
        other = strong.energies[name]
        if value is None:
            assert other is None
        else:
            assert other == pytest.approx(factor * value, rel=1e-13)
    assert strong.state.alpha == pytest.approx(weak.state.alpha, rel=1e-13)
    # What is told of the rate says so.
    assert f"({factor:.6g} 2 pi k T_c)" in strong.clean.convention
    assert "rate/(2 pi k T_c)" in weak.clean.convention


def test_without_impurities_an_edge() -> None:
    found = predict(Film("clean", Tc_K=15.0), CLEAN)
    double = 15.0 * WEAK_COUPLING / KELVIN
    for name in ("threshold", "peak", "printed_13"):
        assert found.energies[name] == pytest.approx(double, rel=TEN_DIGITS)
    assert (found.rate, found.full_width, found.state.alpha) == (0.0, 0.0, 0.0)
    assert found.pole_real is found.decay_ps is found.closure_mode is None
    # Clean peaks are what those of little pair breaking tend to: 2 - 0.97 alpha, and a width
    # of alpha^(2/3).
    near = mode(1e-6)
    assert near.peak == pytest.approx(2.0, abs=1e-6)
    assert near.full_width == pytest.approx(0.0, abs=5e-4)
    below = mode(0.9e-6)
    assert (below.threshold, below.peak, below.full_width, below.pole) == (2.0, 2.0, 0.0, None)


@pytest.mark.parametrize("alpha", [0.0, 0.3, 1.0])
def test_13_is_what_is_printed(alpha: float) -> None:
    printed = formula("closure_mode.printed_13").lambdify("mpmath")(Delta=1.0, rate_s=alpha)
    # A root near its zero: half of the digits.
    assert mode(alpha).printed_13 == pytest.approx(float(printed), rel=1e-14, abs=1e-7)


def test_gapless_films_are_told_no_mode_of_9() -> None:
    found = predict(Film("E", Tc_K=2.0), CLEAN)
    assert found.state.alpha > 1.55
    assert found.threshold == 0.0
    assert found.closure_mode is found.printed_13 is None
    # A pole without oscillation.
    assert found.pole_real == 0.0
    assert found.decay_ps is not None
    # Between alpha = 1 and 1.542 a fold is nearer than a pole.
    between = predict(Film("F", Tc_K=3.0), CLEAN)
    assert 1.0 < between.state.alpha < 1.542
    assert between.pole_imag is between.decay_ps is None
    assert between.peak is not None


def test_at_a_temperature_the_unit_is_the_gap_there() -> None:
    found = predict(FILM, CLEAN, 6.0)
    at = found.state
    assert at.heat == pytest.approx(6.0 / KELVIN / at.gap_meV, rel=TEN_DIGITS)
    assert at.alpha == pytest.approx(at.rate_meV / at.gap_meV, rel=1e-14)
    top = peak(at.alpha, "absorption", temperature=at.heat)
    assert top is not None
    assert found.peak == pytest.approx(top.omega * at.gap_meV, rel=1e-14)
    assert found.pole_real is found.decay_ps is None
    cold = predict(FILM, CLEAN)
    assert at.gap_meV < cold.gap
    assert at.rate_meV == cold.rate


@pytest.mark.parametrize(("alpha", "heat"), [(0.3, 0.5), (0.9, 0.1), (0.05, 3.0)])
def test_the_mode_of_9_is_at_one_place_at_all_temperatures(alpha: float, heat: float) -> None:
    """int d eps of the pole condition, one Matsubara frequency after the other."""
    omega, z = mode(alpha, heat).closure_mode, alpha / 2
    assert omega is not None
    for n in range(4):
        nu = math.pi * heat * (2 * n + 1)
        u = brentq(lambda u, nu=nu: u * (1 - alpha / math.hypot(1, u)) - nu, nu, nu + 10 * alpha)
        R = math.hypot(1.0, u)
        kappa = R - z

        def integrand(eps: float, R: float = R, kappa: float = kappa) -> float:
            # S^x and S^z of this frequency; `closure_mode.laplace_integrand` at p = -i omega.
            lorentzian = 1.0 / (kappa**2 + eps**2)
            Sx, Sz = kappa / R * lorentzian, -eps * lorentzian
            return Sx + 4 * eps * Sz / (4 * (eps**2 + 1) - omega**2)

        whole = quad(integrand, 0.0, np.inf, limit=400, epsabs=1e-12)[0]
        size = quad(lambda eps: abs(integrand(eps)), 0.0, np.inf, limit=400, epsabs=1e-9)[0]
        assert abs(whole) < 1e-6 * size  # of the quadratures


def test_what_is_cold_enough_for_zero() -> None:
    """The differences that `is_cold` tells, at the lowest temperature that is supported."""
    for alpha, least, most in ((0.5, 0.0, 1e-11), (1.0, 1e-5, 1e-4), (10.0, 1e-8, 1e-6)):
        zero, low = (peak(alpha, "absorption", temperature=T) for T in (0.0, 1e-3))
        assert zero is not None
        assert low is not None
        assert least <= abs(low.omega / zero.omega - 1.0) < most
    assert mode(1.0, 0.999e-3) == mode(1.0, 0.0)
    assert mode(1.0, 1e-3) != mode(1.0, 0.0)


@pytest.mark.parametrize(
    ("film", "temperature", "text"),
    [
        (Film("x", Tc_K=16.0), 0.0, "`Tc_K of film x` must be <= T_c0, 15 K .*, but is 16"),
        (Film("x", rate_meV=1.2), 0.0, r"`rate_meV of film x` must leave .*< 1\.1399.*is 1\.2"),
        (Film("x", concentration=9.0, slope_meV=0.5, line=7), 0.0, r"film x \(line 7\)`.*2\.27"),
        (Film("x", Tc_K=4.0), 4.0, "`temperature` must be below T_c of film x, 4 K, but is 4"),
        (Film("x", Tc_K=4.0), 3.99999, "`temperature` must be further below T_c of film x"),
        (Film("x", Tc_K=0.001), 0.0, r"`film x` must leave 1/\(tau_s Delta\) <= 100"),
        (FILM, -1.0, "`temperature` must be >= 0"),
        (Film("x", Tc_K=12.5, gap_meV=4.1), 0.0, r"within 15 % of 2\.059 meV.*--ratio 7\.02"),
        (Film("x", Tc_K=12.5, gap_meV=1.7), 0.0, r"within 15 % .*--ratio 2\.91"),
    ],
)  # fmt: skip
def test_what_contradicts_itself_is_told(film: Film, temperature: float, text: str) -> None:
    with pytest.raises(ArgumentError, match=text) as caught:
        state(film, CLEAN, temperature)
    assert "\n" not in str(caught.value)


def test_a_measured_gap_may_differ_by_fifteen_percent() -> None:
    expected = predict(FILM, CLEAN).gap
    for share, fine in ((0.851, True), (1.149, True), (0.849, False), (1.151, False)):
        film = Film("x", Tc_K=12.5, gap_meV=share * expected)
        if fine:
            assert predict(film, CLEAN).energies == predict(FILM, CLEAN).energies
        else:
            with pytest.raises(ArgumentError, match="gap_meV"):
                predict(film, CLEAN)
    # The ratio that is measured mends it.
    film = Film("x", Tc_K=12.5, gap_meV=1.2 * expected)
    assert predict(film, Clean(15.0, 1.2 * WEAK_COUPLING)).gap == pytest.approx(film.gap_meV)


def test_all_films_are_checked_before_any_work(monkeypatch: pytest.MonkeyPatch) -> None:
    from higgs_num.films import prediction

    monkeypatch.setattr(prediction, "mode", lambda *_: pytest.fail("work was done"))
    with pytest.raises(ArgumentError, match="film last"):
        predict_all([FILM, Film("last", Tc_K=15.1)], CLEAN)
    for films, temperatures, text in (
        ([], [0.0], "`films` must be one at least"),
        ([FILM, FILM], [0.0], "`films` must be told once each"),
        ([FILM], [], "`temperatures` must be one at least"),
        ([FILM], [1.0, 1], "`temperatures` must be told once each"),
        ([FILM], 1.0, "`temperatures` must be a list"),
        ([Film(str(k), Tc_K=1.0) for k in range(101)], [k / 1e6 for k in range(100)], "at most"),
    ):
        with pytest.raises(ArgumentError, match=text):
            predict_all(films, CLEAN, temperatures)  # type: ignore[arg-type]


def test_rows_go_film_by_film() -> None:
    told: list[float] = []
    found = predict_all([FILM, Film("c", Tc_K=15.0)], CLEAN, [2.0, 0.0], progress=told.append)
    assert [(one.film.name, one.state.temperature) for one in found] == [
        ("A", 2.0), ("A", 0.0), ("c", 2.0), ("c", 0.0),
    ]  # fmt: skip
    assert told == [0.25, 0.5, 0.75, 1.0]
    assert found[1] == predict(FILM, CLEAN)


def test_units_are_printed_and_at_hand() -> None:
    found = predict(FILM, CLEAN)
    assert found.peak is not None
    assert found.full_width is not None
    assert found.peak_THz == pytest.approx(TERAHERTZ * found.peak, rel=TEN_DIGITS)
    assert found.full_width_THz == pytest.approx(TERAHERTZ * found.full_width, rel=TEN_DIGITS)
    told = str(found)
    assert f"{found.peak:.4g} meV" in told
    assert f"{TERAHERTZ * found.peak:.4g} THz" in told
    warm = predict(FILM, CLEAN, 4.0)
    assert "ps" not in str(warm)  # no pole is told at T > 0
