"""Run code in a new interpreter: what is imported there is what the code imports."""

import subprocess
import sys

from verification.compilation import NOTICE


def printed_by(code: str) -> str:
    """Return what `code` prints, without the last line end; it must succeed."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.rstrip("\n")


def complaints(standard_error: str) -> list[str]:
    """Return its lines, less the notice that the first use of a new installation prints."""
    return [line for line in standard_error.splitlines() if line and NOTICE not in line]
