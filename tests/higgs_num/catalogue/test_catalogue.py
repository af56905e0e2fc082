"""The shipped reference trajectories: made again, by others' means, and as files."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from higgs_num.catalogue import reference, references
from higgs_num.catalogue.__main__ import made
from higgs_num.catalogue.problems import ENTRIES
from higgs_num.catalogue.reference import FOLDER, Reference
from higgs_num.response import spectrum
from higgs_sym.ground.errors import ArgumentError
from tests.higgs_num.foreign.script import trajectory
from tests.seldom import seldom

QUICK = [one.id for one in ENTRIES.values() if one.quick]
SLOW = [one.id for one in ENTRIES.values() if not one.quick]


def _made_again(id: str) -> None:
    one, again = reference(id), made(ENTRIES[id])
    # Another processor may round otherwise, and then one digit less may be certain, to which all
    # values are rounded: each is right to half of its own last digit and what its two ways differ
    # by. Beside that, the round-off of the difference.
    allowed = one.error + again.error + one.apart + again.apart
    assert np.max(np.abs(one.gap - again.gap)) <= allowed + 1e-15
    assert again.digits >= one.digits - 1
    assert (one.statement, dict(one.parameters)) == (again.statement, dict(again.parameters))


@pytest.mark.parametrize("id", QUICK[::4])
def test_entries_are_as_they_are_made(id: str) -> None:
    _made_again(id)


@pytest.mark.slow
@pytest.mark.parametrize("id", QUICK + SLOW)
def test_every_entry_is_as_it_is_made(id: str) -> None:
    _made_again(id)


def test_every_entry_is_shipped_and_small() -> None:
    assert list(references()) == list(ENTRIES)
    sizes = [Path(str(FOLDER / f"{id}{suffix}")).stat().st_size for id in ENTRIES
             for suffix in (".json", ".nc")]  # fmt: skip
    assert sum(sizes) < 1_500_000


@pytest.mark.parametrize("id", [id for id in ENTRIES if id.startswith("clean")])
def test_clean_ones_are_those_of_thirty_lines_of_numpy(id: str) -> None:
    one = reference(id)
    p = one.parameters
    errors = []
    for step, every in ((0.0125, 20), (0.00625, 40)):
        numbers = (p["Delta_i"], p["Delta_f"], p["D"], p["N"], step, 60.0)
        time, gap = trajectory(*numbers, every=every)
        assert np.allclose(time, one.time, rtol=0, atol=1e-9)
        errors.append(float(np.max(np.abs(gap - one.gap))))
    # Runge-Kutta of fourth order tends to the reference: 16 times nearer with half of the step.
    assert errors[1] < errors[0] / 12.0
    assert errors[1] < 2e-5


@pytest.mark.parametrize("alpha", seldom([0.1, 0.3], [0.3]))
def test_linear_response_is_the_fourier_integral_of_its_spectrum(alpha: float) -> None:
    one = reference(f"linear-alpha-{alpha:g}")
    static = 2.0 - 0.5 * math.pi * alpha
    edge = 2.0 * (1.0 - alpha ** (2.0 / 3.0)) ** 1.5
    # Squares put more nodes at the edge; the tail, 1/(w ln(w)^2), oscillates away.
    x = np.linspace(0.0, math.sqrt(400.0 - edge), 20_001)[1:]
    omega = edge + x**2
    density = spectrum(omega, alpha).absorption
    weight = 2.0 * x * (x[1] - x[0]) * density / omega
    for t in (2.0, 5.0, 12.5, 30.0):
        left = 2.0 / math.pi * static * float(np.sum(weight * np.cos(omega * t)))
        value = float(one.gap[np.flatnonzero(one.time == t)[0]])
        # Beyond 400: 1/(400 t ln(400)^2).
        assert 1.0 - left == pytest.approx(value, abs=2e-4)


def test_files_hold_the_same(tmp_path: Path) -> None:
    one = reference("clean-phase-3")
    data = xr.load_dataset(str(FOLDER / "clean-phase-3.nc"))
    assert np.array_equal(data.gap, one.gap)
    assert json.loads(data.attrs["parameters"]) == dict(one.parameters)
    assert Reference.from_plain(one.plain()).plain() == one.plain()


def test_a_reference_knows_its_own_times_only() -> None:
    one = reference("clean-phase-1")
    assert np.array_equal(one([0.25, 60.0]), one.gap[[1, -1]])
    with pytest.raises(ArgumentError, match="`time` must be among those of clean-phase-1"):
        one(0.3)
    with pytest.raises(ArgumentError, match="`id` must be one of clean-small"):
        reference("clean")
