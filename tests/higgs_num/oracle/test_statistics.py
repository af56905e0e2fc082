"""Fluctuations and extrapolation on made-up trajectories whose answers are known."""

import dataclasses
import math

import numpy as np
import pytest

from higgs_num.oracle import Ensemble, EnsembleResult, extrapolate, fluctuations
from higgs_sym.ground.errors import ArgumentError


def _result(gap: np.ndarray, levels: int = 100, **change: float) -> EnsembleResult:
    count, times = gap.shape
    inputs = {"levels": levels, "realisations": count, "t_max": 20.0, "save_every": 0.25}
    problem = Ensemble(0.9, 1.0, **{**inputs, **change})  # type: ignore[arg-type]
    empty = np.zeros(count)
    assert times == problem.times.size
    return EnsembleResult(problem, "made up", problem.times, gap, *[empty] * 5, 0.0, {})  # type: ignore[arg-type]


def _noisy(amplitude: float, noise: float, count: int, seed: int = 1) -> EnsembleResult:
    time = np.arange(81) / 4
    random = np.random.default_rng(seed).standard_normal((count, 81))
    return _result(1.0 + amplitude * np.sin(2 * time) + noise * random)


def test_a_common_oscillation_is_found_below_the_noise() -> None:
    found = fluctuations(_noisy(0.01, 0.02, 200), 0.0, 20.0)
    # <sin^2> = 1/2 up to the ends of the window; the noise of 200 averages leaves 1e-6.
    assert found.coherent == pytest.approx(0.5e-4, abs=5e-6)
    assert abs(found.coherent - 0.5e-4) < 4 * found.coherent_error + 1e-6
    assert found.noise == pytest.approx(0.02, rel=0.05)
    assert found.amplitude == pytest.approx(0.01 / math.sqrt(2), rel=0.1)


def test_noise_alone_has_no_common_part_on_average() -> None:
    scores = []
    for seed in range(40):
        found = fluctuations(_noisy(0.0, 0.02, 8, seed), 0.0, 20.0)
        scores.append(found.coherent / found.coherent_error)
        assert found.amplitude_bound > 0.0
    # Forty independent scores of unit spread: their mean scatters by 0.16.
    assert abs(np.mean(scores)) < 4 * 0.16 + 0.2
    assert 0.5 < np.std(scores) < 2.0


def test_a_constant_difference_between_realisations_is_no_fluctuation() -> None:
    gap = np.array([[1.0], [1.1], [0.9]]) + np.zeros(81)
    assert fluctuations(_result(gap), 0.0, 20.0).single == pytest.approx(0.0, abs=1e-28)


def test_fluctuations_need_realisations_and_times() -> None:
    with pytest.raises(ArgumentError, match="realisations"):
        fluctuations(_noisy(0.0, 0.1, 2), 0.0, 20.0)
    with pytest.raises(ArgumentError, match="stop"):
        fluctuations(_noisy(0.0, 0.1, 3), 3.0, 3.1)
    with pytest.raises(ArgumentError, match="start"):
        fluctuations(_noisy(0.0, 0.1, 3), 30.0, 40.0)


def _sized(levels: int, count: int = 4, noise: float = 0.0, **change: float) -> EnsembleResult:
    time = np.arange(81) / 4
    random = np.random.default_rng(levels).standard_normal((count, 81))
    gap = 1.0 + 0.1 * np.cos(time) + 3.0 / levels * np.sin(time) + noise / levels * random
    return _result(gap, levels, **change)


def test_a_straight_line_in_1_over_n_is_extrapolated_exactly() -> None:
    limit = extrapolate([_sized(80), _sized(160, 7), _sized(320)])
    # Round-off of a 2 x 2 system in 1/N.
    np.testing.assert_allclose(limit.gap, 1.0 + 0.1 * np.cos(limit.time), atol=1e-12)
    np.testing.assert_allclose(limit.slope, 3.0 * np.sin(limit.time), atol=1e-9)
    np.testing.assert_allclose(limit.standard_error, 0.0, atol=1e-12)
    assert limit.levels == (80, 160, 320)


def test_the_error_of_the_limit_is_its_scatter() -> None:
    limit = extrapolate([_sized(n, 30, 1.0) for n in (80, 160, 320)])
    scores = (limit.gap - 1.0 - 0.1 * np.cos(limit.time)) / limit.standard_error
    # 81 independent times: the spread of unit scores is known to 8 %.
    assert np.std(scores) == pytest.approx(1.0, abs=0.3)


def test_extrapolation_needs_the_same_system_at_two_sizes() -> None:
    with pytest.raises(ArgumentError, match="at least two different"):
        extrapolate([_sized(80), _sized(80)])
    with pytest.raises(ArgumentError, match="agree in `rate_s`"):
        extrapolate([_sized(80), _sized(160, rate_s=0.1)])
    one = _sized(160)
    single = dataclasses.replace(
        one, problem=dataclasses.replace(one.problem, realisations=1), gap=one.gap[:1]
    )
    with pytest.raises(ArgumentError, match="at least 2 realisations"):
        extrapolate([_sized(80), single])
