"""`higgs` from its first moment on: an interruption is one line, whatever is being imported."""

import os
import signal

INTERRUPTED = 130


def _stop(*_: object) -> None:
    os.write(2, b"higgs: interrupted\n")
    os._exit(INTERRUPTED)


def main() -> None:
    """Console script."""
    # Where the shell has set interruptions to be ignored they go on being ignored.
    heard = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if heard:
        signal.signal(signal.SIGINT, _stop)
    from verification import cli

    if heard:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        cli.main()
    except KeyboardInterrupt:  # before the command line is read, or after the answer
        _stop()


if __name__ == "__main__":
    main()
