"""Campaign: certified tables damaged, interrupted, asked for in every wrong way."""

import contextlib
import os
import random
import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from higgs_num.equilibrium import formats
from higgs_num.equilibrium import table as module
from higgs_num.equilibrium.certified.quantity import QUANTITIES
from higgs_num.equilibrium.coupling import coupling, gap
from higgs_num.equilibrium.pseudospins import Pseudospins, norm, pseudospins, w
from higgs_num.equilibrium.reading import read_table
from higgs_num.equilibrium.table import CertifiedTable, table
from higgs_num.equilibrium.threshold import threshold
from higgs_num.inputs.grid import grid
from higgs_num.levels import Levels
from higgs_sym.ground.errors import ArgumentError, ComputationError, FileError
from tests.campaigns.conftest import Tally
from tests.campaigns.damage import flips, outcome_of

READABLE = ("csv", "json", "parquet")
EDGES = {"rate_s": "0:0.9:10"}  # of a quantity that takes a millisecond


@pytest.fixture(scope="module")
def made() -> CertifiedTable:
    return table("gap-edge", EDGES, digits=12)


def written(made: CertifiedTable, folder: Path, form: str) -> Path:
    path = folder / f"t.{form}"
    formats.write_table(made, path, form)
    return path


@pytest.mark.parametrize("form", READABLE)
def test_no_changed_byte_is_accepted(
    form: str, made: CertifiedTable, tmp_path: Path, tally: Tally
) -> None:
    outcome = flips(written(made, tmp_path, form), read_table, count=200, seed=1)
    assert outcome["right"] == 0  # a digest over every byte
    tally(f"one byte of a {form} table changed", outcome)


@pytest.mark.slow
@pytest.mark.parametrize("form", READABLE)
@pytest.mark.parametrize("seed", range(2, 7))
def test_no_changed_byte_is_ever_accepted(
    form: str, seed: int, made: CertifiedTable, tmp_path: Path, tally: Tally
) -> None:
    outcome = flips(written(made, tmp_path, form), read_table, count=4000, seed=seed)
    tally(f"one byte of a {form} table changed", outcome)


