"""`higgs sweep` as it is typed."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.higgs_num.sweeps.own import NAME
from verification import cli

ROOT = Path(__file__).parents[3]
PLAN = """
kind = "steady"
[axes]
gap_initial = "0.05:8:9:log"
gap_final = [1.0, 2.0]
"""


@pytest.fixture(autouse=True)
def _in_a_folder_with_a_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plan.toml").write_text(PLAN)


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = cli.execute(["sweep", *words])
    seen = capsys.readouterr()
    return status, seen.out, seen.err


def test_from_a_plan_to_a_picture(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = told(capsys, "plan.toml", "--workers", "1")
    assert status == 0
    assert out.startswith("Sweep plan.zarr: 18 points\n  done         18\n")
    assert told(capsys, "plot", "plan.zarr", "phase", "map.png")[0] == 0
    assert Path("map.png").read_bytes()[:4] == b"\x89PNG"
    assert told(capsys, "export", "plan.zarr", "plan.csv")[0] == 0
    assert len(Path("plan.csv").read_text().splitlines()) == 19
    status, out, _ = told(capsys, "status", "plan.zarr", "--json")
    assert json.loads(out)["results"]["done"] == 18
    assert told(capsys, "resume", "plan.zarr", "--workers", "1")[0] == 0


def test_a_dry_run_computes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = told(capsys, "plan.toml", "--dry-run", "--cores", "4", "--json")
    assert status == 0
    assert json.loads(out)["results"]["points"] == 18
    assert not Path("plan.zarr").exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["no.toml"], "File `no.toml` does not exist"),
        (["status", "no.zarr"], "File `no.zarr` does not exist"),
        (["resume", "plan.toml"], "File `plan.toml` does not exist|is no Zarr group"),
        (["plan.toml", "--workers", "0"], "`--workers` must be >= 1"),
        (["plan.toml", "--scheduler", "nowhere"], "There is no scheduler at nowhere"),
        (["export", "no.zarr", "x.txt"], r"end in \.nc or \.csv"),
    ],
)
def test_bad_lines(words: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    import re

    status, out, err = told(capsys, *words)
    assert status in (1, 2)
    assert not out
    assert len(err.splitlines()) == 1
    assert re.search(message, err)


def test_ctrl_c_says_how_to_go_on(tmp_path: Path) -> None:
    Path("slow.toml").write_text(
        f'kind = "{NAME}"\n[fixed]\nseconds = 0.1\n[axes]\nx = "1:60:60"\n'
    )
    process = subprocess.Popen(
        [sys.executable, "-m", "verification", "sweep", str(tmp_path / "slow.toml"),
         "--workers", "2"],
        cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    store = tmp_path / "slow.zarr"
    for _ in range(400):
        if (store / "state" / "0").exists():
            break
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20.0)
    assert process.returncode == 130
    assert not out
    lines = err.decode().splitlines()
    assert lines[-2:] == [f"higgs: go on with: higgs sweep resume {store}", "higgs: interrupted"]
