"""The same inputs give the same numbers, whatever threads there are."""

import os
import subprocess
import sys
from functools import cache

import pytest

SCRIPT = """
import sys
from higgs_num.kinetic import KineticQuench, solve
problem = KineticQuench(0.5, 1.0, rate_s=0.2, cutoff=3.0, t_max=36.0)
result = solve(problem, tol=1e-6, threads=int(sys.argv[1]))
print(int(result.nodes), result.gap.tobytes().hex())
"""


@cache
def _bits(threads: int, of_blas: int) -> str:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(threads)],
        env={**os.environ, "OPENBLAS_NUM_THREADS": str(of_blas)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.mark.parametrize(("threads", "of_blas"), [(1, 2), (2, 1)])
def test_threads_give_the_same_bits(threads: int, of_blas: int) -> None:
    found = _bits(threads, of_blas)
    assert found == _bits(1, 1)
    # Enough times for the second thread to have anything to do
    assert int(found.split()[0]) > 320
