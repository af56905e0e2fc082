"""Films from files: what is read, and what is refused with the line it is in."""

from pathlib import Path

import pytest

from higgs_num.films import Film, predict_all, read_films, write
from higgs_num.films.quantity import quantities, quantity
from higgs_sym.ground.errors import ArgumentError, FileError, HiggsError
from tests.higgs_num.films.samples import CLEAN, EXAMPLE


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "my films.csv"


def test_the_example() -> None:
    films = read_films(EXAMPLE, slope_meV=0.8)
    assert films[0] == Film("clean", Tc_K=15.0, gap_meV=2.25, line=3)
    assert films[3] == Film("C", rate_meV=0.7, line=6)
    assert films[4] == Film("D", concentration=1.2, slope_meV=0.8, line=7)
    assert len(films) == 6


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tc_K\n12\n11.5\n", [("1", 12.0, 2), ("2", 11.5, 3)]),
        (
            "\ufeffname,Tc_K\r\nA , 12 K\r\n\r\n# no\r\n,\r\nB,1 meV",
            [("A", 12.0, 2), ("B", 11.604518121, 6)],
        ),
        ("name;Tc_K\na b;1e1\n", [("a b", 10.0, 2)]),
        ("Tc_K\tname\n12\tx\n", [("x", 12.0, 2)]),
        ("name;Tc_K\nA;12,5\nB;9,0 K\nC;1,25e1\n", [("A", 12.5, 2), ("B", 9.0, 3), ("C", 12.5, 4)]),
        ("Tc_K\tgap_meV\n12,5\t2,0\n", [("1", 12.5, 2)]),
        ('name,Tc_K\n"A",12\n,9\n', [("A", 12.0, 2), ("2", 9.0, 3)]),
    ],
)
def test_what_is_read(file: Path, text: str, expected: list[tuple[str, float, int]]) -> None:
    file.write_text(text, encoding="utf-8", newline="")
    found = read_films(file)
    assert [(one.name, one.line) for one in found] == [(name, line) for name, _, line in expected]
    # Ten digits by hand.
    assert [one.Tc_K for one in found] == pytest.approx([Tc for _, Tc, _ in expected], rel=1e-9)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty; it must hold columns"),
        ("\n# only this\n", "is empty"),
        ("name,Tc_K\n", "has no films"),
        ("name,gap_meV\nA,1\n", "has no column of Tc_K, rate_meV, concentration"),
        ("name,Tc\nA,1\n", "has a column `Tc`; only name, Tc_K"),
        ("Tc_K,Tc_K\n1,1\n", "has the column `Tc_K` twice"),
        ("12\n11\n", "has a column `12`"),
        ("name,Tc_K\nA,12,3\n", "has 3 cells in line 2, not the 2"),
        ("name,Tc_K\nA\n", "has 1 cells in line 2"),
        ("name,Tc_K,rate_meV\nA,12,1\n", r"`film A \(line 2\)` must be told by exactly one"),
        ("name,Tc_K\nB,12\nA,\n", r"`film A \(line 3\)` must be told by .* but is by none"),
        ("name,Tc_K\nA,12\nA,11\n", r"`name \(line 3\)` must be told once each, but line 2"),
        ("name,Tc_K\n2,12\n,11\n", r"`name \(line 3\)` must be told once each"),
        ("name,Tc_K\nA,12 kg\n", r"`Tc_K of film A \(line 2\)` must be an energy, .*'kg'"),
        ("name,Tc_K\nA,12 ps\n", r"`Tc_K of film A \(line 2\)` must be an energy"),
        ("name,Tc_K\nA,12 degC\n", "must have a unit that is known"),
        ("name,Tc_K\nA,cold\n", r"`Tc_K of film A \(line 2\)` must be a number, in K"),
        ("name,Tc_K\nA,nan\n", r"`Tc_K of film A \(line 2\)` must be finite"),
        ("name,Tc_K\nA,1e999 K\n", "must be finite"),
        ("name,Tc_K\nA,-1\n", r"`Tc_K of film A \(line 2\)` must be > 0"),
        ('name,Tc_K\nA,"12,5"\n', r"`Tc_K of film A \(line 2\)` must be one number, in K"),
        ("name;Tc_K\nA;1.234,5\n", r"`Tc_K of film A \(line 2\)` must be one number, in K"),
        ("name;Tc_K\n1,5;12\n", r"`name \(line 2\)` must be a text"),
        ("name,Tc_K\nA,12,5\n", r"3 cells .* \(with decimal commas columns are parted by semi"),
        ("concentration\n1\n", r"`slope_meV of film 1 \(line 2\)` must be told"),
        ("concentration\n1 meV\n", "must be a number with a decimal point, without a unit"),
        ('name,Tc_K\n"a,b",12\n', r"`name \(line 2\)` must be a text"),
        ("name,Tc_K\n" + "a" * 70 + ",12\n", r"`name \(line 2\)` must be a text"),
    ],
)  # fmt: skip
def test_what_is_refused(file: Path, text: str, message: str) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(HiggsError, match=message) as caught:
        read_films(file)
    assert isinstance(caught.value, ArgumentError | FileError)
    assert "\n" not in str(caught.value)


