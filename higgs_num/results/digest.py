"""A digest of everything in a file, by which any change of it is told."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from higgs_num.results.content import Attribute, Content, Variable
from higgs_sym.ground.errors import ArgumentError

DIGEST = "digest"


def digest(content: Content) -> str:
    """Return the SHA-256 of all arrays and of all attributes but the digest itself.

    Of every array, in the order of their names, the name, dimensions, unit, long name, type,
    shape and bytes (little-endian); then every attribute with its type. It does not depend on
    how a file stores them.
    """
    return _sum(_parts(content))


def digest_of(text: str, arrays: Mapping[str, NDArray[Any]]) -> str:
    """Return the SHA-256 of a text and of named arrays: names, types, shapes and bytes."""
    return _sum(_plain(text, arrays))


def _sum(parts: Iterable[bytes]) -> str:
    total = hashlib.sha256()
    for part in parts:
        # The length first, so that no two contents have the same sequence of bytes.
        total.update(len(part).to_bytes(8, "little"))
        total.update(part)
    return f"sha256:{total.hexdigest()}"


def _plain(text: str, arrays: Mapping[str, NDArray[Any]]) -> Iterator[bytes]:
    yield text.encode()
    for name in sorted(arrays):
        values = arrays[name]
        yield name.encode()
        yield f"{values.dtype.str} {values.shape}".encode()
        yield np.ascontiguousarray(values).tobytes()


def sealed(content: Content) -> Content:
    """Return the content with its digest among the attributes."""
    return Content(content.variables, {**content.attributes, DIGEST: digest(content)})


def check_seal(content: Content) -> None:
    """Raise `ArgumentError` unless the digest among the attributes is that of the content."""
    found = digest(content)
    if content.attribute(DIGEST) != found:
        raise ArgumentError(
            DIGEST, f"be that of the arrays and headers, {found[:19]}...", "another: they changed"
        )


def _parts(content: Content) -> Iterator[bytes]:
    for name in sorted(content.variables):
        yield from _variable(content.variables[name])
    for name in sorted(content.attributes):
        if name != DIGEST:
            yield name.encode()
            yield _attribute(content.attributes[name])


def _variable(variable: Variable) -> Iterator[bytes]:
    quantity, values = variable.quantity, variable.values
    for text in (quantity.name, *quantity.dims, quantity.unit, quantity.long_name):
        yield text.encode()
    yield repr(values.shape).encode()
    if values.dtype == object:
        yield b"text"
        yield from (one.encode() for one in values.flat)
    else:
        yield b"float64"
        yield np.ascontiguousarray(values, dtype="<f8").tobytes()


def _attribute(value: Attribute) -> bytes:
    # Of a number every bit counts, which `hex` shows; whole numbers and texts are their own names.
    shown = value.hex() if isinstance(value, float) else str(value)
    return f"{type(value).__name__} {shown}".encode()
