import mpmath as mp
import pytest

from higgs_num.equilibrium.threshold import threshold
from higgs_sym.ground.errors import ArgumentError
from tests.higgs_num.equilibrium.definition import exact


@pytest.mark.parametrize("rate_s", [0.0, 1e-12, 0.05, 0.1, 0.2, 0.4999, 0.5, 0.9, 1 - 1e-9])
def test_is_the_maximum_of_omega_below_the_gap(rate_s):
    # u = i sin(t): omega/i = sin t - alpha tan t, largest at cos^3 t = alpha
    with mp.workdps(40):
        alpha = exact(rate_s)
        t = mp.acos(mp.cbrt(alpha))
        expected = mp.sin(t) - alpha * mp.tan(t) if rate_s else mp.mpf(1)
        error = abs(mp.mpf(threshold(1.0, rate_s)) / expected - 1)
    assert error <= 4 * 2.0**-52  # a few roundings, each magnified by at most 3/2


def test_gapless_is_zero():
    assert threshold(1.0, 1.0) == threshold(0.5, 2.0) == 0.0


def test_printed_literature_values():
    # Abrikosov-Gor'kov gap edge to the six digits in common use
    for alpha, edge in [(0.05, 0.803491), (0.1, 0.694922), (0.2, 0.533757), (0.5, 0.225098)]:
        assert threshold(1.0, alpha) == pytest.approx(edge, abs=5e-7)


@pytest.mark.parametrize(("arguments", "name"), [((0.0,), "Delta"), ((1.0, -1.0), "rate_s")])
def test_bad_arguments_are_named(arguments, name):
    with pytest.raises(ArgumentError, match=f"`{name}`"):
        threshold(*arguments)
