"""Tell on standard error, once, that kernels are compiled, and how far that has come."""

import time

from higgs_num.core import telling
from higgs_sym.ground.progress import remark
from verification.streams import tell

NOTICE = "compiling kernels, once per installation (`higgs warm-up` does all of it ahead)"


class Teller:
    """What `higgs_num.core.telling` calls."""

    def __init__(self) -> None:
        self._began: float | None = None

    def __call__(self, made: int, most: int, name: str) -> None:
        """Tell that `made` kernels of at most `most` are compiled, and which is next."""
        if self._began is None:
            self._began = time.perf_counter()
            tell(NOTICE)
        seconds = time.perf_counter() - self._began
        remark(f"kernel {made + 1} of at most {most}, {seconds:.0f} s" if name else "")


def tell_of_compilation() -> None:
    """Have the kernels of this process tell of it; imports no numba."""
    telling.reporter = Teller()
    telling.complaint = tell
