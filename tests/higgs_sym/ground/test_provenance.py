import json
from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pytest

import higgs_sym
from higgs_sym.ground import provenance as module
from higgs_sym.ground.provenance import provenance


def test_it_is_flat_text_that_any_format_can_hold() -> None:
    record = provenance()
    assert all(isinstance(word, str) and word for pair in record.items() for word in pair)
    assert all(key.isidentifier() for key in record)
    assert json.loads(json.dumps(record)) == record


def test_versions_are_those_of_the_running_program() -> None:
    record = provenance()
    assert record["higgs_toolkit"] == higgs_sym.__version__
    assert record["version_numpy"] == np.__version__
    assert "not installed" not in record.values()


def test_time_is_given_in_utc() -> None:
    noon_in_tokyo = datetime(2024, 3, 5, 12, 0, tzinfo=timezone(timedelta(hours=9)))
    assert provenance(noon_in_tokyo)["created"] == "2024-03-05T03:00:00+00:00"
    now = datetime.fromisoformat(provenance()["created"])
    assert abs(datetime.now(UTC) - now) < timedelta(minutes=1)


def test_a_missing_package_is_said_and_not_fatal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PACKAGES", ("no-such-package",))
    assert provenance()["version_no_such_package"] == "not installed"