# What people and programs do to text files.
EDITS: dict[str, Callable[[bytes], bytes]] = {
    "other line ends": lambda text: text.replace(b"\n", b"\r\n"),
    "a byte-order mark": lambda text: b"\xef\xbb\xbf" + text,
    "no last line end": lambda text: text[:-1],
    "a blank line": lambda text: text + b"\n",
    "a comment more": lambda text: b"# note: mine\n" + text,
    "another quantity": lambda text: text.replace(b"gap-edge", b"gap-core"),
    "another unit": lambda text: text.replace(b"2 Delta", b"3 Delta"),
    "a column renamed": lambda text: text.replace(b"radius,closed", b"closed,radius"),
    "columns exchanged": lambda text: text.replace(b"closed", b"open"),
    "a row twice": lambda text: text + text.splitlines(keepends=True)[-1],
    "a row less": lambda text: b"".join(text.splitlines(keepends=True)[:-1]),
    "rows exchanged": lambda text: b"".join(sorted(text.splitlines(keepends=True))),
    "the first half": lambda text: text[: len(text) // 2],
    "nothing": lambda _: b"",
    "spaces": lambda text: text.replace(b": ", b":  "),
    "no digest": lambda text: text.replace(b"sha256", b"sha257"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_no_edited_table_is_accepted(
    edit: str, made: CertifiedTable, tmp_path: Path, tally: Tally
) -> None:
    refused = 0
    for form in READABLE:
        path = written(made, tmp_path, form)
        before = path.read_bytes()
        after = EDITS[edit](before)
        if after == before:
            continue
        path.write_bytes(after)
        with pytest.raises(FileError, match=r"damaged|no certified table"):
            read_table(path)
        refused += 1
    tally("a table edited", {"refused": refused})


def test_the_digest_is_that_of_the_rest_of_the_csv_file(
    made: CertifiedTable, tmp_path: Path
) -> None:
    path = written(made, tmp_path, "csv")
    shell = f"grep -v '^# sha256:' {path} | sha256sum"
    told = subprocess.run(shell, shell=True, capture_output=True, text=True, check=True).stdout
    assert told.split()[0] == made.header()["sha256"]


def test_every_format_reads_as_the_same_table(made: CertifiedTable, tmp_path: Path) -> None:
    first, *others = (read_table(written(made, tmp_path, form)) for form in READABLE)
    assert all(other == first for other in others)
    assert [row["value"] for row in first[1]] == [entry.value for entry in made.entries]
    with pytest.raises(FileError, match="is LaTeX"):
        read_table(written(made, tmp_path, "latex"))


class PowerError(Exception):
    """Power failure after some entries."""


def stopped(journal: Path, after: int) -> None:
    """Begin the table and stop after some entries, which are then in the journal."""

    def stop(done: float) -> None:
        if done >= after / 10:
            raise PowerError

    with pytest.raises(PowerError):
        table("gap-edge", EDGES, digits=12, journal=journal, progress=stop)


def gone_on(journal: Path) -> CertifiedTable:
    return table("gap-edge", EDGES, digits=12, journal=journal)


def damaged_journals(folder: Path, made: CertifiedTable, count: int, seed: int) -> Counter[str]:
    """Change one byte of a journal and go on: the table is right, or the file refused as it is."""
    journal = folder / "t.partial"
    stopped(journal, 6)
    whole = journal.read_bytes()
    draws = random.Random(seed)
    found: Counter[str] = Counter()
    for _ in range(count):
        changed = bytearray(whole)
        changed[draws.randrange(len(whole))] ^= draws.randrange(1, 256)
        journal.write_bytes(changed)
        refused, again = outcome_of(gone_on, journal)
        assert "\n" not in refused
        assert journal.read_bytes() == changed if refused else again == made
        found["refused" if refused else "right"] += 1
    return found


def test_a_damaged_journal_spoils_nothing(
    made: CertifiedTable, tmp_path: Path, tally: Tally
) -> None:
    tally("one byte of a journal changed", damaged_journals(tmp_path, made, 60, 1))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 6))
def test_damaged_journals_never_spoil_anything(
    seed: int, made: CertifiedTable, tmp_path: Path, tally: Tally
) -> None:
    tally("one byte of a journal changed", damaged_journals(tmp_path, made, 1000, seed))


def test_an_edited_entry_is_computed_again_even_under_a_right_digest(tmp_path: Path) -> None:
    """Entries made up by a program that knows the digest: they do not follow from their balls."""
    journal = tmp_path / "t.partial"
    real = module._entry

    def forged(*task: Any) -> Any:
        entry = real(*task)
        digits = entry.value[:-1] + ("1" if entry.value[-1] != "1" else "2")
        return type(entry)(digits, entry.radius, entry.closed, entry.quadrature, entry.bits)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_entry", forged)
        stopped(journal, 4)
    whole = table("gap-edge", EDGES, digits=12)
    assert table("gap-edge", EDGES, digits=12, journal=journal) == whole


def test_a_run_that_dies_before_its_first_entry_loses_none(tmp_path: Path) -> None:
    journal = tmp_path / "t.partial"
    stopped(journal, 6)
    before = journal.read_bytes()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "certify", lambda *_: (_ for _ in ()).throw(PowerError))
        with pytest.raises(PowerError):
            table("gap-edge", EDGES, digits=12, journal=journal)
    assert journal.read_bytes() == before


FOREIGN = [b"", b"mine\n", b"x,value\n1,2\n", b"\x00\xff", b"0" * 64 + b"\n"]


@pytest.mark.parametrize("content", FOREIGN)
def test_a_file_of_the_user_is_no_journal(content: bytes, tmp_path: Path, tally: Tally) -> None:
    journal = tmp_path / "t.partial"
    journal.write_bytes(content)
    with pytest.raises(FileError, match="is no journal of a table; left as it is"):
        table("gap-edge", EDGES, digits=12, journal=journal)
    assert journal.read_bytes() == content
    tally("a user's file in the place of a journal", {"refused": 1})


def test_a_pipe_or_a_link_is_no_journal(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "mine").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "mine")
    for name in ("pipe", "link"):
        with pytest.raises(FileError, match="no regular file"):
            table("gap-edge", EDGES, digits=12, journal=tmp_path / name)
    assert (tmp_path / "mine").read_text() == "mine"


def test_a_second_table_of_one_name_is_refused(tmp_path: Path) -> None:
    journal = tmp_path / "t.partial"

    def second(_done: float) -> None:
        with pytest.raises(FileError, match="by another run"):
            table("gap-edge", EDGES, digits=12, journal=journal)

    table("gap-edge", EDGES, digits=12, journal=journal, progress=second)


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file sizes")
def test_a_journal_that_cannot_grow_is_one_line(tmp_path: Path) -> None:
    out = tmp_path / "t.csv"
    words = [sys.executable, "-m", "verification", "table", "gap-edge", "--rate-s", "0:0.9:40"]
    done = subprocess.run(
        [*words, "--out", str(out)],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1500, 1500)),
    )
    (line,) = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (2, "")
    assert line.startswith(f"higgs: File `{out}.partial` cannot be written: ")
    again = subprocess.run([*words, "--out", str(out)], capture_output=True, check=False)
    assert (again.returncode, again.stderr) == (0, b"")
    assert out.read_text("utf-8") == table("gap-edge", {"rate_s": "0:0.9:40"}).content.csv


