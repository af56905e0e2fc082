import os
import stat
from pathlib import Path

import pytest

from higgs_sym.ground.errors import FileError
from higgs_sym.ground.files import ensure_folder, ensure_writable, replace, write_text


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_the_file_appears_only_when_it_is_complete(tmp_path: Path) -> None:
    target = tmp_path / "run.nc"
    with replace(target) as temporary:
        temporary.write_bytes(b"half")
        assert not target.exists()
        assert temporary.parent == target.parent  # else the rename would not be atomic
        assert temporary.suffix == ".nc"
    assert target.read_bytes() == b"half"
    assert names(tmp_path) == ["run.nc"]


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, SystemExit, GeneratorExit])
def test_any_exception_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, error: type[BaseException]
) -> None:
    target = tmp_path / "run.nc"
    target.write_text("old")

    def interrupted() -> None:
        with replace(target, overwrite=True) as temporary:
            temporary.write_text("half")
            raise error

    with pytest.raises(error):
        interrupted()
    assert target.read_text() == "old"
    assert names(tmp_path) == ["run.nc"]


def test_an_existing_file_is_kept_unless_overwriting_is_allowed(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    write_text(target, "first")
    with pytest.raises(FileError, match=r"a\.txt` exists already"):
        write_text(target, "second")
    assert target.read_text() == "first"
    write_text(target, "second", overwrite=True)
    assert target.read_text() == "second"


def test_a_file_that_appeared_meanwhile_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"

    def raced() -> None:
        with replace(target) as temporary:
            temporary.write_text("mine")
            target.write_text("theirs")

    with pytest.raises(FileError, match="another program"):
        raced()
    assert target.read_text() == "theirs"
    assert names(tmp_path) == ["a.txt"]


@pytest.mark.parametrize("check", [ensure_writable, lambda path: write_text(path, "x")])
@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("missing/a.txt", "there is no folder"),
        ("folder", "is a folder"),
        ("plain/a.txt", "there is no folder"),
        ("n" * 300, "cannot be written"),
        ("nul\0byte", "cannot be written"),
    ],
)
def test_a_place_that_cannot_be_written_is_told_in_one_line(
    tmp_path: Path, name: str, rule: str, check: object
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "plain").write_text("")
    assert callable(check)
    with pytest.raises(FileError, match=rule) as caught:
        check(tmp_path / name)
    assert "\n" not in str(caught.value)
    assert names(tmp_path) == ["folder", "plain"]


def test_a_failing_device_is_a_file_error(tmp_path: Path) -> None:
    def full_disk() -> None:
        with replace(tmp_path / "a.txt"):
            raise OSError(28, "No space left on device")

    with pytest.raises(FileError, match=r"a\.txt` cannot be written: No space left on device"):
        full_disk()
    assert names(tmp_path) == []


def test_an_error_about_another_file_is_not_relabelled(tmp_path: Path) -> None:
    def foreign() -> None:
        with replace(tmp_path / "a.txt"):
            (tmp_path / "input.txt").read_text()

    with pytest.raises(FileNotFoundError, match=r"input\.txt"):
        foreign()


def test_permissions_follow_the_umask(tmp_path: Path) -> None:
    previous = os.umask(0o027)
    try:
        write_text(tmp_path / "a.txt", "x")
    finally:
        os.umask(previous)
    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o640


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to("real.txt")
    write_text(tmp_path / "link.txt", "new", overwrite=True)
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text() == "new"


def test_checking_leaves_no_trace(tmp_path: Path) -> None:
    ensure_writable(tmp_path / "a.txt")
    assert names(tmp_path) == []


def test_folders_are_made_with_their_parents(tmp_path: Path) -> None:
    assert ensure_folder(tmp_path / "a" / "b").is_dir()
    assert ensure_folder(tmp_path / "a" / "b").is_dir()
    assert names(tmp_path / "a" / "b") == []


@pytest.mark.parametrize("name", ["plain", "plain/below", "nul\0byte"])
def test_a_folder_that_cannot_be_made_is_told_in_one_line(tmp_path: Path, name: str) -> None:
    (tmp_path / "plain").write_text("")
    with pytest.raises(FileError, match="folder"):
        ensure_folder(tmp_path / name)
