"""Write files so that a reader never meets half of one.

Everything is written under a temporary name in the folder of the target and renamed when it is
complete, so an error, Ctrl-C or a full disk leaves the previous file, or none.
"""

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from higgs_sym.ground.errors import FileError


def _reason(error: OSError) -> str:
    return error.strerror or " ".join(str(error).split()) or type(error).__name__


def _resolve(path: str | os.PathLike[str], overwrite: bool) -> Path:
    # A link to a file stays a link; what it points to is replaced.
    try:
        target = Path(os.path.realpath(path))
        if target.is_dir():
            raise FileError(path, "is a folder; name a file")
        if target.exists() and not overwrite:
            raise FileError(path, "exists already; choose another name or allow overwriting")
        if not target.parent.is_dir():
            raise FileError(path, f"cannot be written: there is no folder {target.parent}")
    except (OSError, ValueError) as error:
        if isinstance(error, FileError):
            raise
        reason = _reason(error) if isinstance(error, OSError) else str(error)
        raise FileError(path, f"cannot be written: {reason}") from None
    return target


def _create_temporary(path: str | os.PathLike[str], target: Path) -> Path:
    # The suffix is kept because writers choose the format by it.
    temporary = target.with_name(f".{target.stem[:100]}.{secrets.token_hex(6)}{target.suffix}")
    try:
        # 0o666 leaves the permissions to the user's umask; tempfile would force 0o600.
        os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    except OSError as error:
        raise FileError(path, f"cannot be written: {_reason(error)}") from None
    return temporary


def _flush_to_disk(path: Path) -> None:
    with path.open("rb+") as handle:
        os.fsync(handle.fileno())


def _flush_folder(folder: Path) -> None:
    # Makes the rename itself durable; systems that cannot open a folder have no such call.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def ensure_writable(path: str | os.PathLike[str], *, overwrite: bool = False) -> None:
    """Raise `FileError` if `replace(path)` would, by trying it; call this before long work."""
    target = _resolve(path, overwrite)
    _create_temporary(path, target).unlink()


@contextlib.contextmanager
def replace(path: str | os.PathLike[str], *, overwrite: bool = False) -> Iterator[Path]:
    """Yield the path of an empty temporary file; rename it to `path` if the block succeeds.

    The temporary file lies in the same folder and has the same suffix. On any exception of the
    block, `KeyboardInterrupt` included, it is deleted and whatever was at `path` stays.

    Raises
    ------
    FileError
        if `path` is a folder, exists while `overwrite` is false, or cannot be written.
    """
    target = _resolve(path, overwrite)
    temporary = _create_temporary(path, target)
    try:
        try:
            yield temporary
            _flush_to_disk(temporary)
            if not overwrite and target.exists():
                raise FileError(path, "was created by another program meanwhile; left as it is")
            temporary.replace(target)
        except OSError as error:
            foreign = error.filename is not None and str(error.filename) != str(temporary)
            if isinstance(error, FileError) or foreign:
                raise
            raise FileError(path, f"cannot be written: {_reason(error)}") from None
        _flush_folder(target.parent)
    finally:
        temporary.unlink(missing_ok=True)


def write_text(path: str | os.PathLike[str], text: str, *, overwrite: bool = False) -> None:
    """Write `text` as UTF-8 with Unix line ends, whole or not at all; see `replace`."""
    with replace(path, overwrite=overwrite) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


def ensure_folder(path: str | os.PathLike[str]) -> Path:
    """Return the folder `path`, made with its parents if missing and proven to be writable.

    Raises
    ------
    FileError
        if it cannot be made, is a file, or nothing can be written into it.
    """
    folder = Path(path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise FileError(path, "is not a folder") from None
    except (OSError, ValueError) as error:
        reason = _reason(error) if isinstance(error, OSError) else str(error)
        raise FileError(path, f"cannot be made a folder: {reason}") from None
    _create_temporary(path, folder / "probe").unlink()
    return folder
