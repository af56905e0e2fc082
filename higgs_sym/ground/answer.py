"""What a command answers: one JSON object, and the same for a reader."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

PROVENANCE = "provenance"


@dataclass(frozen=True)
class Answer:
    """Result of a command; `higgs` prints `text`, or under `--json` an object around `data`.

    `data` is what was found, or a function that returns it: what only `--json` shows need not be
    made for the text. It may hold the `provenance` of what was found; otherwise that of the answer
    is told. `files` are those that were written, by what they are; None for one that was not.
    `inputs`, unless None, is told instead of the options.
    """

    data: Mapping[str, Any] | Callable[[], Mapping[str, Any]]
    text: str
    exit_status: int = 0
    files: Mapping[str, str | None] = field(default_factory=dict)
    inputs: Mapping[str, Any] | None = None

    def evaluated(self) -> Mapping[str, Any]:
        """Return what was found."""
        return self.data() if callable(self.data) else self.data

    @property
    def written(self) -> dict[str, str]:
        """The files that were written."""
        return {name: path for name, path in self.files.items() if path is not None}
