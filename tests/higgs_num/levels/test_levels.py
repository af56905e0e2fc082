import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from higgs_num.levels import HalfLevels, Levels
from higgs_sym.ground.errors import ArgumentError


def test_uniform_levels_are_the_midpoint_rule() -> None:
    levels = Levels.uniform(2.0, 8)
    np.testing.assert_array_equal(
        levels.energies, [-1.75, -1.25, -0.75, -0.25, 0.25, 0.75, 1.25, 1.75]
    )
    np.testing.assert_array_equal(levels.weights, 0.5)
    assert levels.symmetric
    assert math.isclose(levels.revival_time, math.pi / 0.5)


@given(st.floats(1e-3, 1e3), st.integers(1, 400))
def test_the_folded_half_gives_the_same_sums_of_even_functions(cutoff: float, half: int) -> None:
    levels = Levels.uniform(cutoff, 2 * half)
    folded = levels.folded()
    assert len(folded) == half
    assert np.all(folded.energies > 0.0)
    for power in (0, 2):
        whole = math.fsum(levels.weights * levels.energies**power)
        # Two sums of the same numbers, each term rounded once or twice.
        assert math.isclose(
            math.fsum(folded.weights * folded.energies**power), whole, rel_tol=1e-14
        )


@pytest.mark.parametrize(
    ("count", "rule"),
    [
        (0, ">= 2"),
        (-4, ">= 2"),
        (7, "even"),
        (10**8, "<= 10000000"),
        (2.5, "whole"),
        ("many", "whole"),
        (math.nan, "whole"),
        (math.inf, "whole"),
    ],
)
def test_bad_counts(count: int, rule: str) -> None:
    with pytest.raises(ArgumentError, match=rule) as caught:
        Levels.uniform(10.0, count)
    assert caught.value.name == "count"


@pytest.mark.parametrize(
    ("energies", "weights", "name"),
    [
        ([1.0], [1.0], "energies"),
        ([[1.0, 2.0]], [[1.0, 2.0]], "energies"),
        ([2.0, 1.0], [1.0, 1.0], "energies"),
        ([1.0, 1.0], [1.0, 1.0], "energies"),
        ([1.0, math.nan], [1.0, 1.0], "energies"),
        ([1.0, math.inf], [1.0, 1.0], "energies"),
        ([1.0, 2.0], [1.0], "weights"),
        ([1.0, 2.0], [1.0, 0.0], "weights"),
        ([1.0, 2.0], [1.0, -1.0], "weights"),
        ([1.0, 2.0], [1.0, math.nan], "weights"),
    ],
)
def test_bad_arrays(energies: list[float], weights: list[float], name: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        Levels(energies, weights)
    assert caught.value.name == name
    assert "\n" not in str(caught.value)


def test_non_contiguous_input_is_copied() -> None:
    energies = np.arange(-7.0, 9.0)[::2]
    levels = Levels(energies, np.ones(16)[::2])
    assert levels.energies.flags.c_contiguous
    energies[:] = 0.0
    assert levels.energies[-1] == 7.0
    with pytest.raises(ValueError, match="read-only"):
        levels.energies[0] = 1.0


def test_symmetry_needs_mirrored_energies_and_weights() -> None:
    assert Levels([-1.0, 1.0], [2.0, 2.0]).symmetric
    assert not Levels([-1.0, 1.5], [2.0, 2.0]).symmetric
    assert not Levels([-1.0, 1.0], [2.0, 1.0]).symmetric
    assert not Levels([-1.0, 0.0, 1.0], [1.0, 1.0, 1.0]).symmetric


def test_equality_is_that_of_the_numbers() -> None:
    one, same, other = Levels.uniform(1.0, 4), Levels.uniform(1.0, 4), Levels.uniform(2.0, 4)
    assert one == same
    assert hash(one) == hash(same)
    assert one != other
    assert one != "levels"


@pytest.mark.parametrize("cutoff", [10.0, 1e7])
def test_a_continuum_integrates_what_varies_near_its_width(cutoff: float) -> None:
    half = HalfLevels.continuum(cutoff, 0.3, 200)
    # int d eps / sqrt(eps^2 + 1) over [-cutoff, cutoff], to round-off of 200 terms.
    total = float(np.sum(half.weights / np.hypot(half.energies, 1.0)))
    assert total == pytest.approx(2.0 * np.arcsinh(cutoff), rel=1e-12)
