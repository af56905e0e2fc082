"""Only ratios of energies matter: all of them times a power of two change no bit.

To the ends of double precision: whatever is representable may be asked for. Powers of ten round
each energy, so they change results by some units of the last place.
"""

import math
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from higgs_num.equilibrium.coupling import coupling, gap
from higgs_num.equilibrium.pseudospins import norm, pseudospins, w
from higgs_num.equilibrium.threshold import threshold
from higgs_num.levels import Levels
from higgs_sym.ground.errors import ArgumentError

EPS = np.array([0.0, 1e-3, -0.7, 1.0, 3.3, -40.0, 999.0])  # below 2^10
# Normal numbers begin at 2^-1022: the smallest energy, 1e-3, stays normal down to here.
EXPONENTS = st.one_of(st.sampled_from([-1010, 1013]), st.integers(-1010, 1013))
POWERS = st.integers(-300, 304)
RATES = st.sampled_from([0.0, 0.05, 0.999, 1.0, 1.3, 20.0])


@given(EXPONENTS, RATES, RATES)
def test_pseudospins_and_threshold(exponent, rate_s, rate_u):
    scale = math.ldexp(1.0, exponent)
    arguments = (EPS, 1.0, rate_s, rate_u)
    scaled = tuple(one * scale for one in arguments)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        one, other = pseudospins(*arguments), pseudospins(*scaled)
        for name in ("Sx", "Sz", "W"):
            np.testing.assert_array_equal(getattr(one, name), getattr(other, name))
        np.testing.assert_array_equal(norm(*arguments), norm(*scaled))
        np.testing.assert_array_equal(w(*arguments), w(*scaled))
        assert threshold(scale, rate_s * scale) == scale * threshold(1.0, rate_s)


@given(POWERS, RATES, RATES)
def test_pseudospins_in_other_units(power, rate_s, rate_u):
    scale = 10.0**power
    one = pseudospins(EPS, 1.0, rate_s, rate_u)
    other = pseudospins(EPS * scale, scale, rate_s * scale, rate_u * scale)
    # Three ratios, each rounded twice (2^-52); at alpha = 1 and beyond S depends on alpha by less
    # than its first power, W by the second; and 4 ulp of either side.
    for name in ("Sx", "Sz", "W"):
        np.testing.assert_allclose(
            getattr(other, name), getattr(one, name), rtol=20 * 2.0**-52, atol=0
        )


@given(st.integers(-494, 494), st.sampled_from([0.0, 0.1]), st.sampled_from([0.0, 0.3]))
def test_coupling_and_gap(exponent, rate_s, rate_u):
    # To the ends of the range of levels, 1e150.
    scale = math.ldexp(1.0, exponent)
    levels = Levels.uniform(10.0, 40)
    scaled = Levels(levels.energies * scale, levels.weights * scale)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        lam = coupling(levels, 1.0, rate_s, rate_u)
        assert coupling(scaled, scale, rate_s * scale, rate_u * scale) == lam
        found = gap(scaled, lam, rate_s * scale, rate_u * scale)
    # As in `test_gap_inverts_coupling`.
    assert found / scale == pytest.approx(1.0, rel=1e-12)


def test_the_largest_and_the_smallest_gap():
    # One level at the Fermi energy has S^x = 1, so lambda = 2 Delta/weight.
    for Delta in (1e150, 1e-290):
        levels = Levels([-Delta, 0.0, Delta], [Delta * 1e-17, Delta, Delta * 1e-17])
        assert coupling(levels, Delta) == pytest.approx(2.0, rel=4 * 2.0**-52)
        assert gap(levels, 0.5) == pytest.approx(0.25 * Delta, rel=1e-13)


@pytest.mark.parametrize("lam", [1e308, 5e-324])
def test_a_gap_out_of_range_is_the_fault_of_the_coupling(lam):
    for rate_s in (0.0, 0.1):
        with pytest.raises(ArgumentError, match="`lam`"):
            gap(Levels.uniform(10.0, 40), lam, rate_s)


def test_states_far_beyond_the_gapless_one():
    # With R = alpha r and z = alpha/2, S^x is 1/alpha times an integral over r > 1; what comes
    # after is smaller by 1/alpha^2.
    values = [float(pseudospins(0.0, 1.0, alpha).Sx) * alpha for alpha in (1e10, 1e100, 1e140)]
    assert values[1] == pytest.approx(values[0], rel=8 * 2.0**-52)
    assert values[2] == pytest.approx(values[0], rel=8 * 2.0**-52)
    with pytest.raises(ArgumentError, match="`rate_s` must be at most"):
        pseudospins(0.0, 1.0, 1e141)
