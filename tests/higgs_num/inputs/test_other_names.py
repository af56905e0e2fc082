"""Other names of the rates, against the definitions that the formulas have."""

from fractions import Fraction

import pytest
import sympy as sp

from higgs_num.equilibrium.table import table
from higgs_num.inputs.exact import exact, written
from higgs_num.inputs.other_names import OTHER_NAMES, rate, settled
from higgs_sym.conversions import DEFINITIONS
from higgs_sym.ground.errors import ArgumentError
from higgs_sym.symbols import Delta


@pytest.mark.parametrize("name", OTHER_NAMES)
def test_each_says_what_the_chapter_of_conventions_states(name: str) -> None:
    other = OTHER_NAMES[name]
    symbol = sp.Symbol(other.rate, nonnegative=True)
    # The definition of the name, at the rate that this value of it is said to mean and Delta = 1.
    value = Fraction(3, 7)
    definition = DEFINITIONS[name].subs(Delta, 1)
    (argument,) = definition.free_symbols
    assert str(argument) == other.rate
    assert definition.subs(argument, sp.Rational(rate(name, value))) == sp.Rational(3, 7)
    assert symbol.name == argument.name


@pytest.mark.parametrize("text", ["0.1", "1/3", "2.5e-3", "0", "-7", "1e-30", "1e30", "123456.789"])
def test_a_number_is_written_as_it_was_read(text: str) -> None:
    assert exact("x", written(exact("x", text))) == exact("x", text)


@pytest.mark.parametrize(
    ("text", "short"), [("0.10", "0.1"), ("2/20", "0.1"), ("4/6", "2/3"), ("1e-30", "1e-30")]
)
def test_a_number_is_written_short(text: str, short: str) -> None:
    assert written(exact("x", text)) == short


def test_a_table_is_the_same_under_every_name() -> None:
    texts = {
        table("Sx", {"x": "0.5", name: value, "rate_u": "0"}, digits=12).content.csv
        for name, value in (
            ("rate_s", "0.2"), ("alpha", "0.2"), ("zeta_s", "0.1"), ("tau_s", "5"),
        )
    }  # fmt: skip
    assert len(texts) == 1


@pytest.mark.parametrize(
    ("given", "of_the_gap", "match"),
    [
        ({"rate_s": "0.1", "alpha": "0.1"}, True, "`alpha` must be left out with rate_s"),
        ({"zeta_s": "0.1", "tau_s": "1"}, True, "`tau_s` must be left out with zeta_s"),
        ({"alpha": "0.1"}, False, "`alpha` must be told as rate_s here"),
        ({"tau_s": "0"}, False, "`tau_s` must be > 0, but is 0"),
        ({"tau_u": "-1/3"}, True, "`tau_u` must be > 0"),
        ({"zeta_u": "x"}, True, "`zeta_u` must be a finite number"),
    ],
)
def test_a_rate_is_told_once_and_in_the_right_unit(
    given: dict[str, str], of_the_gap: bool, match: str
) -> None:
    with pytest.raises(ArgumentError, match=match):
        settled(given, of_the_gap=of_the_gap)