LEVELS = Levels.uniform(10.0, 40)
# What is no number; each must be refused by the name of its argument.
NO_REALS: list[Any] = [
    *("one", b"1", True, 1 + 0j, float("nan"), {}, set(), object(), np.True_, [[10**5000]]),
    *(Decimal("nan"), Decimal("sNaN"), np.array("a"), np.datetime64("2020"), [None], ["a", 1]),
    *(10**5000, 10**400, Fraction(10**400), lambda: 0, np.ma.masked_array([1.0, 2.0], [0, 1])),
]
NO_NUMBERS = [*NO_REALS, "1", float("inf")]  # as grids they are 1 and no cutoff
CALLS: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
    "pseudospins": (pseudospins, {"eps": 0.5, "Delta": 1.0, "rate_s": 0.5, "rate_u": 0.5}),
    "norm": (norm, {"eps": 0.5, "Delta": 1.0, "rate_s": 0.5, "rate_u": 0.5}),
    "w": (w, {"eps": 0.5, "Delta": 1.0, "rate_s": 0.5, "rate_u": 0.5}),
    "coupling": (coupling, {"levels": LEVELS, "Delta": 0.5, "rate_s": 0.5, "rate_u": 0.5}),
    "gap": (gap, {"levels": LEVELS, "lam": 0.5, "rate_s": 0.5, "rate_u": 0.5}),
    "threshold": (threshold, {"Delta": 0.5, "rate_s": 0.5}),
}
NUMBERS = ["Delta", "rate_s", "rate_u", "lam", "eps"]


def plain(result: Any) -> list[float]:
    parts = [result.Sx, result.Sz, result.W] if isinstance(result, Pseudospins) else [result]
    return [float(part) for part in parts]


@pytest.mark.parametrize("name", CALLS)
def test_numbers_of_any_type_and_no_others(name: str, tally: Tally) -> None:
    function, arguments = CALLS[name]
    outcome: Counter[str] = Counter()
    for argument in arguments:
        for value in [*NO_NUMBERS, None]:
            with pytest.raises(ArgumentError, match=rf"^Argument `{argument}` must "):
                function(**{**arguments, argument: value})
            outcome["refused"] += 1
        if argument not in NUMBERS:
            continue
        half = function(**{**arguments, argument: 0.5})
        for value in (Fraction(1, 2), Decimal("0.5"), np.float32(0.5), np.array(0.5)):
            assert plain(function(**{**arguments, argument: value})) == plain(half)
            outcome["right"] += 1
    tally("types of arguments of the equilibrium", outcome)


def test_grids_of_any_type_and_no_others(tally: Tally) -> None:
    numbers = (0.5, "0.5", Fraction(1, 2), Decimal("0.5"), np.float32(0.5), np.array([0.5]))
    for value in numbers:
        (point,) = grid("x", value)
        assert Fraction(point) == Fraction(1, 2)
    refused = [*NO_REALS, None, "0:1:\u00b2", "1_0", "\u0661", "0:1:" + "9" * 5000, "1e999999999"]
    for value in refused:
        with pytest.raises(ArgumentError, match=r"^Argument `x` must "):
            grid("x", value)
    tally("types of grids", {"right": len(numbers), "refused": len(refused)})


@pytest.mark.parametrize(
    ("content", "points"),
    [
        (b"\xef\xbb\xbf0.1\n0.2\n", ("0.1", "0.2")),
        (b"0.1\r\n\r\n1/3 # a third\r\n", ("0.1", "1/3")),
        (b"\xef\xbb\xbf# energies\r\n5e-1", ("5e-1",)),
    ],
)
def test_grid_files_of_other_systems(
    content: bytes, points: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "g.txt").write_bytes(content)
    assert grid("x", f"@{tmp_path / 'g.txt'}") == points


def test_grid_files_in_other_encodings_are_told(tmp_path: Path) -> None:
    for encoding in ("utf-16", "latin-1"):
        (tmp_path / "g.txt").write_text("0.1 # \u00e9nergie\n", encoding=encoding)
        with pytest.raises(FileError, match="is not text in UTF-8"):
            grid("x", f"@{tmp_path / 'g.txt'}")


