"""A copy of the tree in which one file at a time is another, and tests run in it."""

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.mutation.mutants import Mutant

KILLED_BY_TIME = -1
# Imported once: every test process is a fork of this one. Nothing of the project is among them.
LIBRARIES = (
    "numpy", "numba", "scipy.optimize", "scipy.integrate", "scipy.special", "sympy", "mpmath",
    "flint", "xarray", "h5netcdf", "h5py", "matplotlib.figure", "click", "rich", "hypothesis",
    "hypothesis.strategies", "pytest", "jinja2", "latex2mathml.converter", "pyarrow",
)  # fmt: skip


class Tree:
    """The copy at `root`; `cache` holds kernels compiled for it."""

    def __init__(self, origin: Path, root: Path) -> None:
        self.origin, self.root = origin, root
        self.cache = root.parent / f"{root.name}-cache"
        self._stamp = int(time.time())
        self._lock = None

    def taken(self) -> bool:
        """Take the copy for this process; False if another has it."""
        self.root.mkdir(parents=True, exist_ok=True)
        self._lock = (self.root.parent / "lock").open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def fill(self) -> None:
        """Copy all that git would: tracked files, and new ones that it does not ignore."""
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=self.origin, capture_output=True, check=True,
        )  # fmt: skip
        names = {name for name in listed.stdout.decode().split("\0") if name}
        for name in sorted(names):
            source, target = self.origin / name, self.root / name
            if not source.is_file():
                continue
            if target.exists() and target.read_bytes() == source.read_bytes():
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
        for path in self.root.rglob("*.py"):
            if str(path.relative_to(self.root)) not in names:
                path.unlink()

    def warm(self) -> None:
        """Compile all kernels of the copy, where its tests find them."""
        subprocess.run(
            [sys.executable, "-m", "verification.cli", "warm-up"], cwd=self.root, check=True,
            env={**os.environ, "HIGGS_CACHE_DIR": str(self.cache)}, stdout=subprocess.DEVNULL,
        )  # fmt: skip

    @contextlib.contextmanager
    def changed(self, mutant: Mutant) -> Iterator[None]:
        """Have the file of the mutant changed meanwhile."""
        path = self.root / mutant.path
        original = path.read_bytes()
        status = path.stat()
        # Compiled modules are told by the time of their source, in seconds.
        self._stamp += 1
        try:
            path.write_bytes(mutant.applied(original))
            os.utime(path, (self._stamp, self._stamp))
            yield
        finally:
            path.write_bytes(original)
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
            shutil.rmtree(self.root / ".hypothesis", ignore_errors=True)

    def forked(self, work: Callable[[], int], limit: float, cache: Path) -> int:
        """Return what `work` returns in a process of its own group, or `KILLED_BY_TIME`."""
        sys.stdout.flush()
        pid = os.fork()
        if pid == 0:
            status = 70
            try:
                os.setpgid(0, 0)
                log = self.root.parent / "last.log"
                os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
                os.dup2(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 1)
                os.dup2(1, 2)
                os.chdir(self.root)
                sys.path[:] = [str(self.root), *(one for one in sys.path if not self._ours(one))]
                for name in [one for one in sys.modules if one.split(".")[0] == "tests"]:
                    del sys.modules[name]
                os.environ["HIGGS_CACHE_DIR"] = str(cache)
                os.environ["PYTHONPATH"] = str(self.root)
                status = work()
            except BaseException:
                traceback.print_exc()
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(status)
        end = time.monotonic() + limit
        pause = 0.005
        while time.monotonic() < end:
            done, status = os.waitpid(pid, os.WNOHANG)
            if done:
                _stop(pid)
                return os.waitstatus_to_exitcode(status)
            time.sleep(pause)
            pause = min(0.1, 1.5 * pause)
        _stop(pid)
        os.waitpid(pid, 0)
        return KILLED_BY_TIME

    def _ours(self, entry: str) -> bool:
        return entry in ("", str(self.origin)) or Path(entry).resolve() == self.origin


def _stop(group: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


def pytest_here(*arguments: str, plugins: tuple[object, ...] = ()) -> int:
    """Run tests of the folder in which this process is."""
    import pytest

    fixed = (
        "-q", "-p", "no:randomly", "-p", "no:cacheprovider", "-n", "0", "--hypothesis-seed=0",
        "-o", "addopts=", "-o", "filterwarnings=error\nignore:Module already imported",
    )  # fmt: skip
    return int(pytest.main([*fixed, *arguments], plugins=list(plugins)))
