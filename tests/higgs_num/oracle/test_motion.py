"""Time steps against a dense integration of i d psi/dt = H(t) psi, and conservation laws."""

import math
from typing import Any

import numpy as np
import pytest
from scipy.integrate import solve_ivp
from scipy.linalg import expm

from higgs_num.oracle.motion import Evolution, evolve, rotation
from higgs_num.oracle.palindromes import BLANES_MOAN, STRANG, Palindrome
from higgs_num.oracle.sample import Sample, ground_state, sample
from higgs_sym.ground.errors import ComputationError

T_MAX = 4.0
SAMPLE = sample(3.0, 12, 0.5, 0.3, 5, 0)


def _evolve(disorder: Sample, steps: int, palindrome: Palindrome, **change: Any) -> Evolution:
    before, after = ground_state(disorder, 0.3), ground_state(disorder, 1.0)
    start = change.get("start", (before.a, before.b))
    return evolve(
        disorder, start, after.coupling, palindrome, T_MAX / steps, steps, steps, lambda _: None
    )


def _dense(disorder: Sample) -> complex:
    """Delta(T_MAX) by Runge-Kutta 8(5,3) on all components, Delta from the states each time."""
    before, after = ground_state(disorder, 0.3), ground_state(disorder, 1.0)
    g = after.coupling * disorder.spacing
    shape = (2, *before.a.shape)

    def pairing(psi: np.ndarray) -> complex:
        return complex(-g * np.sum(psi[1].conj() * (disorder.Q.T @ psi[0])))

    def rate(_: float, flat: np.ndarray) -> np.ndarray:
        psi = flat.reshape(shape)
        Delta = pairing(psi)
        upper = disorder.up[:, None] * psi[0] + Delta * (disorder.Q @ psi[1])
        lower = Delta.conjugate() * (disorder.Q.T @ psi[0]) + disorder.down[:, None] * psi[1]
        return np.asarray(-1j * np.stack([upper, lower]).ravel())

    start = np.stack([before.a, before.b]).astype(complex).ravel()
    solved = solve_ivp(rate, (0, T_MAX), start, method="DOP853", rtol=1e-12, atol=1e-13)
    return pairing(solved.y[:, -1].reshape(shape))


def test_the_sample_has_an_unequal_number_of_particles_and_holes() -> None:
    # or the rotation with torque would go untested below
    state = ground_state(SAMPLE, 0.3)
    assert abs(np.sum(state.a**2) - np.sum(state.b**2)) > 0.01


@pytest.mark.parametrize("palindrome", [STRANG, BLANES_MOAN])
def test_the_error_falls_with_the_order_of_the_composition(palindrome: Palindrome) -> None:
    exact = _dense(SAMPLE)
    counts = (64, 128, 256) if palindrome is STRANG else (16, 32, 64)
    errors = [abs(_evolve(SAMPLE, n, palindrome).Delta[-1] - exact) for n in counts]
    orders = np.log2(np.array(errors[:-1]) / errors[1:])
    # Leading order plus corrections of relative size (cutoff step)^2; halving twice.
    np.testing.assert_allclose(orders, palindrome.order, atol=0.15)
    if palindrome is BLANES_MOAN:
        assert errors[-1] < 1e-7


def test_the_energy_changes_by_the_error_of_the_steps_only() -> None:
    changes = [abs(_evolve(SAMPLE, n, BLANES_MOAN).energy_change) for n in (32, 64)]
    assert changes[0] < 1e-4
    # sixth order again, less sharply: the change at one time may pass through zero
    assert changes[1] < changes[0] / 30


def test_fractions_sum_to_one() -> None:
    for palindrome in (STRANG, BLANES_MOAN):
        assert math.fsum(palindrome.pairing) == pytest.approx(1.0, abs=1e-15)
        assert math.fsum(palindrome.free) == pytest.approx(1.0, abs=1e-15)
        assert palindrome.pairing == palindrome.pairing[::-1]
        assert palindrome.free == palindrome.free[::-1]


@pytest.mark.parametrize(("Delta", "torque"), [(0.7 - 0.4j, 0.3), (0.5 + 0.2j, 0.0), (0j, 0.0)])
def test_the_rotation_solves_the_pairing_part(Delta: complex, torque: float) -> None:
    # Product of short exponentials of the time-dependent generator, midpoint rule: error ~ h^2.
    time, n = 0.8, 4000
    product = np.eye(2, dtype=complex)
    for k in range(n):
        turned = Delta * np.exp(-2j * torque * (k + 0.5) * time / n)
        generator = np.array([[0, turned], [turned.conjugate(), 0]])
        product = expm(-1j * generator * time / n) @ product
    np.testing.assert_allclose(
        np.reshape(rotation(Delta, torque, time), (2, 2)), product, atol=1e-8
    )


def test_saved_values_do_not_depend_on_how_many_are_saved() -> None:
    before, after = ground_state(SAMPLE, 0.3), ground_state(SAMPLE, 1.0)
    done: list[float] = []
    fine, coarse = (
        evolve(
            SAMPLE, (before.a, before.b), after.coupling, BLANES_MOAN, 0.1, 24, n, done.append
        ).Delta
        for n in (1, 6)
    )
    assert np.array_equal(fine[::6], coarse)
    assert done[-1] == 1.0


def test_a_state_that_is_not_finite_is_told() -> None:
    before = ground_state(SAMPLE, 0.3)
    with pytest.raises(ComputationError, match="no longer finite at time 0"):
        _evolve(SAMPLE, 4, STRANG, start=(before.a * np.nan, before.b))
