import math

import numba
import numpy as np
import pytest

from higgs_num.core import lanes
from higgs_num.core.lanes import LANES, load, store
from higgs_num.core.rotation import shears, turned


@numba.njit(error_model="numpy")
def _apply(operation: int, a, b, c, out):  # type: ignore[no-untyped-def]
    x, y, z = load(a, 0), load(b, 0), load(c, 0)
    if operation == 0:
        store(out, 0, lanes.add(x, y))
    elif operation == 1:
        store(out, 0, lanes.sub(x, y))
    elif operation == 2:
        store(out, 0, lanes.mul(x, y))
    elif operation == 3:
        store(out, 0, lanes.fma(x, y, z))
    elif operation == 4:
        store(out, 0, lanes.fnma(x, y, z))
    elif operation == 5:
        store(out, 0, lanes.root(lanes.size(x)))
    elif operation == 6:
        store(out, 0, lanes.larger(x, y))
    elif operation == 7:
        store(out, 0, lanes.splat(a[3]))
    elif operation == 8:
        out[0] = lanes.total(x)


@numba.njit(error_model="numpy")
def _spin(angle: float, times: int, pair):  # type: ignore[no-untyped-def]
    t, s = shears(angle)
    x, y = load(pair, 0), load(pair, LANES)
    for _ in range(times):
        x, y = turned(x, y, lanes.splat(t), lanes.splat(s))
    store(pair, 0, x)
    store(pair, LANES, y)


def applied(operation: int, *arrays: np.ndarray) -> np.ndarray:
    out = np.zeros(LANES)
    _apply(operation, *arrays, out)
    return out


@pytest.fixture
def numbers() -> list[np.ndarray]:
    rng = np.random.default_rng(7)
    return [rng.standard_normal(LANES) for _ in range(3)]


def test_each_operation_is_numpys(numbers: list[np.ndarray]) -> None:
    a, b, c = numbers
    expected = [
        a + b,
        a - b,
        a * b,
        None,
        None,
        np.sqrt(abs(a)),
        np.maximum(a, b),
        np.full(8, a[3]),
    ]
    for operation, right in enumerate(expected):
        if right is not None:
            np.testing.assert_array_equal(applied(operation, a, b, c), right)


def test_multiply_add_rounds_once() -> None:
    """(1 + e)(1 - e) - 1 = -e^2 is lost when the product is rounded first."""
    e = 2.0**-30
    a, b, c = np.full(8, 1 + e), np.full(8, 1 - e), np.full(8, -1.0)
    assert np.all(a * b + c == 0.0)
    np.testing.assert_array_equal(applied(3, a, b, c), np.full(8, -(e * e)))
    np.testing.assert_array_equal(applied(4, a, b, -c), np.full(8, e * e))


@pytest.mark.parametrize("which", [0, 1])
def test_a_nan_is_not_lost_in_the_larger(which: int, numbers: list[np.ndarray]) -> None:
    numbers[which][2] = math.nan
    result = applied(6, *numbers)
    assert np.isnan(result[2])
    assert np.isfinite(np.delete(result, 2)).all()


def test_the_order_of_the_sum_is_fixed(numbers: list[np.ndarray]) -> None:
    a = numbers[0] * 10.0 ** np.arange(-8, 8, 2)
    folded = a[:4] + a[4:]
    folded = folded[:2] + folded[2:]
    assert applied(8, a, a, a)[0] == folded[0] + folded[1]


@pytest.mark.parametrize("angle", [0.3, -0.02, 2.5, 1e-9])
def test_shears_make_a_rotation(angle: float) -> None:
    pair = np.repeat([0.6, 0.8], LANES)
    _spin(angle, 1, pair)
    expected = [0.6 * math.cos(angle) + 0.8 * math.sin(angle),
                0.8 * math.cos(angle) - 0.6 * math.sin(angle)]  # fmt: skip
    # Three roundings, the middle ones of numbers up to tan(angle/2) times as large.
    tolerance = 4e-16 * (1.0 + abs(math.tan(angle / 2.0)))
    assert np.max(np.abs(pair - np.repeat(expected, LANES))) < tolerance


@pytest.mark.parametrize("angle", [0.3, 0.0123, 2.5])
def test_a_constant_rotation_keeps_lengths(angle: float) -> None:
    """A million times: rounded cos and sin alone could make each too long by 1e-16."""
    pair = np.repeat([0.6, 0.8], LANES)
    _spin(angle, 1_000_000, pair)
    length = math.hypot(pair[0], pair[LANES])
    # Random walk of 1e6 roundings of 1e-16, and the ellipse that (t, s) tilt the circle into.
    assert abs(length - 1.0) < 1e-12
