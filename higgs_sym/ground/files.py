"""Files written whole or not at all, and read whole; nothing but regular files is ever touched.

What is written is made in memory first, goes to a temporary name in the folder of the target, and
is renamed when it is on the disk: after an error, Ctrl-C or on a full disk the previous file is
there as it was, or none.
"""

import contextlib
import os
import re
import secrets
import stat
from pathlib import Path

from higgs_sym.ground.errors import FileError, path_text
from higgs_sym.ground.locks import OPEN_FILES_MOVE, hold

# What tells our temporary files: `.<stem>.higgs-<12 digits><suffix>`.
MARK = "higgs-"
STREAM = "-"

_KINDS = (
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
)


def _reason(error: OSError | ValueError) -> str:
    told = getattr(error, "strerror", None) or " ".join(str(error).split())
    return told or type(error).__name__


def _mode(path: str | os.PathLike[str]) -> int | None:
    """Return the kind of what is at `path`, links followed; None if there is nothing."""
    try:
        return os.stat(path).st_mode  # noqa: PTH116 # a path may be a text
    except (FileNotFoundError, NotADirectoryError):
        return None


def _kind(mode: int) -> str:
    return next((name for test, name in _KINDS if test(mode)), "no regular file")


def _resolve(path: str | os.PathLike[str], overwrite: bool) -> Path:
    # A link to a file stays a link; what it points to is replaced.
    if path_text("path", path) == STREAM:
        raise FileError(path, "is what other programs call standard output; name a file, or ./-")
    try:
        target = Path(os.path.realpath(path))
        mode = _mode(path)
        if mode is not None and stat.S_ISDIR(mode):
            raise FileError(path, "is a folder; name a file")
        if mode is not None and not stat.S_ISREG(mode):
            raise FileError(path, f"is {_kind(mode)}; only regular files are written")
        if mode is not None and not overwrite:
            raise FileError(path, "exists already; choose another name or allow overwriting")
        if not target.parent.is_dir():
            raise FileError(path, f"cannot be written: there is no folder {target.parent}")
    except (OSError, ValueError) as error:
        if isinstance(error, FileError):
            raise
        raise FileError(path, f"cannot be written: {_reason(error)}") from None
    return target


def _sweep(target: Path) -> None:
    """Delete temporary files of this name whose process is gone."""
    ours = re.compile(
        rf"\.{re.escape(target.stem[:100])}\.{MARK}[0-9a-f]{{12}}{re.escape(target.suffix)}"
    )
    with contextlib.suppress(OSError):
        for name in os.listdir(target.parent):  # noqa: PTH208 # names are compared, not paths
            if not ours.fullmatch(name):
                continue
            left = target.with_name(name)
            descriptor = hold(left, make=False)
            if descriptor is not None:
                left.unlink(missing_ok=True)
                os.close(descriptor)


def _temporary(path: str | os.PathLike[str], target: Path) -> tuple[Path, int]:
    """Return a new file beside `target` and the descriptor by which this process holds it."""
    _sweep(target)
    suffix = f".{MARK}{secrets.token_hex(6)}{target.suffix}"
    temporary = target.with_name(f".{target.stem[:100]}{suffix}")
    try:
        descriptor = hold(temporary, make=True)
    except OSError as error:
        raise FileError(path, f"cannot be written: {_reason(error)}") from None
    assert descriptor is not None  # nobody else knows the name
    return temporary, descriptor


def _try(path: str | os.PathLike[str], target: Path) -> None:
    temporary, descriptor = _temporary(path, target)
    os.close(descriptor)
    temporary.unlink(missing_ok=True)


def _flush_folder(folder: Path) -> None:
    # Makes the rename itself durable; systems that cannot open a folder have no such call.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def ensure_writable(path: str | os.PathLike[str], *, overwrite: bool = False) -> None:
    """Raise `FileError` if `write_bytes(path, ...)` would, by trying; for use before work."""
    _try(path, _resolve(path, overwrite))


def write_bytes(path: str | os.PathLike[str], content: bytes, *, overwrite: bool = False) -> None:
    """Write `content` to the file at `path`, whole or not at all.

    Raises
    ------
    FileError
        If there is a file and not `overwrite`, if what is there is no regular file, or if it
        cannot be written; what was there stays.
    """
    target = _resolve(path, overwrite)
    temporary, descriptor = _temporary(path, target)
    try:
        with os.fdopen(descriptor, "wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(descriptor)
            if OPEN_FILES_MOVE:  # then it is held until it has its name
                _rename(path, temporary, target, overwrite)
        if not OPEN_FILES_MOVE:
            _rename(path, temporary, target, overwrite)
    except OSError as error:
        if isinstance(error, FileError):
            raise
        raise FileError(path, f"cannot be written: {_reason(error)}") from None
    finally:
        temporary.unlink(missing_ok=True)
    _flush_folder(target.parent)


def _rename(path: str | os.PathLike[str], temporary: Path, target: Path, overwrite: bool) -> None:
    if overwrite:
        temporary.replace(target)
        return
    try:
        target.hardlink_to(temporary)  # unlike a rename, it fails if there is one by now
    except FileExistsError:
        raise FileError(path, "was created by another program meanwhile; left as it is") from None
    except OSError:  # a file system without links
        if _mode(target) is not None:
            raise FileError(path, "was created meanwhile; left as it is") from None
        temporary.replace(target)


def write_text(path: str | os.PathLike[str], text: str, *, overwrite: bool = False) -> None:
    """Write `text` as UTF-8 with Unix line ends; see `write_bytes`."""
    write_bytes(path, text.encode(), overwrite=overwrite)


def read_bytes(path: str | os.PathLike[str]) -> bytes:
    """Return what is in the regular file at `path`.

    Raises
    ------
    FileError
        If there is none, or it cannot be read.
    """
    check_regular(path)
    try:
        return Path(path).read_bytes()
    except (OSError, ValueError) as error:
        raise FileError(path, f"cannot be read: {_reason(error)}") from None


def check_regular(path: str | os.PathLike[str]) -> None:
    """Raise `FileError` unless there is a regular file at `path`: nothing else is read."""
    path_text("path", path)
    try:
        mode = _mode(path)
    except (OSError, ValueError) as error:
        raise FileError(path, f"cannot be read: {_reason(error)}") from None
    if mode is None:
        raise FileError(path, "does not exist")
    if stat.S_ISDIR(mode):
        raise FileError(path, "is a folder; name a file")
    if not stat.S_ISREG(mode):
        raise FileError(path, f"is {_kind(mode)}; only regular files are read")


def read_text(path: str | os.PathLike[str]) -> str:
    """Return the text in UTF-8 that is in the regular file at `path`; see `read_bytes`."""
    try:
        return read_bytes(path).decode()
    except UnicodeDecodeError:
        raise FileError(path, "is not a text in UTF-8") from None


def ensure_folder(path: str | os.PathLike[str]) -> Path:
    """Return the folder `path`, made with its parents if missing and proven to be writable.

    Raises
    ------
    FileError
        If it cannot be made, is a file, or nothing can be written into it.
    """
    folder = Path(path_text("path", path))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise FileError(path, "is not a folder") from None
    except (OSError, ValueError) as error:
        raise FileError(path, f"cannot be made a folder: {_reason(error)}") from None
    _try(path, folder / "probe")
    return folder
