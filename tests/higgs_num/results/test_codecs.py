"""What a header of a file may hold, and what the digest is made of."""

import hashlib
import math
from typing import Any

import numpy as np
import pytest

from higgs_num.results import NUMBER, OPTIONAL_NUMBER, TEXT, TEXTS, Quantity, json_of
from higgs_num.results.content import Content, Variable
from higgs_num.results.digest import digest


@pytest.mark.parametrize("wrong", ["1", 1, True, None, math.nan, math.inf, [1.0]])
def test_a_number_is_a_finite_float(wrong: Any) -> None:
    with pytest.raises(ValueError, match="is not a finite number"):
        NUMBER.from_attribute(wrong)
    assert NUMBER.from_attribute(-1.5) == -1.5


@pytest.mark.parametrize("wrong", ['"1"', "1", "true", "NaN", "[]"])
def test_an_optional_number_is_one_or_nothing(wrong: str) -> None:
    with pytest.raises(ValueError, match="is not a finite number"):
        OPTIONAL_NUMBER.from_attribute(wrong)
    assert OPTIONAL_NUMBER.from_attribute("null") is None
    assert OPTIONAL_NUMBER.from_attribute("0.25") == 0.25
    assert OPTIONAL_NUMBER.to_attribute(None) == "null"


def test_texts_are_texts() -> None:
    with pytest.raises(ValueError, match=r"1\.0 is not a text"):
        TEXT.from_attribute(1.0)
    for wrong in ('{"a": 1}', '["a"]', '"a"'):
        with pytest.raises(ValueError, match="is not a"):
            TEXTS.from_attribute(wrong)
    assert TEXTS.from_attribute('{"a": "1"}') == {"a": "1"}


def test_the_digest_is_that_of_the_parts_and_their_lengths() -> None:
    """Files that were written must go on being accepted: the bytes that are hashed, by hand."""
    gap = Variable(Quantity("gap", ("time",), "E", "Delta"), np.array([1.0, -0.0]))
    axis = Variable(Quantity("axis", ("axis",), "", "direction"), np.array(["x"], dtype=object))
    content = Content(
        {"gap": gap, "axis": axis}, {"version": 3, "seconds": 0.5, "digest": "not itself"}
    )
    parts = [
        b"axis", b"axis", b"", b"direction", b"(1,)", b"text", b"x",
        b"gap", b"time", b"E", b"Delta", b"(2,)", b"float64",
        bytes.fromhex("000000000000f03f" "0000000000000080"),
        b"seconds", b"float 0x1.0000000000000p-1", b"version", b"int 3",
    ]  # fmt: skip
    whole = b"".join(len(one).to_bytes(8, "little") + one for one in parts)
    assert digest(content) == f"sha256:{hashlib.sha256(whole).hexdigest()}"


@pytest.mark.parametrize("lost", [math.nan, math.inf])
def test_json_holds_no_number_that_json_lacks(lost: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_of(list, tuple).to_attribute((1.0, lost))
    assert json_of(list, tuple).from_attribute("[1.0, 2.0]") == (1.0, 2.0)
