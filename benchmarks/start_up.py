"""CPU seconds of whole processes, user and system, beside `python -c pass`: medians of five.

Each process runs on one core, with compiled kernels in the cache (they are loaded once before).
`--first` measures instead the first quench of an installation, from an empty cache.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.machine import description

RUNS = 5
QUENCH = (
    "quench --gap-initial 0.95 --gap-final 1 --rate-s 0.1 --rate-u 0 --cutoff 10 --levels 15024 "
    "--t-max 300 --closure even --out {0}/run.nc --plot {0}/run.png --overwrite"
)
# What is run, and the CPU seconds that it may take.
COMMANDS = {
    "--help": 0.15,
    "formulas closure_mode.omega": 1.2,
    "derive": 1.2,
    "steady-state --gap-initial 0.1 --gap-final 1": 0.7,
    "response --alpha 0.1 --omega 0:4:401": 1.0,
    "mode --rate-s 0.1": 1.2,
    QUENCH: 2.0,
}
IMPORT = "import higgs_num.quench"


def seconds(arguments: list[str], environment: dict[str, str]) -> float:
    """Return the CPU seconds of one process on one core."""

    def on_one_core() -> None:
        if hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, *arguments], env=environment, check=True, preexec_fn=on_one_core,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def median(arguments: list[str]) -> float:
    """Return the median after one run that fills caches."""
    seconds(arguments, dict(os.environ))
    return statistics.median(seconds(arguments, dict(os.environ)) for _ in range(RUNS))


def command(text: str, folder: str) -> list[str]:
    """Return the arguments of python for a command of `higgs`."""
    return ["-m", "verification", *text.format(folder).split()]


def main() -> None:
    print(description())
    with tempfile.TemporaryDirectory() as folder:
        if "--first" in sys.argv:
            fresh = {**os.environ, "HIGGS_CACHE_DIR": str(Path(folder) / "cache")}
            print(f"first quench, from nothing: {seconds(command(QUENCH, folder), fresh):.1f} s")
            return
        print(f"{'python -c pass':<50} {median(['-c', 'pass']):6.2f}")
        for text, most in COMMANDS.items():
            name = "quench of the README, --out, --plot" if text == QUENCH else text
            print(f"{name:<50} {median(command(text, folder)):6.2f}   (<= {most:g})")
        print(f"{IMPORT:<50} {median(['-c', IMPORT]):6.2f}   (<= 0.8)")


if __name__ == "__main__":
    main()
