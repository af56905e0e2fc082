"""`higgs`: the console script, begun only if the packages are those of this distribution."""

import os
import sys

INTERRUPTED, USAGE = 130, 2


def main() -> None:
    """Console script."""
    try:
        from higgs.guard import ClashError, check

        try:
            check()
        except ClashError as clash:
            os.write(2, f"higgs: {clash}\n".encode())
            sys.exit(USAGE)
        from verification.__main__ import main as begin
    except KeyboardInterrupt:  # nothing has been begun
        os.write(2, b"higgs: interrupted\n")
        sys.exit(INTERRUPTED)
    begin()


if __name__ == "__main__":
    main()
