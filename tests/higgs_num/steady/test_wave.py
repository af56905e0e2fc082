import mpmath as mp
import numpy as np
import pytest

from higgs_num.steady import Wave, steady_state


@pytest.mark.parametrize(("low", "high"), [(0.5, 0.92), (0.05, 1.0), (0.999, 1.0), (1e-3, 2.0)])
def test_wave_is_the_integral_of_its_energy_equation(low, high):
    wave = Wave(low, high)
    with mp.workdps(30):
        a, b = mp.mpf(low), mp.mpf(high)

        # (dDelta/dt)^2 = (b^2 - D^2)(D^2 - a^2); D^2 = b^2 - (b^2 - a^2) sin^2 removes the ends.
        def speed(p):
            return 1 / mp.sqrt(b**2 - (b**2 - a**2) * mp.sin(p) ** 2)

        half = mp.quad(speed, mp.linspace(0, mp.pi / 2, 9))
        # One rounding each of the elliptic integral, the division and the doubling.
        assert abs(wave.period - 2 * half) < 1e-15 * wave.period
        assert abs(wave.mean - mp.pi / (2 * half)) < 1e-15 * high
        for p in (0.2, 0.9, 1.4):
            t = mp.quad(speed, mp.linspace(0, p, 9))
            gap = mp.sqrt(b**2 - (b**2 - a**2) * mp.sin(p) ** 2)
            # At low/high = 5e-4 the parameter 1 - m = 2.5e-7 is rounded to 1e-16/2.5e-7, and
            # dn feels that in its tail as low/high times it.
            assert abs(wave(float(t)) - gap) < 3e-13 * high


def test_wave_turns_repeats_and_is_even():
    wave = Wave(0.5, 0.9)
    t = np.linspace(0, wave.period, 101)
    assert wave(0.0) == 0.9
    # Folding the time costs an ulp of the time.
    np.testing.assert_allclose(wave(0.5 * wave.period), 0.5, rtol=1e-15)
    np.testing.assert_allclose(wave(t + 40 * wave.period), wave(t), atol=1e-13)
    np.testing.assert_array_equal(wave(-t), wave(t))
    # The trapezoidal rule converges geometrically for a periodic analytic function.
    np.testing.assert_allclose(np.mean(wave(t[:-1])), wave.mean, rtol=1e-14)


def test_parameters_come_from_the_roots():
    state = steady_state(0.1, 1.0, 10.0)
    wave = state.wave
    assert wave is not None
    w1, w2 = state.roots
    assert (wave.gap_min, wave.gap_max) == (w1 - w2, w1 + w2)
    # m = 1 - (gap_min/gap_max)^2 = 4 w1 w2/(w1 + w2)^2.
    np.testing.assert_allclose(wave.modulus**2, 4 * w1 * w2 / (w1 + w2) ** 2, rtol=1e-15)
    assert steady_state(0.5, 1.0).wave is None
    assert steady_state(6.0, 1.0).wave is None


def test_a_train_of_solitons_repeats():
    # 1 - m = 1e-12, where series for m near 1 hold within one period only. The parameter is
    # rounded to 1e-16, i.e. 1e-4 of 1 - m, which moves the curve by 1e-4 of gap_min.
    wave = Wave(1e-6, 1.0)
    t = np.linspace(-0.5, 0.5, 41) * wave.period
    np.testing.assert_allclose(wave(t + 3 * wave.period), wave(t), atol=1e-10)
    assert wave(0.5 * wave.period) == pytest.approx(1e-6, rel=1e-3)
