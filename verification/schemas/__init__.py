"""The JSON schemas of the answers under `--json`, one file a command."""

import json
from importlib import resources
from typing import Any

from higgs_sym.ground.errors import one_of


def schemas() -> tuple[str, ...]:
    """Return the names of the commands whose answers have a schema."""
    files = resources.files(__package__).iterdir()
    found = [one.name.removesuffix(".json") for one in files if one.name.endswith(".json")]
    return tuple(sorted(_command(name) for name in found))


def _command(stem: str) -> str:
    return stem.replace("-", " ", 1) if stem.startswith("sweep-") else stem


def schema(name: str) -> dict[str, Any]:
    """Return the schema of a command's answer (JSON Schema 2020-12); `sweep run` for its parts.

    Raises `ArgumentError` for a command that is none.
    """
    stem = one_of("NAME", name, schemas()).replace(" ", "-")
    text = (resources.files(__package__) / f"{stem}.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found
