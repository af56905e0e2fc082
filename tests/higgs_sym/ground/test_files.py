import os
import resource
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from higgs_sym.ground.errors import ArgumentError, FileError
from higgs_sym.ground.files import (
    _resolve,
    ensure_folder,
    ensure_writable,
    read_bytes,
    read_text,
    write_bytes,
    write_text,
)


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_the_file_appears_only_when_it_is_complete(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "run.nc"
    seen: list[list[str]] = []
    monkeypatch.setattr(os, "fsync", lambda _: seen.append(names(tmp_path)))
    write_bytes(target, b"whole")
    assert target.read_bytes() == b"whole"
    assert names(tmp_path) == ["run.nc"]
    # On the disk it had another name, in the same folder, else the rename would not be atomic.
    (temporary,) = seen[0]
    assert temporary.startswith(".run.higgs-")
    assert temporary.endswith(".nc")


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, SystemExit, GeneratorExit])
def test_any_exception_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, error: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "run.nc"
    target.write_text("old")

    def raising(_descriptor: int) -> None:
        raise error

    monkeypatch.setattr(os, "fsync", raising)
    with pytest.raises(error):
        write_bytes(target, b"new", overwrite=True)
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


def test_a_file_that_appeared_meanwhile_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.txt"
    monkeypatch.setattr(os, "fsync", lambda _: target.write_text("theirs"))
    with pytest.raises(FileError, match="another program"):
        write_text(target, "mine")
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


@pytest.fixture
def little_room() -> Iterator[None]:
    """No file may grow beyond 4 KiB: what a full disk does, without one."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.usefixtures("little_room")
def test_a_full_disk_is_told_and_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")
    with pytest.raises(FileError, match=r"a\.txt` cannot be written: File too large"):
        write_bytes(target, bytes(10_000), overwrite=True)
    assert target.read_text() == "old"
    assert names(tmp_path) == ["a.txt"]


def test_only_regular_files_are_written_or_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    plug = socket.socket(socket.AF_UNIX)
    plug.bind(str(tmp_path / "plug"))
    plug.close()
    (tmp_path / "link").symlink_to("pipe")
    for name, kind in (("pipe", "a pipe"), ("link", "a pipe"), ("plug", "a socket")):
        with pytest.raises(FileError, match=f"is {kind}; only regular files are written"):
            write_text(tmp_path / name, "x", overwrite=True)
        with pytest.raises(FileError, match=f"is {kind}; only regular files are read"):
            read_bytes(tmp_path / name)
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)
    # A device is only looked at, by a function that writes nothing.
    with pytest.raises(FileError, match="is a device; only regular files are written"):
        _resolve(os.devnull, overwrite=True)


@pytest.mark.parametrize(
    ("name", "rule"),
    [("none", "does not exist"), ("folder", "is a folder"), ("nul\0byte", "cannot be read")],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, name: str, rule: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(FileError, match=rule):
        read_bytes(tmp_path / name)


def test_other_texts_than_utf8_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe")
    with pytest.raises(FileError, match="is not a text in UTF-8"):
        read_text(tmp_path / "a.txt")


@pytest.mark.parametrize("path", [None, 3, b"name", ["name"]])
def test_what_is_no_path_is_told(path: Any) -> None:
    for use in (read_bytes, ensure_writable, ensure_folder, lambda one: write_text(one, "x")):
        with pytest.raises(ArgumentError, match="`path` must be a path"):
            use(path)


KILLED = """
import os, signal, sys
from higgs_sym.ground import files
os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)
files.write_bytes(sys.argv[1], b"half")
"""


def test_what_a_killed_process_left_is_swept_by_the_next_write(tmp_path: Path) -> None:
    target = tmp_path / "run.nc"
    done = subprocess.run([sys.executable, "-c", KILLED, str(target)], check=False)
    assert done.returncode == -signal.SIGKILL
    (left,) = names(tmp_path)
    assert left.startswith(".run.higgs-")
    others = (
        ".run.nc",
        ".run.higgs-0123456789ab.txt",
        ".running.higgs-0123456789ab.nc",
        "run.higgs-1",
    )
    for other in others:
        (tmp_path / other).write_text("mine")
    write_bytes(target, b"whole")
    assert names(tmp_path) == sorted([*others, "run.nc"])


def test_what_another_process_is_writing_is_not_swept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "run.nc"
    flushed: list[int] = []

    def nested(_descriptor: int) -> None:
        flushed.append(1)
        if len(flushed) == 1:
            write_bytes(target, b"second", overwrite=True)

    monkeypatch.setattr(os, "fsync", nested)
    write_bytes(target, b"first", overwrite=True)
    assert target.read_bytes() == b"first"  # the last to be renamed
    assert names(tmp_path) == ["run.nc"]


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