# quantity, arguments, what the one line must name
REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("Sx", {"x": "inf"}, "`x` must be finite"),
    ("Sx", {"x": "0:1:\u00b2"}, "`x`"),
    ("Sx", {"x": "1e401"}, "`x` must have an exponent"),
    ("Sx", {"x": "0:1:60000", "digits": 1000}, "`allow_large` must be set"),
    ("Sx-thermal", {"x": "0:1:30001", "T": "0.3", "digits": 30}, "`allow_large` must be set"),
    ("Sx-thermal", {"x": "1", "T": "1e300"}, "`T` must be <= 1e.100 times the gap"),
    ("Sx-thermal", {"x": "1", "T": "1e-300"}, "`T` must be > "),
    ("coupling", {"cutoff": "1e-300"}, "`cutoff` must be > 1"),
    ("coupling", {"cutoff": "1"}, "`cutoff` must be > 1"),
    ("coupling", {"cutoff": "inf"}, "`cutoff` must be finite"),
    ("coupling", {"cutoff": "1e300"}, "`cutoff` must be <= 1e.90"),
    ("omega-H", {"rate_s": "0.2", "cutoff": "1e300"}, "`cutoff` must be <= 1e.90"),
    ("omega-H", {"rate_s": "2"}, "`rate_s - rate_u` must be in"),
    ("gap", {"lam": "1e-3"}, "`lam` must be >= 1/200"),
    ("gap", {"lam": "1e300"}, "`lam` must be weak enough for a gap below the cutoff"),
    ("gap", {"lam": "0.1", "rate_s": "0.3"}, "`lam` must be strong enough"),
    ("gap-ratio", {"rate_s": "0.5"}, "`rate_s` must be in"),
    ("Tc-ratio", {"rate_s": "0.89"}, "`rate_s` must be in"),
    ("dos", {"E": "-1"}, "`E` must differ from the gap"),
    ("dos-edge", {"rate_s": "1"}, "`rate_s` must be in"),
    ("dos-edge", {"rate_s": "0"}, "`rate_s` must be in"),
]


@pytest.mark.parametrize(("name", "arguments", "told"), REFUSED)
def test_bad_tables_are_refused_by_name(
    name: str, arguments: dict[str, Any], told: str, tmp_path: Path, tally: Tally
) -> None:
    digits = arguments.get("digits", 10)
    grids = {key: value for key, value in arguments.items() if key != "digits"}
    with pytest.raises(ArgumentError, match=f"^Argument {told}"):
        table(name, grids, digits=digits, journal=tmp_path / "t.partial")
    assert list(tmp_path.iterdir()) == []
    tally("tables out of the domain", {"refused": 1})


# quantity, arguments, value known otherwise
EDGES_OF_DOMAINS: list[Any] = [
    ("gap-edge", {"rate_s": "1"}, "0"),
    ("gap-edge", {"rate_s": "2e-308"}, "1.0000000"),
    ("gap-edge", {"rate_s": "2e300"}, "0"),
    ("gap", {"lam": "0.05"}, "4.1223072e-9"),  # 1/sinh(20)
    pytest.param("gap", {"lam": "0.01"}, "7.4401520e-44", marks=pytest.mark.slow),  # 1/sinh(100)
    ("Tc-ratio", {"rate_s": "1e-300"}, "1.0000000"),
    ("gap-ratio", {"rate_s": "1e-300"}, "1.0000000"),
    ("Sx", {"x": "1e300"}, "1.0000000e-300"),
    ("Sz", {"x": "-1e300"}, "1.0000000"),
    ("dos", {"E": "1e300"}, "1.0000000"),
    ("dos", {"E": "0", "rate_s": "1"}, "0"),
    ("gap-ratio-thermal", {"rate_s": "0", "T": "1e300"}, "0"),
    ("omega-H", {"rate_s": "0.6", "rate_u": "0.6"}, "2"),
    # alpha = 1 + 2e-31, where balls of few bits would reach below 1
    ("Sx", {"x": "1e300", "rate_s": "1.0000000000000000000000000000002"}, "1.0000000e-300"),
]


@pytest.mark.parametrize(("name", "arguments", "value"), EDGES_OF_DOMAINS)
def test_edges_of_domains_have_values(
    name: str, arguments: dict[str, str], value: str, tally: Tally
) -> None:
    (entry,) = table(name, arguments, digits=8).entries
    assert entry.value == value
    tally("edges of domains", {"right": 1})


HUGE = ["0", "1e-300", "1e-30", "0.5", "1", "2", "1e30", "1e300", "-1", "-1e300", "inf"]
BASE = {"x": "0.7", "rate_s": "0.1", "rate_u": "0.03"}
BASE |= {"T": "0.3", "E": "0.8", "cutoff": "7", "lam": "0.5"}


@pytest.mark.slow
@pytest.mark.parametrize("name", QUANTITIES)
def test_numbers_of_any_size_have_a_value_or_a_rule(name: str, tally: Tally) -> None:
    outcome: Counter[str] = Counter()
    parameters = QUANTITIES[name].parameters
    for parameter in parameters:
        for size in HUGE:
            arguments = {one: BASE[one] for one in parameters} | {parameter: size}
            with contextlib.suppress(ArgumentError, ComputationError):
                table(name, arguments, digits=6)
                outcome["right"] += 1
                continue
            outcome["refused"] += 1
    tally("arguments of any size", outcome)
