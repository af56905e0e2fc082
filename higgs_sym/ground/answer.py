"""What a command answers: one JSON object, and the same for a reader."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Answer:
    """Result of a command; `higgs` prints `text`, or `data` under `--json`.

    `data` is the object, or a function that returns it: what only `--json` shows need not be
    made for the text. `evaluated` is the object either way.
    """

    data: Mapping[str, Any] | Callable[[], Mapping[str, Any]]
    text: str
    exit_status: int = 0

    def evaluated(self) -> Mapping[str, Any]:
        """Return the object of `--json`."""
        return self.data() if callable(self.data) else self.data
