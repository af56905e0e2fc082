"""How much memory there is, as far as the system tells."""

import math
import os
import sys
from pathlib import Path

GROUP = Path("/sys/fs/cgroup")


def available_memory() -> float:
    """Return the bytes that this process may still use; infinite where nobody tells."""
    return min(_of_machine(), _of_group())


def _of_machine() -> float:
    if sys.platform == "linux":
        for line in Path("/proc/meminfo").read_text().splitlines():
            if line.startswith("MemAvailable:"):
                return 1024.0 * int(line.split()[1])
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        return float(os.sysconf("SC_PHYS_PAGES")) * os.sysconf("SC_PAGE_SIZE")
    return math.inf


def _of_group() -> float:
    """Return what a container leaves, of version 2 of control groups."""
    try:
        most = (GROUP / "memory.max").read_text().strip()
        used = (GROUP / "memory.current").read_text()
    except OSError:
        return math.inf
    return math.inf if most == "max" else max(0.0, float(most) - float(used))
