"""`report.json` read back: known by its digest, and what of it a later session compares."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from higgs_sym.ground.errors import FileError, HiggsError
from higgs_sym.ground.files import read_text
from verification.evidence import number
from verification.verdict import Verdict

FORMAT = 2
DATA = "report.json"
DIGEST = "digest"

# Claim, role, correction (or ""), name, and how many of that name stand before it.
Key = tuple[str, str, str, str, int]


def digest(data: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the content of `data`, not of how it is laid out."""
    # So that a program may print it anew.
    plain = json.dumps(data, sort_keys=True, ensure_ascii=True)
    return f"sha256:{hashlib.sha256(plain.encode()).hexdigest()}"


def load(path: Path) -> dict[str, Any]:
    """Return the object in the `report.json` at `path`.

    Raises
    ------
    FileError
        If it cannot be read, is no report or is not what was written.
    """
    try:
        data = json.loads(read_text(path))
        found, _ = data.pop(DIGEST), data["files"]
        version = data["format"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise FileError(path, "is not a report") from None
    if version != FORMAT:
        raise FileError(path, f"has format {version!r}, but {FORMAT} is read here")
    if found != digest(data):
        raise FileError(path, "is damaged: its content is not what was written")
    return {**data, DIGEST: found}


@dataclass(frozen=True)
class StoredNumber:
    """A measured number, its standard error and the tolerance of its check."""

    measured: float
    uncertainty: float
    tolerance: float


@dataclass(frozen=True)
class Earlier:
    """What an earlier report said: verdicts and times by claim, numbers by their place."""

    path: str
    created: str
    verdicts: Mapping[str, Verdict]
    seconds: Mapping[str, float]
    numbers: Mapping[Key, StoredNumber]


def earlier(path: Path) -> Earlier:
    """Return what the report at `path`, a file or the folder it lies in, said.

    Raises
    ------
    FileError
        As `load`, and if a claim in it lacks what is compared.
    """
    file = path / DATA if path.is_dir() else path
    data = load(file)
    try:
        claims = {str(one["id"]): one for one in data["claims"]}
        return Earlier(
            path=str(path),
            created=str(data["provenance"].get("created", "")),
            verdicts={name: Verdict(one["verdict"]) for name, one in claims.items()},
            seconds={name: number("seconds", one["seconds"]) for name, one in claims.items()},
            numbers=dict(_numbers(claims)),
        )
    except (ValueError, KeyError, TypeError, AttributeError, HiggsError):
        raise FileError(file, "is not a report") from None


def _numbers(claims: Mapping[str, Any]) -> Iterator[tuple[Key, StoredNumber]]:
    for name, claim in claims.items():
        seen: dict[tuple[str, str, str], int] = {}
        for item in claim["evidence"]:
            place = (str(item["role"]), str(item["correction"] or ""), str(item["name"]))
            seen[place] = seen.get(place, -1) + 1
            values = (number(key, item[key]) for key in ("measured", "uncertainty", "tolerance"))
            yield (name, *place, seen[place]), StoredNumber(*values)
