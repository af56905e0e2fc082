"""The front door: trajectories against exact numbers, and what it declines to say."""

import math

import numpy as np
import pytest

from higgs_num.quench import Problem, run
from higgs_num.response import second_sheet_pole, step_response
from higgs_num.signals import Description, Kind, Law, Measured, describe
from higgs_sym.ground.errors import ArgumentError
from tests.campaigns.coverage import MAKERS, Tally, measured, wrong


def within(found: Measured | None, exact: float) -> bool:
    assert found is not None
    return abs(found.value - exact) <= found.uncertainty


@pytest.mark.parametrize("start", [0.5, 0.95, 2.0])
def test_phase_two_comes_to_its_exact_state(start: float) -> None:
    result = run(Problem(start, 1.0, levels=4000, t_max=200.0))
    state = result.problem.clean_state
    found = describe(result.time, result.gap)
    assert found.kind is Kind.DAMPED
    assert found.decay is not None
    assert found.decay.law is Law.POWER
    assert within(found.asymptote, state.gap_steady)
    assert within(found.frequency, 2.0 * state.gap_steady)
    assert within(found.decay.exponent, 0.5)
    approach = state.approach
    assert approach is not None
    assert approach.coefficient is not None
    assert within(found.amplitude, approach.coefficient)
    # It is not wide for nothing: smooth windows know the mean to parts in a hundred thousand.
    assert found.asymptote is not None
    assert found.asymptote.uncertainty < 1e-5


def test_phase_three_is_a_wave_between_its_turning_points() -> None:
    result = run(Problem(0.1, 1.0, levels=6000, t_max=300.0))
    wave = result.problem.clean_state.wave
    assert wave is not None
    found = describe(result.time, result.gap)
    assert found.kind is Kind.WAVE
    assert within(found.minimum, wave.gap_min)
    assert within(found.maximum, wave.gap_max)
    assert within(found.period, wave.period)


def test_phase_one_decays_at_its_exact_rate() -> None:
    result = run(Problem(6.0, 1.0, levels=4000, t_max=40.0, save_every=1.0 / 16.0))
    approach = result.problem.clean_state.approach
    assert approach is not None
    found = describe(result.time, result.gap)
    assert found.kind is Kind.ZERO
    assert found.rate is not None
    # Rate and exponent trade against each other: 2e-3 is what one more term in 1/t changes.
    assert found.rate.value == pytest.approx(approach.rate, rel=2e-3)


def test_nonmagnetic_impurities_in_9_cross_over() -> None:
    result = run(Problem(0.95, 1.0, rate_u=0.5, t_max=300.0))
    found = describe(result.time, result.gap)
    assert found.decay is not None
    # From 1/2 to 3/2: one power alone must not be stated.
    assert found.decay.law in (Law.CROSSOVER, Law.BOTH, Law.UNDETERMINED)


def test_pair_breaking_damps_as_its_pole() -> None:
    alpha = 0.1
    time = np.linspace(0.0, 25.0, 501)
    found = describe(time, step_response(time, alpha).value)
    assert found.kind is Kind.DAMPED
    assert found.decay is not None
    assert found.decay.law not in (Law.POWER, Law.NONE)
    assert within(found.asymptote, 1.0)
    pole = second_sheet_pole(alpha).omega
    assert found.frequency is not None
    # The pole dominates for a while; the cut beside it shifts what is seen by a few per cent.
    assert found.frequency.value == pytest.approx(pole.real, rel=0.05)


def test_levels_that_return_are_left_out() -> None:
    eps = 10.0 * (np.arange(200) + 0.5) / 200
    E = np.hypot(eps, 1.0)
    time = np.linspace(0.0, 100.0, 2001)
    signal = 1.0 + 0.1 * np.mean(np.cos(2.0 * np.outer(time, E)) / E**2, axis=1)
    found = describe(time, signal)
    assert found.revival is not None
    # pi/spacing; the levels at the end of the band come first, those near the gap later.
    assert 0.9 * math.pi * 20.0 < found.revival < 1.3 * math.pi * 20.0
    assert found.window[1] <= found.revival
    assert within(found.frequency, 2.0)


@pytest.mark.parametrize("unit", [-200, -20, 20, 200])
def test_units_do_not_matter(unit: int) -> None:
    time = np.linspace(0.0, 80.0, 900)
    signal = 0.9 + 0.1 * np.cos(1.9 * time + 0.3) / np.sqrt(time + 1.0)
    one = describe(time, signal).plain()
    other = describe(np.ldexp(time, unit), np.ldexp(signal, -unit))
    assert str(other.kind) == one["kind"]
    assert other.asymptote is not None
    assert math.ldexp(other.asymptote.value, unit) == one["asymptote"][0]
    assert other.frequency is not None
    assert math.ldexp(other.frequency.value, unit) == one["frequency"][0]


def test_intervals_hold_the_truth() -> None:
    """A part of the study of `tests.campaigns.coverage`; all of it is slow."""
    for place, (name, make) in enumerate(MAKERS.items()):
        tally = Tally()
        for k in range(6):
            one = make(np.random.default_rng((7, place, k)))
            tally.add(one, describe(one.time, one.signal))
        # Six of each: two misses among six happen once in thirty at 95 %.
        for quantity, inside in tally.covered.items():
            assert sum(inside) >= len(inside) - 2, (name, quantity)
        assert tally.wrong <= 1, name


@pytest.mark.slow
def test_intervals_hold_the_truth_at_the_rate_told() -> None:
    from tests.campaigns.coverage import study

    for name, tally in study(120, seed=3).items():
        for quantity, inside in tally.covered.items():
            # 95 % are meant; of 120 drawn, 88 % is three standard errors below.
            assert sum(inside) >= 0.88 * len(inside), (name, quantity)
        assert tally.wrong <= 0.04 * tally.signals, name


def test_what_cannot_be_said_is_a_reason() -> None:
    few = describe(np.arange(10.0), np.sin(np.arange(10.0)))
    assert few.kind is Kind.UNDETERMINED
    assert "too few" in few.reasons[-1]
    short = describe(np.linspace(0.0, 3.0, 50), np.cos(2.0 * np.linspace(0.0, 3.0, 50)))
    assert short.kind is Kind.UNDETERMINED
    assert describe(np.arange(40.0), np.full(40, 3.0)).kind is Kind.CONSTANT
    assert describe(np.arange(40.0), np.zeros(40)).kind is Kind.CONSTANT
    grows = np.linspace(0.0, 60.0, 800)
    grown = describe(grows, 1.0 + 1e-3 * np.exp(0.08 * grows) * np.cos(2.0 * grows))
    assert grown.kind is Kind.GROWING


def test_bad_signals_are_refused() -> None:
    with pytest.raises(ArgumentError, match="`time` must have at least 8 values, but is 7"):
        describe(np.arange(7.0), np.ones(7))
    with pytest.raises(ArgumentError, match="`time` must increase"):
        describe(np.zeros(9), np.ones(9))
    with pytest.raises(ArgumentError, match="`signal` must be finite"):
        describe(np.arange(9.0), np.full(9, np.nan))


def test_it_is_told_and_plain() -> None:
    found = describe(np.arange(40.0), np.full(40, 3.0))
    assert isinstance(found, Description)
    assert str(found).startswith("constant, from t = 0 to 39")
    assert found.plain()["asymptote"] == [3.0, 0.0]
    assert dict(measured(found)).keys() == {"asymptote"}
    assert wrong(MAKERS["constant"](np.random.default_rng(0)), found) is False
