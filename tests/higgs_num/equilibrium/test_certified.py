import mpmath as mp
import numpy as np
import pytest
from flint import arb, ctx, fmpq
from hypothesis import given, settings
from hypothesis import strategies as st

from higgs_num.equilibrium.certified import pseudospins as certified
from higgs_num.equilibrium.certified.enclosure import certify
from higgs_num.equilibrium.certified.gauss import integrate
from higgs_num.equilibrium.certified.quantity import QUANTITIES, quantity
from higgs_num.equilibrium.certified.roots import enclose_root
from higgs_num.equilibrium.certified.state import State, rational
from higgs_num.equilibrium.pseudospins import norm, pseudospins
from higgs_num.equilibrium.threshold import threshold
from higgs_sym.ground.errors import ArgumentError, ComputationError
from higgs_sym.ground.precision import precision
from tests.higgs_num.equilibrium.definition import exact


def entry(name, digits=30, **arguments):
    about = quantity(name)
    texts = {**about.parameters, **arguments}
    values = {p: None if texts[p] == "inf" else rational(p, texts[p]) for p in about.parameters}
    return certify(about, values, digits)


def fraction(value):
    numerator, denominator = float(value).as_integer_ratio()
    return fmpq(numerator, denominator)


DOMAIN = st.one_of(  # zeta_s: gapped, gapless, and both sides of alpha = 1
    st.floats(0.0, 0.5),
    st.floats(0.5, 5.0),
    st.floats(-8.0, -0.5).map(lambda p: 0.5 - 10.0**p),
    st.floats(-8.0, -0.5).map(lambda p: 0.5 + 10.0**p),
    st.floats(-8.0, -1.0).map(lambda p: 10.0**p),
)


@settings(max_examples=100, deadline=None)
@given(
    DOMAIN,
    st.one_of(st.just(0.0), st.floats(0.0, 5.0)),
    st.one_of(st.floats(-8.0, 8.0).map(lambda p: 10.0**p), st.floats(0.1, 40.0)),
    st.sampled_from([1.0, -1.0]),
)
def test_float64_is_within_four_ulp(zeta_s, zeta_u, size, sign):
    x, rate_s, rate_u = sign * size, 2 * zeta_s, 2 * zeta_u
    state = State(fraction(rate_s), (fraction(rate_s) - fraction(rate_u)) / 2)
    with precision(400):
        expected = certified.pseudospins_closed(state, fraction(x))
        ours = pseudospins(x, 1.0, rate_s, rate_u)
        values = {"Sx": ours.Sx, "Sz": ours.Sz, "W": ours.W, "norm": norm(x, 1.0, rate_s, rate_u)}
        for name, value in values.items():
            error = abs(arb(fraction(value)) - expected[name])
            assert error < 4 * float(np.spacing(abs(float(expected[name])))), name


@pytest.mark.parametrize("name", QUANTITIES)
def test_both_routes_overlap_and_more_digits_agree(name):
    arguments = {
        "x": "0.7",
        "rate_s": "0.1",
        "rate_u": "0.03",
        "T": "0.3",
        "E": "0.8",
        "cutoff": "7",
        "lam": "0.5",
    }
    values = {p: rational(p, arguments[p]) for p in quantity(name).parameters}
    short, long = (certify(quantity(name), values, digits) for digits in (8, 15))
    with mp.workdps(40):
        error = abs(mp.mpf(short.value) - mp.mpf(long.value))
        # 8 correctly rounded digits are within half a unit of the eighth
        assert error <= mp.mpf(10) ** -8 * abs(mp.mpf(long.value)) * 5


@pytest.mark.parametrize(
    ("rate_s", "rate_u"), [("0", "0"), ("1", "0"), ("1", "1"), ("0", "2"), ("3", "1")]
)
def test_removable_points_have_values(rate_s, rate_u):
    # x = 0 where c = 0 or c^2 = 1, alpha = 1 exactly: compared with x = 10^-15, error O(x^2)
    for name in ("Sx", "W", "norm", "w"):
        at, near = (
            mp.mpf(entry(name, 20, x=x, rate_s=rate_s, rate_u=rate_u).value) for x in ("0", "1e-15")
        )
        assert abs(at - near) <= mp.mpf(10) ** -14 * at
    assert entry("Sz", x="0", rate_s=rate_s, rate_u=rate_u).value == "0"


def test_exact_values_are_exact():
    assert entry("gap-edge", rate_s="1").value == "0"
    assert entry("dos", E="0.6", rate_s="0.1").value == "0"  # inside the gap, 0.6949...
    assert entry("gap-ratio-thermal", rate_s="0.1", T="0.5").value == "0"  # T > T_c
    assert entry("norm", 20, x="3").value == "1.0000000000000000000"
    assert float(entry("gap-ratio", rate_s="0").value) == 1.0


def test_edge_of_the_density_of_states_as_a_rational_point():
    # alpha = 1/8 = (1/2)^3 and E^(2/3) = 3/4 is irrational; (4/5)^3 and E = (3/5)^3 is a point
    # of the edge alpha^(2/3) + E^(2/3) = 1 with rational coordinates: N is exactly 0 there.
    alpha, E = fmpq(4, 5) ** 3, fmpq(3, 5) ** 3
    rate_s = f"{alpha.p}/{alpha.q}"
    assert entry("dos", E=f"{E.p}/{E.q}", rate_s=rate_s).value == "0"
    assert entry("gap-edge", 20, rate_s=rate_s).value == "0.21600000000000000000"
    assert threshold(1.0, 0.512) == pytest.approx(0.216, rel=4 * 2.0**-52)


