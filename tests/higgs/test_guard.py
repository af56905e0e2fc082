"""Another package called `verification` never takes the place of ours in silence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from higgs import guard

ROOT = Path(guard.__file__).parents[1]


def started(first: Path) -> subprocess.CompletedProcess[str]:
    """Start the console script with a folder first on the path of imports."""
    code = "from higgs.__main__ import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, "--version"], capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(first), str(ROOT)])}, cwd=first,
    )  # fmt: skip


def package(folder: Path) -> Path:
    """Make a package `verification` of somebody else, which tells if it is ever imported."""
    (folder / "verification").mkdir()
    (folder / "verification" / "__init__.py").write_text("print('theirs')\n")
    return folder / "verification" / "__init__.py"


def record(folder: Path, name: str, file: str) -> None:
    (folder / f"{name}-1.0.dist-info").mkdir()
    (folder / f"{name}-1.0.dist-info" / "RECORD").write_text(f"a.py,,\n{file},sha256=0,1\n")


def test_ours_is_ours(tmp_path: Path) -> None:
    guard.check()
    done = started(tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith("higgs ")


@pytest.mark.parametrize("known", [True, False])
def test_another_one_first_on_the_path_is_named_and_not_run(known: bool, tmp_path: Path) -> None:
    theirs = package(tmp_path)
    if known:
        record(tmp_path, "their_checks", "verification/__init__.py")
    done = started(tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert str(theirs) in line
    assert ("their-checks" if known else "no distribution") in line


def test_a_folder_without_init_hides_nothing(tmp_path: Path) -> None:
    # A package comes before such a folder, wherever they are on the path.
    (tmp_path / "verification").mkdir()
    assert started(tmp_path).returncode == 0


def test_files_of_another_distribution_in_our_folder_are_found(tmp_path: Path) -> None:
    record(tmp_path, "higgs_toolkit", "verification/__init__.py")
    assert guard.sharing(tmp_path) == []
    record(tmp_path, "their_checks", "verification/extra.py")
    record(tmp_path, "harmless", "sub/verification/extra.py")
    assert guard.sharing(tmp_path) == ["their-checks"]


def test_our_folder_with_their_files_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "sharing", lambda _: ["their-checks"])
    with pytest.raises(guard.ClashError, match="their-checks") as caught:
        guard.check()
    assert "\n" not in str(caught.value)
