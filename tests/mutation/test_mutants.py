"""The tool makes the changes that it says, one at a time, and takes them back."""

import time
from pathlib import Path

from tests.mutation.kinds import KINDS, files
from tests.mutation.mutants import mutants_of
from tests.mutation.table import table
from tests.mutation.tree import KILLED_BY_TIME, Tree

ROOT = Path(__file__).resolve().parents[2]

SOURCE = '''\
"""A text with 1 + 1 in it."""

@dataclass
class Peak:
    height: float
    temperature: float = 0.0

def wave(t: float, *, shift: int = 2) -> float:
    if not t < 3:
        raise ValueError(f"{t + 1}")
    x = np.sin(-t)  # 1 + 1
    x += shift
    return x

def _draw() -> "Figure":
    return 1 + 1
'''


def changes(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "it.py").write_text(SOURCE, "utf-8")
    found = {}
    for one in mutants_of(tmp_path, "it.py"):
        lines = one.applied(SOURCE.encode()).decode().splitlines()
        before = SOURCE.splitlines()
        (row,) = (i for i, (a, b) in enumerate(zip(before, lines, strict=True)) if a != b)
        assert row + 1 == one.line
        found[lines[row].strip()] = f"{one.operator} {one.scope}"
    return found


def test_every_change_is_on_one_line_of_code(tmp_path: Path) -> None:
    # No text, no drawing and nothing that is raised is changed.
    assert changes(tmp_path) == {
        "temperature: float = 1.0": "default Peak.",
        "def wave(t: float, *, shift: int = 3) -> float:": "default wave",
        "if (t < 3):": "sign wave",
        "if not (t >= 3):": "comparison wave",
        "if not (t <= 3):": "boundary wave",
        "if not t < 4:": "constant wave",
        "x = np.cos(-t)  # 1 + 1": "function wave",
        "x = np.sin((t))  # 1 + 1": "sign wave",
        "x -= shift": "arithmetic wave",
        "pass": "statement wave",
    }


def test_the_same_change_twice_has_two_names(tmp_path: Path) -> None:
    (tmp_path / "it.py").write_text("x = 1 + 1\n", "utf-8")
    found = mutants_of(tmp_path, "it.py")
    assert len(found) == len({one.key for one in found}) == 3


def test_every_kind_has_files_and_no_file_two_kinds() -> None:
    named = [path for kind in KINDS for path in files(ROOT, kind)]
    assert len(named) == len(set(named))
    assert all(files(ROOT, kind) for kind in KINDS)


def test_the_change_is_taken_back(tmp_path: Path) -> None:
    tree = Tree(tmp_path, tmp_path)
    path = tmp_path / "it.py"
    path.write_text("x = 1\n", "utf-8")
    status = path.stat()
    (one,) = mutants_of(tmp_path, "it.py")
    with tree.changed(one):
        assert path.read_text("utf-8") == "x = 2\n"
        # Python tells by these two whether what it compiled still is right.
        assert (path.stat().st_mtime, path.stat().st_size) != (status.st_mtime, status.st_size)
    assert path.read_text("utf-8") == "x = 1\n"
    assert path.stat().st_mtime_ns == status.st_mtime_ns


def test_what_never_ends_is_ended(tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    tree = Tree(tmp_path, tmp_path / "copy")
    assert tree.forked(lambda: 3, 60.0, tmp_path) == 3
    assert tree.forked(lambda: time.sleep(600.0) or 0, 0.2, tmp_path) == KILLED_BY_TIME


def test_the_table_counts_the_last_word(tmp_path: Path) -> None:
    lines = [
        '{"key": "a", "kind": "kernels", "killed": ""}',
        '{"key": "a", "kind": "kernels", "killed": "room"}',
        '{"key": "b", "kind": "kernels", "killed": ""}',
        '{"key": "c", "kind": "kernels", "killed": ""}',
        '{"key": "d", "kind": "claims", "killed": "claim"}',
    ]
    record = tmp_path / "record.jsonl"
    record.write_text("\n".join(lines) + "\n", "utf-8")
    rows = table(record, {"b": "the same number"}).splitlines()
    assert "| kernels | 3 | 1 | 0 | 0 | 1 | 1 | 50.0 % |" in rows
    assert "| all | 4 | 1 | 0 | 1 | 1 | 1 | 66.7 % |" in rows
