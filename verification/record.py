"""The verdicts of the last accepted session, kept with the program."""

import json
from collections.abc import Mapping
from pathlib import Path

from higgs_sym.ground.errors import FileError
from higgs_sym.ground.files import write_text
from verification.session import ClaimResult
from verification.verdict import Verdict

RECORD = Path(__file__).with_name("record.json")


def load(path: Path) -> dict[str, Verdict]:
    """Return the recorded verdicts by claim id.

    Raises
    ------
    FileError
        if the file is missing, damaged or of another program.
    """
    try:
        verdicts = json.loads(path.read_text(encoding="utf-8"))["verdicts"]
        return {str(name): Verdict(value) for name, value in verdicts.items()}
    except OSError as error:
        raise FileError(path, f"cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise FileError(path, "is not a record of verdicts") from None


def update(
    recorded: Mapping[str, Verdict],
    results: tuple[ClaimResult, ...],
    known: tuple[str, ...],
    path: Path,
) -> dict[str, Verdict]:
    """Write and return `recorded` with the verdicts of `results`, for `known` ids only.

    A claim without a verdict (`error`, `not-run`) keeps its recorded one.
    """
    merged = {name: value for name, value in recorded.items() if name in known}
    for result in results:
        if result.verdict not in (Verdict.ERROR, Verdict.NOT_RUN):
            merged[result.claim.id] = result.verdict
    content = {"format": 1, "verdicts": dict(sorted(merged.items()))}
    write_text(path, json.dumps(content, indent=2) + "\n", overwrite=True)
    return merged
