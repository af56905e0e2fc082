"""Compiled kernels on disk: sealed by a digest, thrown away when damaged, done without at need.

Numba's own cache trusts what it finds: a file that was cut short ends a program, a changed one may
run as other code, and a folder that cannot be written is an error or another folder in silence.
"""

import hashlib
import os
import pickle
import secrets
from pathlib import Path
from typing import Any

from numba.core.caching import _Cache
from numba.core.compiler import CompileResult
from numba.core.serialize import dumps

from higgs_num.core import telling

SUFFIX = ".nbc"
_SEAL = hashlib.sha256().digest_size


def unusable(folder: Path) -> str:
    """Return why nothing can be kept in `folder`, which is made if missing; empty if it can."""
    probe = folder / f".{secrets.token_hex(6)}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"\0")
        probe.unlink()
    except OSError as error:
        return error.strerror or str(error)
    return ""


class KernelCache(_Cache):
    """Compiled versions of one function in a folder that belongs to these very sources."""

    def __init__(self, function: Any, folder: Path) -> None:
        if function.__closure__ is not None:
            raise TypeError(f"{function.__qualname__} depends on more than its source")
        self._folder = folder
        self._module = function.__module__
        self._name = f"{function.__module__.rpartition('.')[2]}.{function.__qualname__}"
        self._enabled = True

    @property
    def cache_path(self) -> str:
        """The folder."""
        return str(self._folder)

    def enable(self) -> None:
        """Read and write files."""
        self._enabled = True

    def disable(self) -> None:
        """Neither read nor write any."""
        self._enabled = False

    def flush(self) -> None:
        """Forget nothing: what lies here is right for as long as its folder has its name."""

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """Return the compiled version for a signature, or None; a damaged file is removed."""
        target_context.refresh()
        if not self._enabled:
            return None
        path = self._path(sig, target_context.codegen())
        try:
            stored = path.read_bytes()
        except OSError:  # it is not there, or can't be read: compile
            return None
        content = stored[_SEAL:]
        if hashlib.sha256(content).digest() == stored[:_SEAL]:
            return CompileResult._rebuild(target_context, *pickle.loads(content))
        path.unlink(missing_ok=True)
        return None

    def save_overload(self, sig: Any, data: Any) -> None:
        """Keep a compiled version; where that fails, say so once and go on without."""
        if not self._enabled or data.library.has_dynamic_globals:
            return
        content = dumps(data._reduce())
        path = self._path(sig, data.codegen)
        temporary = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
        try:
            temporary.write_bytes(hashlib.sha256(content).digest() + content)
            temporary.replace(path)
        except OSError as error:
            self._enabled = False
            telling.complain(not_kept(self._folder, error.strerror or str(error)))
        finally:
            _remove(temporary)

    def _path(self, sig: Any, codegen: Any) -> Path:
        # The folder's name stands for sources, versions and CPU.
        key = hashlib.sha256(repr((self._module, sig, codegen.magic_tuple())).encode()).hexdigest()
        return self._folder / f"{self._name}-{key[:16]}{SUFFIX}"


def not_kept(folder: Path, reason: str) -> str:
    """Return what a user is told once when kernels cannot be kept."""
    return f"compiled kernels are not kept for later runs: `{folder}` cannot be written: {reason}"


def _remove(path: Path) -> None:
    try:
        os.unlink(path)  # noqa: PTH108 # `Path.unlink` raises of a folder that is a file
    except OSError:
        return
