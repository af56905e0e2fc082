"""`higgs`, begun so that neither Ctrl-C while modules load nor closed streams do any harm."""

import os
import signal
import sys

from verification import INTERRUPTED


def _stop(_number: int, _frame: object) -> None:
    # Nothing has been begun that would have to be tidied up.
    os.write(2, b"higgs: interrupted\n")
    os._exit(INTERRUPTED)


def _occupy_streams() -> None:
    """Give closed standard streams to nobody: the next file opened would become one of them."""
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w")  # noqa: PTH123, SIM115 # as long as the process


def main() -> None:
    """Console script."""
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, _stop)
    _occupy_streams()
    from verification.cli import execute, leave

    leave(execute(sys.argv[1:]))


if __name__ == "__main__":
    main()
