"""Byte flips: a file of ours with one byte changed is refused, or read as what it was.

Each kind of file has a reader that returns all that is read, so that nothing can change unseen.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from higgs_num.kinetic import KineticQuench, KineticResult
from higgs_num.kinetic import solve as solve_kinetic
from higgs_num.oracle import Ensemble, EnsembleResult, simulate
from higgs_num.quench import Observable, Problem, Result, run, trajectory
from higgs_num.quench.checkpoint import Checkpoint
from tests.campaigns.conftest import Tally
from tests.campaigns.damage import flips
from tests.verification.session_samples import session
from verification.report.folder import read_report, write_report

QUICK, LONG = 200, 3_000


def _content(result: Any) -> list[tuple[str, bytes]]:
    """All arrays and headers of a result, each as bytes."""
    content = result._content()
    arrays = [(name, one.values.tobytes()) for name, one in content.variables.items()
              if one.values.dtype != object]  # fmt: skip
    texts = [(name, repr(one.values.tolist()).encode()) for name, one in content.variables.items()
             if one.values.dtype == object]  # fmt: skip
    return [*arrays, *texts, *((name, repr(v).encode()) for name, v in content.attributes.items())]


def _quench(folder: Path) -> Path:
    problem = Problem(0.9, 1.0, rate_s=0.1, levels=60, t_max=3.0, probes=(0.5,))
    spread = Observable("spread", lambda eps, S, t: S[1] ** 2, unit="1")
    run(problem, observe=[spread]).save(folder / "run.nc")
    return folder / "run.nc"


def _oracle(folder: Path) -> Path:
    problem = Ensemble(0.8, 1.0, rate_s=0.1, levels=20, realisations=2, t_max=1.0)
    simulate(problem, workers=1).save(folder / "oracle.nc")
    return folder / "oracle.nc"


def _kinetic(folder: Path) -> Path:
    solve_kinetic(KineticQuench(0.8, 1.0, rate_s=0.1, cutoff=2.0, t_max=1.0), tol=1e-3).save(
        folder / "kinetic.nc"
    )
    return folder / "kinetic.nc"


def _stopped(folder: Path) -> Path:
    def stop(done: float) -> None:
        if done > 0.5:
            raise KeyboardInterrupt

    problem = Problem(0.9, 1.0, rate_s=0.1, levels=60, t_max=3.0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trajectory, "CHUNK_SECONDS", 1e-5)
        patch.setattr(trajectory, "FIRST_CHUNK", 1)
        with pytest.raises(KeyboardInterrupt):
            run(problem, checkpoint=folder / "run.npz", progress=stop)
    return folder / "run.npz"


def _held(path: Path) -> Any:
    stopped = Checkpoint.load(path)
    arrays = {**stopped.progressed.record.named, **stopped.progressed.arrays}
    bits = {name: np.asarray(values).tobytes() for name, values in arrays.items()}
    return stopped.problem, stopped.plan, stopped.progressed.unresolved, bits


def _report(folder: Path) -> Path:
    write_report(session(), folder)
    return folder / "report.json"


def _page(folder: Path) -> Path:
    return _report(folder).with_name("index.html")


def _all_of_it(path: Path) -> Any:
    return json.dumps(read_report(path.parent), sort_keys=True), path.read_bytes()


def _json_of_it(path: Path) -> Any:
    return json.dumps(read_report(path.parent), sort_keys=True)


KINDS: dict[str, tuple[Callable[[Path], Path], Callable[[Path], Any]]] = {
    "quench": (_quench, lambda path: _content(Result.load(path))),
    "oracle": (_oracle, lambda path: _content(EnsembleResult.load(path))),
    "kinetic": (_kinetic, lambda path: _content(KineticResult.load(path))),
    "checkpoint": (_stopped, _held),
    "report": (_report, _json_of_it),
    "page": (_page, _all_of_it),
}


@pytest.mark.parametrize("kind", KINDS)
def test_no_changed_byte_changes_what_is_read(kind: str, tmp_path: Path, tally: Tally) -> None:
    make, read = KINDS[kind]
    found = flips(make(tmp_path), read, count=QUICK, seed=1)
    tally(f"one byte changed: {kind}", found)
    assert found.total() == QUICK


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_no_changed_byte_changes_what_is_read_at_length(
    kind: str, tmp_path: Path, tally: Tally
) -> None:
    make, read = KINDS[kind]
    found = flips(make(tmp_path), read, count=LONG, seed=2)
    tally(f"one byte changed: {kind}", found)
    assert found["refused"] > 0