def test_gap_inverts_coupling():
    lam = entry("coupling", 30, cutoff="5", rate_s="0.2", rate_u="0.6").value
    # Delta = omega_D/5, the unit of the rates before; here it is omega_D
    gap = entry("gap", 20, lam=lam, rate_s="0.04", rate_u="0.12").value
    assert abs(mp.mpf(gap) - mp.mpf("0.2")) < mp.mpf(10) ** -19


def test_mode_without_cutoff_is_the_limit_of_large_cutoff():
    limit = float(entry("omega-H", 15, rate_s="0.4", cutoff="inf").value)
    shifts = [
        float(entry("omega-H", 15, rate_s="0.4", cutoff=c).value) - limit for c in ("100", "1000")
    ]
    assert shifts[0] > shifts[1] > 0
    # The neglected integral beyond the cutoff falls like ln X/X.
    assert shifts[1] / shifts[0] == pytest.approx(0.1 * 3 / 2, rel=0.15)


def test_thermal_functions_approach_those_at_zero_temperature():
    for name in ("Sx", "Sz", "W"):
        cold = mp.mpf(entry(name, 15, x="1", rate_s="0.1").value)
        warm = mp.mpf(entry(f"{name}-thermal", 15, x="1", rate_s="0.1", T="0.03").value)
        # excitations cost at least Delta_th = 0.69: exp(-0.69/0.03) = 1e-10
        assert abs(warm - cold) < mp.mpf(10) ** -9


def test_clean_thermal_state_is_the_bcs_one():
    with mp.workdps(40):
        for x in ("0", "2"):
            E = mp.sqrt(1 + exact(x) ** 2)
            expected = mp.tanh(E / (2 * exact("0.4"))) / E
            assert abs(mp.mpf(entry("Sx-thermal", 20, x=x, T="0.4").value) - expected) < 1e-19


@pytest.mark.parametrize(
    ("name", "arguments", "argument"),
    [
        ("Sx", {"x": "nan"}, "x"),
        ("Sx", {"x": "1", "rate_s": "-0.2"}, "rate_s"),
        ("gap-ratio", {"rate_s": "0.5"}, "rate_s"),
        ("Tc-ratio", {"rate_s": "0.89"}, "rate_s"),
        ("dos", {"E": "1"}, "E"),
        ("dos-edge", {"rate_s": "1"}, "rate_s"),
        ("omega-H", {"rate_s": "0.2", "rate_u": "0.4"}, "rate_s - rate_u"),
        ("omega-H", {"rate_s": "2"}, "rate_s - rate_u"),
        ("gap", {"lam": "0.1", "rate_s": "0.3"}, "lam"),
        ("Sx-thermal", {"x": "1", "T": "0"}, "T"),
        ("Sx-thermal", {"x": "1", "T": "1e-6"}, "T"),
        ("coupling", {"cutoff": "inf"}, "cutoff"),
        ("coupling", {"cutoff": "-1"}, "cutoff"),
    ],
)
def test_outside_the_domain_the_argument_is_named(name, arguments, argument):
    with pytest.raises(ArgumentError, match=f"`{argument}`"):
        entry(name, 5, **arguments)


@pytest.mark.parametrize("digits", [0, -3, 1001, 10**9, 2.5])
def test_absurd_digits_are_refused(digits):
    with pytest.raises(ArgumentError, match="`digits`"):
        entry("Sx", digits, x="1")


def test_a_thousand_digits():
    # sqrt(1 - z^2) is known independently
    value = entry("omega-H", 1000, rate_s="0.2").value
    with mp.workdps(1010):
        assert abs(mp.mpf(value) - 2 * mp.sqrt(1 - mp.mpf("0.01"))) < mp.mpf(10) ** -999


def test_disagreeing_routes_stop_with_an_error():
    about = quantity("Sx")
    broken = type(about)(
        "Sx",
        "broken",
        about.parameters,
        about.closed,
        lambda a: about.quadrature(a) + arb(1e-9),
        about.routes,
    )
    arguments = {"x": fmpq(1), "rate_s": fmpq(0), "rate_u": fmpq(0)}
    with pytest.raises(ComputationError, match="do not overlap"):
        certify(broken, arguments, 20)


def test_undecidable_digits_stop_with_an_error():
    about = quantity("Sx")
    wide = type(about)("Sx", "wide", about.parameters, *(lambda _: arb(1, 1e-6),) * 2, about.routes)
    arguments = {"x": fmpq(1), "rate_s": fmpq(0), "rate_u": fmpq(0)}
    with pytest.raises(ComputationError, match="cannot be proven"):
        certify(wide, arguments, 20)


def test_precision_is_restored_even_after_an_error():
    before = ctx.prec, ctx.cap

    def fail():
        with precision(777, 5):
            assert (ctx.prec, ctx.cap) == (777, 5)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert (ctx.prec, ctx.cap) == before


def test_root_enclosure_holds_the_root_and_refuses_none():
    with precision(200):
        root = enclose_root(lambda t: arb(t) ** 2 - 2, fmpq(1), fmpq(2), rising=True)
        assert root.overlaps(arb(2).sqrt())
        assert root.rel_accuracy_bits() > 180
        # a wrong guess cannot be certified as a root
        with pytest.raises(ComputationError):
            enclose_root(lambda t: arb(t) ** 2 + 1, fmpq(1), fmpq(2), rising=True, guess=arb("1.4"))


def test_gauss_legendre_error_bound_holds_the_integral():
    # 1/(1+y^2) over (0, 3): arctan 3; poles at +-i, so half-height 0.9 is inside
    with precision(160):
        value = integrate(
            lambda y: 1 / (1 + y * y), lambda y: abs(1 / (1 + y * y)), arb(3), 0.9
        ).real
        assert value.overlaps(arb(3).atan())
        assert value.rel_accuracy_bits() > 140
