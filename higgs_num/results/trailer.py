"""A line after the end of a file by which any change of its bytes is told before they are read.

The digest among the attributes tells what changed in what was read. But a library may hang, crash
or take all memory over damaged bytes before there is anything to compare. Readers of HDF5 stop at
the end that the file states and never see the line; programs that rewrite a file drop it.
"""

import hashlib
import os
import re

from higgs_sym.ground.errors import FileError

_LINE = re.compile(rb"\nsha256 ([0-9a-f]{64}) of all bytes before this line\n\Z")
_LENGTH = len("\nsha256  of all bytes before this line\n") + 64


def with_trailer(content: bytes) -> bytes:
    """Return `content` and the line."""
    digest = hashlib.sha256(content).hexdigest()
    return content + f"\nsha256 {digest} of all bytes before this line\n".encode()


def without_trailer(path: str | os.PathLike[str], stored: bytes) -> bytes:
    """Return the bytes before the line, or all if there is none; FileError if they changed."""
    found = _LINE.search(stored, max(0, len(stored) - _LENGTH))
    if found is None:
        return stored
    content = stored[: found.start()]
    if hashlib.sha256(content).hexdigest().encode() != found[1]:
        raise FileError(path, "is damaged: its bytes are not those that were written")
    return content
