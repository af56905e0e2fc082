"""Kernels are compiled once per installation and never outlive an edit."""

import os
import subprocess
import sys
from pathlib import Path

import higgs_num

ROOT = Path(higgs_num.__file__).resolve().parents[1]

RUN = """
from higgs_num.core.extrapolated import advance_chains
from higgs_num.quench import Problem, run
run(Problem(0.95, 1.0, rate_s=0.1, levels=40, t_max=1.0))
stats = advance_chains.stats
print(sum(stats.cache_hits.values()), sum(stats.cache_misses.values()))
"""


def python(code: str, cache: Path, packages: Path = ROOT) -> str:
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "HIGGS_CACHE_DIR": str(cache), "PYTHONPATH": str(packages)},
        cwd=packages, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip


def compiled(cache: Path) -> dict[str, float]:
    return {str(p): p.stat().st_mtime_ns for p in cache.rglob("*.nbc")}


def test_a_second_start_compiles_nothing(tmp_path: Path) -> None:
    hits, misses = map(int, python(RUN, tmp_path).split())
    assert (hits, misses) == (0, 1)
    first = compiled(tmp_path)
    assert first
    hits, misses = map(int, python(RUN, tmp_path).split())
    assert (hits, misses) == (1, 0)
    assert compiled(tmp_path) == first


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
