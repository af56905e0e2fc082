"""Cases of which some are for `make slow` alone: they add seconds, and no other kind of case."""

from collections.abc import Container, Iterable
from typing import Any

import pytest


def seldom(cases: Iterable[Any], slow: Container[Any]) -> list[Any]:
    """Return the cases of a parametrized test, those in `slow` marked as such."""
    marked = []
    for case in cases:
        values = case if isinstance(case, tuple) else (case,)
        marks = [pytest.mark.slow] if case in slow else []
        marked.append(pytest.param(*values, marks=marks))
    return marked
