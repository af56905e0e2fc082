"""Whom to tell what happens to kernels; imports nothing that costs, so that it costs nothing."""

import warnings
from collections.abc import Callable

# Called with how many kernels have been compiled in this process and how many there are at most,
# when one is begun, and with the name of that one, or with an empty name when none is left.
reporter: Callable[[int, int, str], None] | None = None

# Called with a sentence when kernels cannot be kept; a warning of Python unless set.
complaint: Callable[[str], None] | None = None

_complained = False


def complain(sentence: str) -> None:
    """Tell, once in a process, that kernels cannot be kept."""
    global _complained  # noqa: PLW0603
    if _complained:
        return
    _complained = True
    if complaint is None:
        warnings.warn(sentence, RuntimeWarning, stacklevel=2)
    else:
        complaint(sentence)
