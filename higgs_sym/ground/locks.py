"""Files that one process at a time holds; the hold ends when the process does, however it dies."""

import contextlib
import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

from higgs_sym.ground.errors import FileError

# Whether a file can be renamed and deleted while it is open. Where it cannot, that is the hold.
OPEN_FILES_MOVE = sys.platform != "win32"

if sys.platform != "win32":
    import fcntl


def hold(path: Path, *, make: bool) -> int | None:
    """Return a descriptor by which this process alone holds the file at `path`, until it is closed.

    None if another process, or another hold of this one, has it; or if it is missing and not to
    be made. What cannot be made raises `OSError`.
    """
    flags = os.O_RDWR | (os.O_CREAT if make else 0)
    while True:
        if not OPEN_FILES_MOVE and not _abandoned(path):
            return None
        try:
            # 0o666 leaves the permissions to the user's umask.
            descriptor = os.open(path, flags, 0o666)
        except FileNotFoundError:
            if make:
                raise
            return None
        if not _locked(descriptor):
            os.close(descriptor)
            return None
        if _names(path, descriptor):
            return descriptor
        # Who held it before has deleted it meanwhile: hold the one that is there now.
        os.close(descriptor)


def _locked(descriptor: int) -> bool:
    if sys.platform == "win32":
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks; unique names must do there
        return True
    return True


def _names(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _abandoned(path: Path) -> bool:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return False
    return True


@contextlib.contextmanager
def one_run(path: str | os.PathLike[str], doing: str = "written") -> Iterator[None]:
    """Run a block while no other run of this toolkit does the same with the file at `path`.

    Raises
    ------
    FileError
        If another run is at it, or nothing can be written beside the file.
    """
    target = Path(os.path.realpath(path))
    if not target.parent.is_dir():
        raise FileError(path, f"cannot be {doing}: there is no folder {target.parent}")
    beside = target.with_name(f".{target.name[:100]}.lock")
    try:
        descriptor = hold(beside, make=True)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise FileError(path, f"cannot be {doing}: {reason}") from None
    if descriptor is None:
        raise FileError(path, f"is being {doing} by another run{_holder(beside)}")
    try:
        with contextlib.suppress(OSError):  # a full disk keeps nobody from working
            os.truncate(descriptor, 0)
            os.write(descriptor, f"process {os.getpid()} on {socket.gethostname()}\n".encode())
        yield
    finally:
        if OPEN_FILES_MOVE:  # or another run could take it between
            beside.unlink(missing_ok=True)
        os.close(descriptor)
        if not OPEN_FILES_MOVE:
            _abandoned(beside)


def _holder(beside: Path) -> str:
    try:
        words = beside.read_bytes()[:200].decode(errors="replace").split()
    except OSError:
        return ""
    return f" ({' '.join(words)})" if words else ""
