"""Run code in a new interpreter: what is imported there is what the code imports."""

import subprocess
import sys


def printed_by(code: str) -> str:
    """Return what `code` prints, without the last line end; it must succeed."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.rstrip("\n")
