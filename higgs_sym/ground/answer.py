"""What a command answers: one JSON object, and the same for a reader."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Answer:
    """Result of a command; `higgs` prints `text`, or `data` under `--json`."""

    data: Mapping[str, Any]
    text: str
    exit_status: int = 0
