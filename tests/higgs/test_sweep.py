"""`higgs.sweep`: a plan as a value, a mapping and a file gives the same points."""

from pathlib import Path

import pytest

import higgs
from higgs_num.sweeps import Plan
from higgs_sym.ground.errors import ArgumentError, FileError

MAPPING = {"kind": "mode", "axes": {"rate_s": "0.1:0.3:3"}, "outputs": ["absorption_peak"]}
TOML = 'kind = "mode"\noutputs = ["absorption_peak"]\n[axes]\nrate_s = "0.1:0.3:3"\n'


def test_a_plan_in_every_form(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(TOML)
    forms = {"a": MAPPING, "b": Plan.from_dict(MAPPING), "c": tmp_path / "plan.toml"}
    found = {
        name: higgs.sweep(plan, tmp_path / name, workers=1)["absorption_peak"].values.tolist()
        for name, plan in forms.items()
    }
    assert found["a"] == found["b"] == found["c"]
    # Each point is the very number of the function, which no sweep takes part in.
    peaks = [higgs.peak(alpha) for alpha in (0.1, 0.2, 0.3)]
    assert found["a"] == pytest.approx([one.omega for one in peaks if one], rel=1e-12)


def test_what_is_no_plan_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArgumentError, match="`kind` must be told"):
        higgs.sweep({}, tmp_path / "store")
    with pytest.raises(ArgumentError, match="`plan`"):
        higgs.sweep(7, tmp_path / "store")  # type: ignore[arg-type]
    with pytest.raises(FileError):
        higgs.sweep(tmp_path / "none.toml", tmp_path / "store")
