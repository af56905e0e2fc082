"""The positive half of a symmetric set, and the set for which it stands."""

import math

import numpy as np
import pytest

from higgs_num.levels import HalfLevels, Levels
from higgs_sym.ground.errors import ArgumentError


def test_a_half_has_no_level_at_zero_or_below() -> None:
    for first in (0.0, -0.5):
        with pytest.raises(ArgumentError, match="`energies` must be > 0"):
            HalfLevels([first, 1.0], [1.0, 1.0])
    assert len(HalfLevels([5e-324], [1.0])) == 1


def test_the_whole_has_both_signs_and_half_the_weights() -> None:
    half = HalfLevels([0.5, 2.0], [1.0, 3.0])
    whole = half.everywhere
    np.testing.assert_array_equal(whole.energies, [-2.0, -0.5, 0.5, 2.0])
    np.testing.assert_array_equal(whole.weights, [1.5, 0.5, 0.5, 1.5])
    assert whole.folded() == half
    assert whole.everywhere is whole
    # Levels two apart in the middle, one and a half outside.
    assert Levels([-2.5, -1.0, 1.0, 2.5], np.ones(4)).revival_time == math.pi / 2.0


def test_the_same_numbers_mean_something_else() -> None:
    numbers = ([0.5, 2.0], [1.0, 3.0])
    assert HalfLevels(*numbers) != Levels(*numbers)
    assert HalfLevels(*numbers) == HalfLevels(*numbers)


@pytest.mark.parametrize("weights", [[1.0, 2.0, 2.0, 2.0], [1.0, 2.0, 1.0, 1.0]])
def test_a_set_that_is_not_its_mirror_image_has_no_half(weights: list[float]) -> None:
    with pytest.raises(ArgumentError, match="`levels` must be their own mirror image"):
        Levels([-2.0, -1.0, 1.0, 2.0], weights).folded()


def test_sets_tell_their_number_and_span() -> None:
    assert repr(Levels.uniform(2.0, 4)) == "Levels(4 in [-1.5, 1.5])"
    assert repr(HalfLevels([0.5, 2.0], [1.0, 3.0])) == "HalfLevels(2 in [0.5, 2])"
