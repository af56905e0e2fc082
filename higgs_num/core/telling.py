"""Whom to tell that kernels are being compiled; imports nothing, so that it costs nothing."""

from collections.abc import Callable

# Called with how many kernels have been compiled in this process and how many there are at most,
# when one is begun, and with the name of that one, or with an empty name when none is left.
reporter: Callable[[int, int, str], None] | None = None
