"""Kernels are compiled once per installation and never outlive an edit."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import higgs_num

ROOT = Path(higgs_num.__file__).resolve().parents[1]

# The quickest to compile of all that a command needs.
RUN = """
from verification.cli import execute
assert execute(["response", "--alpha", "0.1", "--omega", "1"]) == 0
from higgs_num.core.response import fill_inverse_susceptibility as kernel
print(sum(kernel.stats.cache_hits.values()), sum(kernel.stats.cache_misses.values()))
"""


def started(code: str, cache: Path, packages: Path = ROOT) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "HIGGS_CACHE_DIR": str(cache), "PYTHONPATH": str(packages)},
        cwd=packages, capture_output=True, text=True, check=True,
    )  # fmt: skip


def python(code: str, cache: Path, packages: Path = ROOT) -> str:
    return started(code, cache, packages).stdout


def compiled(cache: Path) -> dict[str, float]:
    return {str(p): p.stat().st_mtime_ns for p in cache.rglob("*.nbc")}


def test_a_first_start_says_that_it_compiles_and_a_second_compiles_nothing(tmp_path: Path) -> None:
    notice = "compiling kernels, once per installation"
    first = started(RUN, tmp_path)
    assert first.stdout.splitlines()[-1] == "0 1"  # of hits and misses
    assert notice in first.stderr
    assert "compil" not in first.stdout
    files = compiled(tmp_path)
    assert files
    second = started(RUN, tmp_path)
    assert second.stdout.splitlines()[-1] == "1 0"
    assert notice not in second.stderr
    assert compiled(tmp_path) == files


def test_an_edit_of_any_kernel_source_starts_a_new_cache(tmp_path: Path) -> None:
    copy = tmp_path / "installation"
    core = copy / "higgs_num" / "core"
    core.mkdir(parents=True)
    (copy / "higgs_num" / "__init__.py").touch()
    sources = sorted((ROOT / "higgs_num" / "core").rglob("*.py"))
    for source in sources:
        (core / source.name).write_bytes(source.read_bytes())
    ask = "from higgs_num.core.compile import cache_folder; print(cache_folder())"
    first = python(ask, tmp_path, copy)
    assert python(ask, tmp_path, copy) == first
    seen = {first}
    for name in ("free.py", "sums.py", "lanes.py"):
        with (core / name).open("a") as handle:
            handle.write("# edited\n")
        seen.add(python(ask, tmp_path, copy))
    assert len(seen) == 4
    (core / "new.py").write_text("")
    assert python(ask, tmp_path, copy) not in seen


RESPONSE = """
from higgs_num.response import spectrum
import numpy as np
print(spectrum(np.array([0.5, 2.5]), 0.3).inverse.tobytes().hex())
"""


def cached(cache: Path) -> list[Path]:
    return sorted(cache.rglob("*.nbc"))


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:500])


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _changed(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.slow
@pytest.mark.parametrize("damage", [_cut, _emptied, _changed])
def test_damaged_files_are_compiled_anew(damage: Callable[[Path], None], tmp_path: Path) -> None:
    first = python(RESPONSE, tmp_path)
    whole = {path: path.stat().st_size for path in cached(tmp_path)}
    for path in whole:
        damage(path)
    assert python(RESPONSE, tmp_path) == first
    assert {path: path.stat().st_size for path in cached(tmp_path)} == whole


CLI = "import sys; from verification.__main__ import main; main()"


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["file", "full"])
def test_without_a_folder_kernels_are_compiled_in_memory(kind: str, tmp_path: Path) -> None:
    place = tmp_path / "cache"
    words = ["response", "--alpha", "0.1", "--omega", "1", "--json"]
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (4096, -1));"
    if kind == "file":
        place.write_text("")
    found = subprocess.run(
        [sys.executable, "-c", (limit if kind == "full" else "") + CLI, *words],
        env={**os.environ, "HIGGS_CACHE_DIR": str(place), "PYTHONPATH": str(ROOT)},
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    told = [line for line in found.stderr.splitlines() if "not kept for later runs" in line]
    assert len(told) == 1
    assert json.loads(found.stdout)["inputs"]["rate_s"] == 0.1
    assert list(place.rglob("*.nbc")) == [] if kind == "full" else place.read_text() == ""
