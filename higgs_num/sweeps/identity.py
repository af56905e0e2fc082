"""What a point is known by: its parameters, the code that computes it, and versions.

Two points with one key have one result, to the last bit on one kind of CPU; so a point whose key
is in a store need never be computed again, and one whose code has changed is stale.
"""

import hashlib
import json
from functools import cache
from pathlib import Path

from higgs_num.sweeps.kinds import Kind
from higgs_num.sweeps.kinds.kind import Point
from higgs_sym.ground.provenance import provenance

# Whose releases can move a digit.
VERSIONS = ("version_llvmlite", "version_numba", "version_numpy", "version_scipy")
KEY = 32  # hexadecimal digits


@cache
def _digest_of(rooms: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    root = Path(__file__).parents[2]
    for room in rooms:
        folder = root / room
        for source in sorted(folder.rglob("*.py")) if folder.is_dir() else [folder]:
            # A kind of one's own may name files outside this package by their whole path.
            inside = source.is_relative_to(root)
            name = source.relative_to(root).as_posix() if inside else source.name
            digest.update(name.encode())
            digest.update(source.read_bytes())
    here = provenance()
    for name in VERSIONS:
        digest.update(f"{name} {here[name]}".encode())
    return digest.hexdigest()[:KEY]


def code_digest(kind: Kind) -> str:
    """Return the digest of all code and versions on which results of a kind depend."""
    return _digest_of(kind.rooms)


def parameter_key(kind: Kind, point: Point, outputs: tuple[str, ...]) -> str:
    """Return the digest of what is computed at a point: all of its parameters, and the outputs."""
    plain = {
        "kind": kind.name,
        "outputs": list(outputs),
        "point": {
            name: one if isinstance(one, str) else float(one).hex() for name, one in point.items()
        },
    }
    text = json.dumps(plain, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:KEY]
