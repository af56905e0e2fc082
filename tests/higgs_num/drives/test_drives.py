"""Drives by themselves: factors, series and pieces, all from one expression."""

import cmath
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import mpmath as mp
import numpy as np
import pytest

from higgs_num.drives import DRIVES, Drive, Modulation, Pulse, Ramp
from higgs_num.drives.jet import Jet, sin
from higgs_num.quench import Problem
from higgs_sym.ground.errors import ArgumentError


@dataclass(frozen=True)
class Example:
    """A drive, lambda/lambda_final at some times for the initial ratio 0.6, and its break points.

    The numbers are worked out by hand.
    """

    drive: Drive
    factors: dict[float, float]
    breaks: tuple[float, ...]


EXAMPLES = [
    Example(Ramp(4.0), {0.0: 0.6, 1.0: 0.7, 4.0: 1.0, 9.0: 1.0}, (4.0,)),
    Example(
        Pulse(0.5, 1.0, 3.0), {0.0: 1.0, 1.0: 1.0, 2.0: 1.375, 2.5: 1.5, 4.0: 1.0, 7.0: 1.0},
        (1.0, 4.0),
    ),
    Example(Modulation(0.5, math.pi), {0.0: 1.0, 0.5: 1.5, 1.5: 0.5}, ()),
]  # fmt: skip
ONE_OF_EACH = [one.drive for one in EXAMPLES]


@pytest.mark.parametrize("one", EXAMPLES, ids=lambda one: type(one.drive).__name__)
def test_factors_and_breaks(one: Example) -> None:
    times = np.array(list(one.factors))
    values = one.drive.factor(times, 0.6, times)
    np.testing.assert_allclose(values, list(one.factors.values()), rtol=0, atol=1e-15)
    assert one.drive.breaks == one.breaks


def test_every_kind_is_tried_here() -> None:
    assert {type(one) for one in ONE_OF_EACH} == set(DRIVES.kinds)


@pytest.mark.parametrize("drive", ONE_OF_EACH)
def test_series_are_derivatives_by_mpmath(drive: Drive) -> None:
    times, order = np.array([0.3, 1.7, 5.0]), 9
    found = drive.series(times, 0.6, times, order)
    with mp.workdps(40):
        for t, row in zip(times.tolist(), found, strict=True):
            exact = mp.taylor(drive.piece(t, 0.6, mp.sin), t, order)
            # Round-off of sums of up to ten terms, none larger than the largest coefficient.
            np.testing.assert_allclose(row, np.array(exact, float), rtol=0, atol=1e-14)


@pytest.mark.parametrize("drive", ONE_OF_EACH)
def test_near_a_break_the_piece_is_continued(drive: Drive) -> None:
    for end in drive.breaks:
        for near in (end - 0.2, end + 0.2):
            t = np.array([end - 0.1, end + 0.1])
            piece = drive.piece(near, 0.6, math.sin)
            found = drive.factor(t, 0.6, np.full(2, near))
            np.testing.assert_allclose(found, [piece(t[0]), piece(t[1])], rtol=0, atol=1e-15)


def test_jets_have_the_arithmetic_of_series() -> None:
    t = Jet.of_time(np.array([0.4, -1.1]), 6)
    made = 2.0 - (t * t - 0.5) / 4.0 + sin(1.5 * t + 0.2) * t
    with mp.workdps(30):
        for row, at in zip(made.coefficients, (0.4, -1.1), strict=True):
            exact = mp.taylor(lambda t: 2 - (t * t - 0.5) / 4 + mp.sin(1.5 * t + 0.2) * t, at, 6)
            np.testing.assert_allclose(row, np.array(exact, float), rtol=0, atol=1e-14)


def test_an_expression_serves_numbers_of_any_kind() -> None:
    """As other packages evaluate it: here complex numbers, which the drive does not know of."""
    drive = Modulation(0.3, 2.0)
    sine: Callable[[Any], Any] = cmath.sin
    assert drive.piece(1.0, 1.0, sine)(1j) == pytest.approx(1.0 + 0.3j * math.sinh(2.0))


def test_one_that_cannot_be_rebuilt_from_a_file_is_refused() -> None:
    @dataclass(frozen=True)
    class Step(Drive):
        def pieces(self, initial: float, sin: Any) -> Any:
            return ()

    with pytest.raises(ArgumentError, match=f"one of {', '.join(DRIVES.table)}") as caught:
        Problem(0.9, 1.0, drive=Step(), levels=40, t_max=2.0)
    assert caught.value.name == "drive"


@pytest.mark.parametrize(
    ("kind", "last", "first"),
    [
        # The coupling stays attractive up to the border, and is not at it.
        (lambda height: Pulse(height, 0.0, 1.0), math.nextafter(-1.0, 0.0), -1.0),
        (lambda amplitude: Modulation(amplitude, 1.0), math.nextafter(1.0, 0.0), 1.0),
        (lambda amplitude: Modulation(amplitude, 1.0), math.nextafter(-1.0, 0.0), -1.0),
        # A drive begins at t = 0 at the earliest, and lasts.
        (lambda start: Pulse(0.1, start, 1.0), 0.0, -5e-324),
        (lambda duration: Pulse(0.1, 0.0, duration), 1e-40, math.nextafter(1e-40, 0.0)),
        (lambda frequency: Modulation(0.1, frequency), 1e-25, math.nextafter(1e-25, 0.0)),
        (Ramp, 1e-40, math.nextafter(1e-40, 0.0)),
    ],
)
def test_the_border_of_what_is_taken(
    kind: Callable[[float], Drive], last: float, first: float
) -> None:
    assert last in vars(kind(last)).values()
    with pytest.raises(ArgumentError):
        kind(first)


def test_a_break_belongs_to_what_comes_after() -> None:
    ramp = Ramp(4.0)
    # Beyond its end the ramp would go on rising; the rest is 1.
    assert ramp.piece(4.0, 0.6, math.sin)(5.0) == 1.0
    assert ramp.piece(math.nextafter(4.0, 0.0), 0.6, math.sin)(5.0) == pytest.approx(1.1)
    at = np.array([4.0, math.nextafter(4.0, 0.0)])
    np.testing.assert_allclose(ramp.factor(np.full(2, 5.0), 0.6, at), [1.0, 1.1], rtol=1e-15)
    series = ramp.series(np.full(2, 5.0), 0.6, at, 1)
    np.testing.assert_allclose(series, [[1.0, 0.0], [1.1, 0.1]], rtol=0, atol=1e-15)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, None, "1"])
def test_every_parameter_is_a_finite_number(value: Any) -> None:
    for kind, parameters in ((Ramp, (4.0,)), (Pulse, (0.5, 1.0, 3.0)), (Modulation, (0.5, 2.0))):
        for place in range(len(parameters)):
            with pytest.raises(ArgumentError) as caught:
                kind.of(*parameters[:place], value, *parameters[place + 1 :])
            assert caught.value.name == kind.parameters()[place]


def test_parameters_are_plain_numbers() -> None:
    assert [type(one) for one in vars(Pulse(np.float64(0.5), 1, np.float32(3.0))).values()] == [
        float, float, float,
    ]  # fmt: skip