def test_a_table_of_results_is_told_from_a_table_of_films(file: Path) -> None:
    write(predict_all([Film("A", Tc_K=12.5)], CLEAN), file)
    with pytest.raises(FileError, match="is a table of results that `higgs film` wrote"):
        read_films(file)


@pytest.mark.parametrize("text", ["0.1 THz:3 THz:5", "0.1:3THz:5", "1:2 %:3"])
def test_ranges_are_of_plain_numbers(text: str) -> None:
    with pytest.raises(ArgumentError, match="`frequency` must be a range of plain numbers, in THz"):
        quantities("frequency", text, "THz")


@pytest.mark.parametrize("text", ["0.1:3:5", "1e-1:3E0:5", "0.1:3:5:log", " 1/10:3:5"])
def test_plain_ranges_have_both_ends(text: str) -> None:
    found = quantities("frequency", text, "THz")
    assert (len(found), found[0], found[-1]) == (5, 0.1, 3.0)


@pytest.mark.parametrize("text", ["0,4", "0:4:5", "1;2", "12,5 K"])
def test_where_one_is_asked_for_a_list_is_named(text: str) -> None:
    with pytest.raises(ArgumentError, match="must be one number, in K, with a decimal point"):
        quantity("temperature", text, "K")


def test_no_file_and_no_text(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="does not exist"):
        read_films(tmp_path / "none.csv")
    (tmp_path / "a.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FileError, match="UTF-8"):
        read_films(tmp_path / "a.csv")
    with pytest.raises(ArgumentError, match="`slope` must be > 0"):
        read_films(EXAMPLE, slope_meV=0.0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("15", 15.0), (" 15.5 ", 15.5), ("15 K", 15.0), ("15K", 15.0), ("1500 mK", 1.5),
     ("1 meV", 11.604518121), ("1 THz", 11.604518121 / 0.2417989242),
     ("1 cm-1", 11.604518121 / 8.065543937), ("1 1/cm", 11.604518121 / 8.065543937)],
)  # fmt: skip
def test_quantities(text: str, expected: float) -> None:
    assert quantity("tc0", text, "K") == pytest.approx(expected, rel=1e-9)  # ten digits by hand


@pytest.mark.parametrize(
    "text", ["", " ", "K", "abc", "nan", "inf", "15 kg", "15 degC", "15 m", "15 s", "1_5", "1,5",
             "15 K K", "٣", "1e999", "15 dB", "15 %"],
)  # fmt: skip
def test_no_quantities(text: str) -> None:
    with pytest.raises(ArgumentError, match="`tc0`"):
        quantity("tc0", text, "K")
