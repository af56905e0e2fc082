"""Formulas at the ends of the double range: numpy and numba against mpmath, in every unit.

Every formula is homogeneous in the energy, so a point of order one has a twin in any unit. There
and where single arguments are extreme, floats are right to a part in 1e12 or an error says why not.
"""

import math
import random
from fractions import Fraction

import mpmath as mp
import pytest
import sympy as sp

from higgs_sym.backends import BackendGapError
from higgs_sym.ground.errors import ArgumentError, ComputationError
from higgs_sym.registry import formulas
from higgs_sym.symbols import TABLE
from tests.higgs_sym.sample_points import inside, points

# Promised by the backends. The reference has as many digits as can cancel: in one unit those of a
# double and of some powers, else twice or four times the double range.
ACCURACY = 1e-12
DIGITS, MANY_DIGITS = 60, 2700
# mpmath takes minutes for a polygamma of thousands of digits: fewer points, and as many digits as
# the ratio of two doubles has, for no power of such a ratio cancels in these formulas.
POLYGAMMA_DIGITS, POLYGAMMA_POINTS = 700, 10
POWERS = {"energy": 1, "energy^2": 2, "time": -1, "1/energy": -1, "1": 0,
          "1/length": 0, "energy length^2": 1}  # fmt: skip
SMALLEST, LARGEST = Fraction(2.3e-308), Fraction(1.79e308)
UNITS = (-300, -160, -80, 0, 80, 160, 300)
EXTREMES = (1e-300, 1e-160, 1e-30, 1e-9, 1e-4, 1.0, 1e4, 1e9, 1e30, 1e160, 1e300)
FLOATS = [
    (id, backend)
    for id, one in formulas().items()
    for backend in ("numpy", "numba")
    if not any(kind in id for kind in (".integral", ".angle"))
]


def function(id, backend):
    try:
        return formulas()[id].lambdify(backend)
    except BackendGapError:
        return None


def reference(id, point, digits):
    """Return the value of mpmath, 0 where all digits cancel, None outside of the domain."""
    one = formulas()[id].lambdify("mpmath")
    found = []
    try:
        for more in (digits, 2 * digits):
            with mp.workdps(more):
                found.append(one(*point))
    except (ArgumentError, ComputationError):
        return None
    smaller, larger = sorted(map(abs, found))
    return mp.mpf(0) if smaller <= larger * mp.mpf(10) ** (-digits // 2) else found[1]


def judge(id, found, point, digits=DIGITS):
    """Return "right" or "refused"; fail for a wrong number."""
    exact = reference(id, point, digits)
    try:
        value = found(*point)
    except (ArgumentError, ComputationError) as error:
        refused = str(error)
    else:
        assert exact is not None, (point, value)
        assert math.isfinite(value), point
        assert abs(value - exact) <= ACCURACY * abs(exact), (point, value, mp.nstr(exact, 20))
        return "right"
    assert "\n" not in refused
    # For a reason: a point outside, a pole, or a number that no double is.
    no_double = exact is None or abs(exact) > 1.79e308 or abs(exact) < 2.3e-308
    assert no_double, (point, refused)
    return "refused"


def in_unit(one, point, power):
    """Return the point with energies in a unit of 10^-power; None where one is no double."""
    scales = (Fraction(10) ** (power * POWERS[TABLE[str(s)].unit]) for s in one.arguments)
    exact = [Fraction(value) * scale for value, scale in zip(point, scales, strict=True)]
    if any(value and not SMALLEST <= abs(value) <= LARGEST for value in exact):
        return None  # squares of energies leave the range sooner
    return tuple(float(value) for value in exact)


@pytest.mark.parametrize(("id", "backend"), [f for f in FLOATS if f[1] == "numpy"])
def test_every_unit_gives_the_same_formula(id, backend):
    found = function(id, backend)
    one = formulas()[id]
    told = {
        power: [
            judge(id, found, scaled)
            for point in points(one, 2)
            if (scaled := in_unit(one, point, power)) is not None
        ]
        for power in UNITS
    }
    # Beyond, the value itself may be no double.
    assert told[0].count("right") >= 0.75 * len(told[0])


def extreme_points(one, number):
    draw = random.Random(one.id)
    for _ in range(number):
        point = [draw.choice(EXTREMES) * draw.uniform(0.5, 2.0) for _ in one.arguments]
        for place, symbol in enumerate(one.arguments):
            if symbol.is_positive is None and symbol.is_nonnegative is None:
                point[place] *= draw.choice((1.0, -1.0))
        if inside(one, tuple(map(Fraction, point))):
            yield tuple(point)


@pytest.mark.slow
@pytest.mark.parametrize(("id", "backend"), FLOATS)
def test_extreme_arguments_are_right_or_refused(id, backend):
    found = function(id, backend)
    if found is None:
        pytest.skip("no such function on this backend")
    one = formulas()[id]
    costly = bool(one.unfolded.atoms(sp.polygamma))
    number, digits = (POLYGAMMA_POINTS, POLYGAMMA_DIGITS) if costly else (60, MANY_DIGITS)
    for point in extreme_points(one, number):
        judge(id, found, point, digits)


@pytest.mark.slow
@pytest.mark.parametrize("id", [id for id, backend in FLOATS if backend == "numba"])
def test_every_unit_gives_the_same_formula_compiled(id):
    found = function(id, "numba")
    if found is None:
        pytest.skip("no such function on this backend")
    one = formulas()[id]
    for point in points(one, 2):
        for power in UNITS:
            if (scaled := in_unit(one, point, power)) is not None:
                judge(id, found, scaled)


def test_what_overflows_on_the_way_is_computed_again():
    # The square of beta eps/E is no double; the distribution is a number between 0 and 1.
    cosine = formulas()["lax.cos_theta_infinite"].lambdify("numpy")
    assert judge("lax.cos_theta_infinite", cosine, (1.0, 1.0, 1e200), MANY_DIGITS) == "right"


def test_the_largest_gap_has_a_mode():
    # 2 Delta sqrt(1 - z^2) with z = 0.8: 1.2 times the gap, also where 2 Delta is no double.
    for backend in ("numpy", "numba", "mpmath"):
        mode = formulas()["closure_mode.omega"].lambdify(backend)
        assert float(mode(1e308, 0.8)) == pytest.approx(1.2e308, rel=1e-15)
