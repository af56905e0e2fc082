"""Assertions for other people's suites, and their fixtures in a suite of somebody else."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from higgs_num.catalogue import reference
from higgs_num.levels import Levels
from higgs_num.testing import assert_formula, assert_reference, assert_spins, assert_trajectory
from higgs_sym.ground.errors import ArgumentError
from tests.higgs_num.foreign.script import trajectory

SUITE = """
import numpy as np

from script import trajectory


def test_right(assert_trajectory):
    t, gap = trajectory(0.6, 1.0, 10.0, 400, 0.0125, 50.0, 8)
    assert_trajectory(t, gap, gap_initial=0.6, cutoff=10.0)


def test_wrong(assert_trajectory):
    t, gap = trajectory(0.6, 1.0, 10.0, 400, 0.0125, 50.0, 8, two=1.0)
    assert_trajectory(t, gap, gap_initial=0.6, cutoff=10.0)


def test_reference(assert_reference):
    t, gap = trajectory(0.1, 1.0, 10.0, 400, 0.0125, 60.0, 20)
    assert_reference(t, gap, "clean-phase-3")
"""


def test_a_wrong_trajectory_fails_with_its_mistake() -> None:
    time, gap = trajectory(0.6, 1.0, 10.0, 400, 0.0125, 50.0, 8, lam=2.0)
    with pytest.raises(AssertionError, match="lambda is doubled"):
        assert_trajectory(time, gap, gap_initial=0.6, cutoff=10.0)


def test_nothing_decided_fails_unless_allowed() -> None:
    time = np.linspace(0.0, 1.0, 9)
    gap = 0.7 + 0.01 * time
    with pytest.raises(AssertionError, match="The trajectory undecided"):
        assert_trajectory(time, gap, gap_initial=0.6)
    assert_trajectory(time, gap, gap_initial=0.6, allow_undecided=True)


def test_references_are_met_or_not() -> None:
    one = reference("clean-phase-2-up")
    assert_reference(one.time[::2], one.gap[::2], one.id)
    with pytest.raises(AssertionError, match="differs from clean-phase-2-up by 1e-05"):
        assert_reference(one.time, one.gap + 1e-5, one.id)


def test_formulas_are_ours_or_not() -> None:
    assert assert_formula("2*Delta*sqrt(1-q^2)", "closure_mode.omega", q="z").answer == "proved"
    with pytest.raises(AssertionError, match="it lacks a factor 2"):
        assert_formula("Delta*sqrt(1-z^2)", "closure_mode.omega")


def _precessing(change: float) -> tuple[np.ndarray, np.ndarray, Levels]:
    """Return exact spins at rest, with one length that changes."""
    levels = Levels.uniform(5.0, 40)
    E = np.hypot(levels.energies, 1.0)
    rest = np.array([1.0 / E, 0.0 * E, -levels.energies / E])
    times = np.linspace(0.0, 5.0, 11)
    return times, (1.0 + change * times)[:, None, None] * rest, levels


def test_spins_keep_what_is_conserved() -> None:
    times, spins, levels = _precessing(0.0)
    assert_spins(times, spins, levels, gap_final=1.0, gap_initial=1.0)
    times, spins, levels = _precessing(1e-3)
    with pytest.raises(AssertionError, match=r"\|S\|"):
        assert_spins(times, spins, levels, gap_final=1.0, gap_initial=1.0)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"cutof": 1.0}, "`setting` must hold some of .* but is cutof"),
        ({"accuracy": 0.0}, "`accuracy` must be > 0"),
        ({"accuracy": 0.9}, "`accuracy` must lie between 1e-09 and 0.5"),
        ({"allow_undecided": 1}, "`allow_undecided` must be"),
    ],
)
def test_bad_arguments_are_told(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(ArgumentError, match=message):
        assert_trajectory(np.arange(9.0), np.ones(9), gap_initial=0.5, **arguments)  # type: ignore[arg-type]


def test_the_fixtures_serve_a_suite_of_somebody_else(tmp_path: Path) -> None:
    (tmp_path / "test_theirs.py").write_text(SUITE)
    (tmp_path / "pytest.ini").write_text("[pytest]\nhiggs_accuracy = 1e-4\n")
    script = Path(__file__).with_name("script.py")
    (tmp_path / "script.py").write_text(script.read_text())
    root = str(Path(__file__).parents[3])
    done = subprocess.run(
        # By name as well: where the package is not installed its entry point is not known.
        [sys.executable, "-m", "pytest", "-q", "-p", "higgs_num.pytest_plugin", "-p", "no:randomly",
         "-p", "no:cacheprovider", "--noconftest", "."],
        cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False,
        env={**__import__("os").environ, "PYTHONPATH": root, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
    )  # fmt: skip
    assert "1 failed, 2 passed" in done.stdout, done.stdout + done.stderr
    assert "A factor 2 lacks in the frequency" in done.stdout
