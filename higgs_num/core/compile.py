"""Compile kernels with numba, once per installation and never stale.

Numba's own cache looks only at the file of the compiled function, so an edit of a callee
elsewhere would go on giving old results. Here the cache folder's name is a digest of every
kernel source, of the versions and of the CPU, so any change starts an empty folder.
"""

import hashlib
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import llvmlite
import llvmlite.binding
import numba
import numpy as np
import platformdirs
from numba.core.event import Listener, register

from higgs_num.core import telling
from higgs_num.core.cache import SUFFIX, KernelCache, not_kept, unusable

F = TypeVar("F", bound=Callable[..., object])


def _digest() -> str:
    digest = hashlib.sha256()
    for source in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(source.name.encode())
        digest.update(source.read_bytes())
    cpu = llvmlite.binding.get_host_cpu_name() + str(llvmlite.binding.get_host_cpu_features())
    for word in (numba.__version__, llvmlite.__version__, np.__version__, cpu):
        digest.update(word.encode())
    return digest.hexdigest()[:16]


def cache_folder() -> Path:
    """Return the folder of compiled kernels; HIGGS_CACHE_DIR overrides its parent."""
    parent = os.environ.get("HIGGS_CACHE_DIR") or platformdirs.user_cache_dir("higgs-toolkit")
    return Path(parent) / f"kernels-{_digest()}"


FOLDER = cache_folder()

KERNELS: list[Any] = []  # all that have been declared, compiled or not


@cache
def kept() -> bool:
    """Whether compiled kernels can be kept on disk; if not, that has been told."""
    if reason := unusable(FOLDER):
        telling.complain(not_kept(FOLDER, reason))
    return not reason


def kernels_kept() -> int:
    """Return how many compiled kernels lie in the folder."""
    return len(list(FOLDER.glob(f"*{SUFFIX}")))


def kernel(function: F) -> F:
    """Compile `function` in nopython mode, cached on disk, without the interpreter lock."""
    compiled: Any = numba.njit(nogil=True, error_model="numpy")(function)
    if kept():
        compiled._cache = KernelCache(function, FOLDER)
    KERNELS.append(compiled)
    return cast(F, compiled)


class _Compilations(Listener):
    """Tells `telling.reporter` of every kernel that is not in the cache."""

    def __init__(self) -> None:
        self._made = 0
        self._within = 0

    def on_start(self, event: Any) -> None:
        self._within += 1
        # Parts of numba are compiled as well, and functions of others who use it.
        if telling.reporter is not None and event.data["dispatcher"] in KERNELS:
            name = event.data["dispatcher"].py_func.__name__
            telling.reporter(self._made, len(KERNELS), name)

    def on_end(self, event: Any) -> None:
        self._within -= 1
        self._made += event.data["dispatcher"] in KERNELS
        if telling.reporter is not None and self._made and self._within == 0:
            telling.reporter(self._made, len(KERNELS), "")


register("numba:compile", _Compilations())
