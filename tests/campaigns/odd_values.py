"""Values that no argument means, and numbers in every type that a user may hold them in.

Each is made anew for every call: generators are used up, arrays could be changed.
"""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

Make = Callable[[], Any]


class Failing:
    """An object of which nothing can be asked."""

    def __float__(self) -> float:
        raise RuntimeError("float")

    def __str__(self) -> str:
        raise RuntimeError("str")

    def __repr__(self) -> str:
        raise RuntimeError("repr")

    def __len__(self) -> int:
        raise RuntimeError("len")

    def __iter__(self) -> Any:
        raise RuntimeError("iter")


class FailingFloat(float):
    """A float that cannot be converted or shown."""

    __slots__ = ()

    def __float__(self) -> float:
        raise RuntimeError("float")

    def __repr__(self) -> str:
        raise RuntimeError("repr")

    __str__ = __repr__


# What no argument of any of the functions means, but where a campaign says otherwise.
NONSENSE: dict[str, Make] = {
    "text of a number": lambda: "1",
    "text": lambda: "ab",
    "empty text": lambda: "",
    "text of two lines": lambda: "1\n2",
    "bytes": lambda: b"1",
    "bytearray": lambda: bytearray(b"ab"),
    "memoryview": lambda: memoryview(b"ab"),
    "imaginary": lambda: 1j,
    "complex without imaginary part": lambda: 1.0 + 0.0j,
    "complex128": lambda: np.complex128(1.0),
    "complex array": lambda: np.array([1.0 + 0.0j, 2.0]),
    "complex 0-d": lambda: np.array(1.0 + 0.0j),
    "Decimal nan": lambda: Decimal("nan"),
    "Decimal snan": lambda: Decimal("sNaN"),
    "Decimal infinity": lambda: Decimal("Infinity"),
    "Decimal beyond doubles": lambda: Decimal("1e999999999"),
    "int beyond doubles": lambda: 10**400,
    "negative int beyond doubles": lambda: -(10**400),
    "int of thousands of digits": lambda: 10**5000,
    "Fraction beyond doubles": lambda: Fraction(10**400, 3),
    "nan": lambda: float("nan"),
    "inf": lambda: float("inf"),
    "-inf": lambda: float("-inf"),
    "float32 nan": lambda: np.float32("nan"),
    "0-d nan": lambda: np.array(float("nan")),
    "empty dict": dict,
    "dict": lambda: {0: 1.0},
    "set": lambda: {1.0, 2.0},
    "generator": lambda: (x for x in (1.0, 2.0)),
    "texts": lambda: ["1", "2"],
    "text array": lambda: np.array(["1", "2"]),
    "bytes array": lambda: np.array([b"1", b"2"]),
    "0-d text": lambda: np.array("1"),
    "object array": lambda: np.array([1.0, None], dtype=object),
    "bool array": lambda: np.array([True, False]),
    "bools among numbers": lambda: [True, 2.0],
    "datetime": lambda: np.datetime64("2020-01-01T00:00:00", "ns"),
    "timedelta": lambda: np.timedelta64(1, "ns"),
    "datetimes": lambda: np.array(["2020-01-01", "2021-01-01"], dtype="datetime64[ns]"),
    "masked array": lambda: np.ma.array([1.0, 2.0], mask=[False, True]),
    "masked 0-d": lambda: np.ma.array(1.0, mask=True),
    "masked": lambda: np.ma.masked,
    "ragged": lambda: [[1.0], [1.0, 2.0]],
    "three dimensions": lambda: np.ones((2, 2, 2)),
    "structured": lambda: np.zeros(2, dtype=[("a", float)]),
    "class": lambda: dict,
    "module": lambda: np,
    "object": object,
    "ellipsis": lambda: ...,
    "slice": lambda: slice(3),
    "failing": Failing,
}

# Each gives back the same number, or one that the plain double is asked for as well.
SPELLINGS: dict[str, Callable[[float], Any]] = {
    "int": int,
    "Fraction": Fraction,
    "Decimal": Decimal,
    "float64": np.float64,
    "float32": np.float32,
    "float16": np.float16,
    "longdouble": np.longdouble,
    "int8": np.int8,
    "int64": np.int64,
    "uint64": np.uint64,
    "0-d": np.array,
    "0-d int": lambda x: np.array(int(x)),
    "0-d object": lambda x: np.array(Fraction(x), dtype=object),
    "0-d unmasked": np.ma.array,
}

EDGES: dict[str, float] = {
    "-0.0": -0.0, "0": 0.0, "-1": -1.0, "5e-324": 5e-324, "1e-310": 1e-310, "1e-300": 1e-300,
    "1e-26": 1e-26, "1e26": 1e26, "1e300": 1e300, "1e308": 1e308,
}  # fmt: skip
