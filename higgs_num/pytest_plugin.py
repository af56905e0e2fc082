"""The assertions of `higgs_num.testing` as fixtures of pytest, with one accuracy for a suite.

pytest loads this by itself where the package is installed; it imports nothing else until a test
asks for a fixture.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

DEFAULT = "1e-3"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `higgs_accuracy` to the ini file."""
    parser.addini(
        "higgs_accuracy",
        "Accuracy relative to the gap that trajectories claim (higgs_num.testing)",
        default=DEFAULT,
    )


def _accuracy(config: pytest.Config) -> float:
    text = config.getini("higgs_accuracy")
    try:
        return float(text)
    except ValueError:
        raise pytest.UsageError(f"higgs_accuracy must be a number, but is {text!r}") from None


@pytest.fixture
def assert_trajectory(request: pytest.FixtureRequest) -> Callable[..., Any]:
    """`higgs_num.testing.assert_trajectory` with the accuracy of the ini file."""
    from higgs_num.testing import assert_trajectory as function

    return partial(function, accuracy=_accuracy(request.config))


@pytest.fixture
def assert_reference(request: pytest.FixtureRequest) -> Callable[..., Any]:
    """`higgs_num.testing.assert_reference` with the accuracy of the ini file."""
    from higgs_num.testing import assert_reference as function

    return partial(function, accuracy=_accuracy(request.config))
