from pathlib import Path

import mpmath as mp
import numpy as np
import pytest

from higgs_num.equilibrium import reference
from higgs_num.equilibrium.certified.quantity import QUANTITIES
from higgs_num.equilibrium.pseudospins import pseudospins
from higgs_num.equilibrium.threshold import threshold
from tests.higgs_num.equilibrium import definition, outsider

# Seconds per row are large for these: the script nests quadratures or sums thousands of roots.
COSTLY = {"coupling", "gap", "omega-H", "omega-H-cutoff", "gap-ratio-thermal", "gap-ratio"}


def _compare(name, rows):
    quantity, grids = reference.TABLES[name]
    function, agreement = outsider.SCRIPT[quantity]
    for row in rows:
        with mp.workdps(outsider.WORK):
            value = definition.exact(row["value"])
            start = {"start": value} if quantity in outsider.STARTED else {}
            expected = function(*(row[parameter] for parameter in grids), **start)
            bound = agreement * max(abs(value), mp.mpf(10) ** -10)
            assert abs(value - expected) <= bound, (name, row, mp.nstr(expected, 25))


def test_every_quantity_has_a_table_and_a_definition_of_its_own():
    made = {quantity for quantity, _ in reference.TABLES.values()}
    assert made == QUANTITIES.keys() == outsider.SCRIPT.keys()
    shipped = {path.stem for path in (Path(reference.__file__).parent / "tables").glob("*.csv")}
    assert shipped == reference.TABLES.keys()


def test_readers_find_every_quantity_in_the_table_of_the_page():
    page = Path(__file__).parents[3] / "docs" / "equilibrium.md"
    rows = [line for line in page.read_text("utf-8").splitlines() if line.startswith("| `")]
    told = {name for row in rows for name in row.split("`")[1].split()}
    assert told >= QUANTITIES.keys()


@pytest.mark.parametrize("name", [n for n in reference.TABLES if n not in COSTLY])
def test_the_script_agrees_with_some_rows(name):
    _, rows = reference.read_reference(name)
    _compare(name, rows[1 :: max(1, len(rows) // 4)])


@pytest.mark.slow
@pytest.mark.parametrize("name", reference.TABLES)
def test_the_script_agrees_with_every_row(name):
    _, rows = reference.read_reference(name)
    # about ten seconds a row
    _compare(name, rows[::4] if name.startswith("omega-H") else rows)


def _but_versions(text):
    """All lines but the versions it was made with, and the checksum over them as well."""
    return [
        line for line in text.splitlines() if not line.startswith(("# made_with:", "# sha256:"))
    ]


@pytest.mark.slow
@pytest.mark.parametrize("name", reference.TABLES)
def test_every_table_is_made_again_byte_for_byte(name):
    shipped = (Path(reference.__file__).parent / "tables" / f"{name}.csv").read_text("utf-8")
    assert _but_versions(reference.make(name)) == _but_versions(shipped)


@pytest.mark.parametrize("name", ["gap-edge", "dos", "dos-edge", "Sx"])
def test_cheap_tables_are_made_again_byte_for_byte(name):
    test_every_table_is_made_again_byte_for_byte(name)


@pytest.mark.parametrize(
    ("name", "part"), [("Sx", "Sx"), ("Sz", "Sz"), ("W-source", "W"), ("Sx-profile", "Sx")]
)
def test_float64_path_against_the_table(name, part):
    _, rows = reference.read_reference(name)
    for row in rows:
        x, rate_s, rate_u = float(row["x"]), float(row["rate_s"]), float(row["rate_u"])
        value = float(getattr(pseudospins(x, 1.0, rate_s, rate_u), part))
        expected = float(row["value"])
        # 4 ulp of the path, half an ulp of the reference, and the decimal arguments as doubles
        assert abs(value - expected) <= 6 * np.spacing(abs(expected)), row


def test_threshold_against_the_table():
    _, rows = reference.read_reference("gap-edge")
    for row in rows:
        expected = float(row["value"])
        # The decimal rate_s is rounded: near 1 that moves 1 - alpha^(2/3) by 2^-53.
        rounding = 3 * 2.0**-53 / max(1 - float(row["rate_s"]), 1e-3)
        value = threshold(1.0, float(row["rate_s"]))
        assert value == pytest.approx(expected, rel=rounding + 4 * 2.0**-52, abs=0)


# Abrikosov-Gor'kov theory as printed in the literature: table, arguments, digits as printed.
LITERATURE = [
    ("Tc-ratio", {"rate_s": "0.1"}, "0.920449541345807891"),
    ("Tc-ratio", {"rate_s": "0.3"}, "0.753947480214169152"),
    ("Tc-ratio", {"rate_s": "0.5"}, "0.572685181215026096"),
    ("Tc-ratio", {"rate_s": "0.7"}, "0.361882844676809575"),
    ("Tc-ratio", {"rate_s": "0.8"}, "0.227835008403858195"),
    ("Tc-ratio", {"rate_s": "0.88"}, "0.0323326053186126763"),
    ("gap-edge", {"rate_s": "0.1"}, "0.694922"),
    ("gap-edge", {"rate_s": "0.2"}, "0.533757"),
    ("gap-edge", {"rate_s": "0.5"}, "0.225098"),
]


@pytest.mark.parametrize(("name", "arguments", "printed"), LITERATURE)
def test_literature_values_to_all_printed_digits(name, arguments, printed):
    _, rows = reference.read_reference(name)
    (row,) = [r for r in rows if all(r[key] == value for key, value in arguments.items())]
    places = len(printed.partition(".")[2])
    with mp.workdps(40):
        assert abs(mp.mpf(row["value"]) - mp.mpf(printed)) <= mp.mpf(10) ** -places / 2
