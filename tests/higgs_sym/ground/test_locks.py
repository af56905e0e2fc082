"""A file that one run holds: for others refused in one line, free when the run is gone."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from higgs_sym.ground.errors import FileError
from higgs_sym.ground.locks import hold, one_run

HOLDING = """
import sys, time
from higgs_sym.ground.locks import one_run
with one_run(sys.argv[1]):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_run_is_refused_until_the_first_ends(tmp_path: Path) -> None:
    target = tmp_path / "run.nc"
    with one_run(target), pytest.raises(FileError) as caught, one_run(target):
        pass
    assert f"is being written by another run (process {os.getpid()} on" in str(caught.value)
    with one_run(target):
        pass
    assert list(tmp_path.iterdir()) == []


def test_names_that_lead_to_one_file_are_one(tmp_path: Path) -> None:
    (tmp_path / "link.nc").symlink_to("run.nc")
    with one_run(tmp_path / "run.nc"), pytest.raises(FileError), one_run(tmp_path / "link.nc"):
        pass


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_the_hold_dies_with_its_process(number: int, tmp_path: Path) -> None:
    target = tmp_path / "run.nc"
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(target)], stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(FileError, match=f"process {other.pid} on"), one_run(target):
            pass
        other.send_signal(number)
        other.wait()
    with one_run(target):
        pass
    assert list(tmp_path.iterdir()) == []


def test_one_of_many_gets_it(tmp_path: Path) -> None:
    """However they interleave with the deletion at the end, never two at a time."""
    inside, most, turns = 0, 0, 0
    counting = threading.Lock()

    def take_turns() -> None:
        nonlocal inside, most, turns
        for _ in range(200):
            try:
                with one_run(tmp_path / "run.nc"):
                    with counting:
                        inside += 1
                        turns += 1
                        most = max(most, inside)
                    with counting:
                        inside -= 1
            except FileError:
                continue

    threads = [threading.Thread(target=take_turns) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1
    assert turns > 1
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="there is no folder"), one_run(tmp_path / "none" / "x"):
        pass


def test_what_is_missing_is_made_only_if_asked(tmp_path: Path) -> None:
    assert hold(tmp_path / "x", make=False) is None
    assert list(tmp_path.iterdir()) == []
