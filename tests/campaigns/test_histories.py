"""Histories at random: runs, stops, damage and other programs in any order, against a model.

The model is what a user would say: what is on the disk, and what must come of the next step.
"""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from higgs_num.quench import MultiProduct, Problem, Result, resume, run, trajectory
from higgs_sym.ground.errors import FileError
from higgs_sym.ground.files import read_bytes

QUICK, LONG = (
    settings(max_examples=10, stateful_step_count=10),
    settings(max_examples=150, stateful_step_count=30),
)
STEPPER = MultiProduct(order=8, longest_step=0.1)
MINE = b"a file of the user"


def problem(gap_initial: float = 0.9) -> Problem:
    return Problem(gap_initial, 1.0, rate_s=0.1, levels=60, t_max=3.0)


@cache
def once() -> Result:
    return run(problem(), STEPPER)


def same(one: Result) -> bool:
    arrays = ("gap", "energy", "norm_change", "final_spins")
    return all(np.array_equal(getattr(one, name), getattr(once(), name)) for name in arrays)


class Stopped(RuleBasedStateMachine):
    """One quench that is begun, stopped, gone on with and disturbed."""

    def __init__(self) -> None:
        super().__init__()
        self.room = TemporaryDirectory()
        self.path = Path(self.room.name) / "run.npz"
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(trajectory, "CHUNK_SECONDS", 1e-5)
        self.patch.setattr(trajectory, "FIRST_CHUNK", 1)
        self.held = "nothing"  # or ours, mine, damaged

    def teardown(self) -> None:
        self.patch.undo()
        self.room.cleanup()

    def _until(self, share: float) -> Any:
        def stop(done: float) -> None:
            if done > share:
                raise KeyboardInterrupt

        return stop

    @rule(share=st.floats(0.0, 0.95), every=st.sampled_from([0.0, 1e9]), allow=st.booleans())
    def begin(self, share: float, every: float, allow: bool) -> None:
        keywords: Any = {"checkpoint": self.path, "checkpoint_every": every, "overwrite": allow}
        if self.held in ("mine", "damaged") and not allow:
            before = read_bytes(self.path)
            with pytest.raises(FileError, match="no checkpoint of this quench"):
                run(problem(), STEPPER, **keywords)
            assert read_bytes(self.path) == before
            return
        with pytest.raises(KeyboardInterrupt):
            run(problem(), STEPPER, progress=self._until(share), **keywords)
        self.held = "ours"

    @precondition(lambda self: self.held == "ours")
    @rule(share=st.floats(0.0, 1.0))
    def go_on(self, share: float) -> None:
        try:
            found = resume(self.path, progress=self._until(share), checkpoint_every=0.0)
        except KeyboardInterrupt:
            return
        assert same(found)
        self.held = "nothing"

    @precondition(lambda self: self.held != "ours")
    @rule()
    def go_on_from_what_is_none(self) -> None:
        before = read_bytes(self.path) if self.path.exists() else None
        with pytest.raises(FileError):
            resume(self.path)
        assert (read_bytes(self.path) if self.path.exists() else None) == before

    @precondition(lambda self: self.held == "ours")
    @rule()
    def of_another_quench(self) -> None:
        before = read_bytes(self.path)
        with pytest.raises(FileError, match="no checkpoint of this quench"):
            run(problem(0.8), STEPPER, checkpoint=self.path)
        assert read_bytes(self.path) == before

    @precondition(lambda self: self.held == "ours")
    @rule(keep=st.floats(0.0, 0.999))
    def damage(self, keep: float) -> None:
        whole = read_bytes(self.path)
        self.path.write_bytes(whole[: int(keep * len(whole))])
        self.held = "damaged"

    @rule()
    def the_user_has_the_name(self) -> None:
        self.path.write_bytes(MINE)
        self.held = "mine"

    @rule()
    def the_user_removes_it(self) -> None:
        self.path.unlink(missing_ok=True)
        self.held = "nothing"

    @invariant()
    def nothing_else_lies_there(self) -> None:
        expected = [] if self.held == "nothing" else [self.path]
        assert list(Path(self.room.name).iterdir()) == expected
        if self.held == "mine":
            assert self.path.read_bytes() == MINE


class Saved(RuleBasedStateMachine):
    """One file of results that is saved, damaged, read and replaced."""

    def __init__(self) -> None:
        super().__init__()
        self.room = TemporaryDirectory()
        self.path = Path(self.room.name) / "run.nc"
        self.held: bytes | None = None  # what lies there
        self.sound = False  # whether that is a file as it was saved

    def teardown(self) -> None:
        self.room.cleanup()

    @rule(allow=st.booleans())
    def save(self, allow: bool) -> None:
        if self.held is not None and not allow:
            with pytest.raises(FileError, match="exists already"):
                once().save(self.path)
            return
        once().save(self.path, overwrite=allow)
        self.held, self.sound = read_bytes(self.path), True

    @precondition(lambda self: self.sound)
    @rule(place=st.floats(0.0, 0.9999), change=st.integers(1, 255))
    def change_a_byte(self, place: float, change: int) -> None:
        assert self.held is not None
        changed = bytearray(self.held)
        changed[int(place * len(changed))] ^= change
        self._put(bytes(changed))

    @precondition(lambda self: self.sound)
    @rule(keep=st.floats(0.0, 0.99))
    def cut(self, keep: float) -> None:
        assert self.held is not None
        self._put(self.held[: int(keep * len(self.held))])

    @rule()
    def the_user_has_the_name(self) -> None:
        self._put(MINE)

    def _put(self, content: bytes) -> None:
        self.path.write_bytes(content)
        self.held, self.sound = content, False

    @rule()
    def load(self) -> None:
        if self.sound:
            assert same(Result.load(self.path))
            return
        try:
            found = Result.load(self.path)
        except FileError as error:
            assert "\n" not in str(error)  # noqa: PT017
        else:
            assert same(found)

    @invariant()
    def what_was_there_is_there(self) -> None:
        there = list(Path(self.room.name).iterdir())
        assert there == ([] if self.held is None else [self.path])
        assert self.held is None or read_bytes(self.path) == self.held


class TestStopped(Stopped.TestCase):  # type: ignore[name-defined,misc]
    settings = QUICK


class TestSaved(Saved.TestCase):  # type: ignore[name-defined,misc]
    settings = QUICK


@pytest.mark.slow
class TestStoppedAtLength(Stopped.TestCase):  # type: ignore[name-defined,misc]
    settings = LONG


@pytest.mark.slow
class TestSavedAtLength(Saved.TestCase):  # type: ignore[name-defined,misc]
    settings = LONG
