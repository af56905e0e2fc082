"""Seeded changes of single bytes, and what became of each file that had one."""

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from higgs_sym.ground.errors import FileError

Outcome = Counter[str]


def flips(path: Path, read: Callable[[Path], Any], *, count: int, seed: int) -> Outcome:
    """Change one random byte `count` times; count what is `refused` and what is read `right`.

    `read` returns what compares equal to what it returned before; anything but that, or a
    `FileError` of one line, is an AssertionError.
    """
    whole, before = path.read_bytes(), read(path)
    draws = random.Random(seed)
    found: Outcome = Counter()
    for _ in range(count):
        place, change = draws.randrange(len(whole)), draws.randrange(1, 256)
        changed = bytearray(whole)
        changed[place] ^= change
        path.write_bytes(changed)
        refused, after = outcome_of(read, path)
        assert "\n" not in refused
        assert refused or after == before, f"byte {place} changed by {change:#04x} was accepted"
        found["refused" if refused else "right"] += 1
    path.write_bytes(whole)
    return found


def outcome_of(read: Callable[[Path], Any], path: Path) -> tuple[str, Any]:
    """Return by which words the file is refused, or an empty text and what is read."""
    try:
        return "", read(path)
    except FileError as error:
        return str(error), None
