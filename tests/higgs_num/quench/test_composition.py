"""The structure-preserving stepper: its coefficients, its order, and what it keeps."""

import dataclasses
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from higgs_num.quench import Composition, MultiProduct, Problem, resume, run
from higgs_num.quench.motion import motion
from higgs_num.quench.steppers.symmetric import OUTER, stage_durations
from higgs_num.quench.trajectory import follow
from higgs_sym.ground.errors import ArgumentError
from tests.higgs_num.quench import printed_equations

Words = dict[tuple[int, ...], float]


def exponential(step: float, degree: int) -> Words:
    """exp(step Y1 + step^3 Y3 + step^5 Y5 ...) as a sum over words, up to the degree."""
    result: Words = {(): 1.0}
    power: Words = {(): 1.0}
    for n in range(1, degree + 1):
        power = {
            (*word, k): value * step**k / n
            for word, value in power.items()
            for k in range(1, degree + 1 - sum(word), 2)
        }
        for word, value in power.items():
            result[word] = result.get(word, 0.0) + value
    return result


@pytest.mark.parametrize("order", sorted(OUTER))
def test_order_conditions(order: int) -> None:
    """A symmetric second-order step is exp(h Y1 + h^3 Y3 + ...) with Y's that do not commute.

    The product has order p when it equals exp(Y1) for all words of degree <= p.
    """

    def defect(degree: int) -> float:
        product: Words = {(): 1.0}
        for step in stage_durations(order):
            factor = exponential(float(step), degree)
            longer: Words = {}
            for left, a in product.items():
                for right, b in factor.items():
                    if sum(left) + sum(right) <= degree:
                        word = left + right
                        longer[word] = longer.get(word, 0.0) + a * b
            product = longer
        exact = {(1,) * n: 1.0 / math.factorial(n) for n in range(degree + 1)}
        return max(abs(value - exact.get(word, 0.0)) for word, value in product.items())

    # Some hundred products of numbers of order one.
    assert defect(order) < 1e-14
    assert defect(order + 1) > 1e-6


@pytest.mark.parametrize("closure", ["static", "odd", "even"])
@pytest.mark.parametrize(
    ("order", "cutoff", "counts"),
    [(4, 1.2, (32, 48, 64)), (6, 1.2, (8, 12, 16)), (8, 2.4, (16, 20, 24))],
)
def test_measured_order(order: int, cutoff: float, counts: tuple[int, ...], closure: Any) -> None:
    problem = Problem(
        0.7, 1.0, rate_s=0.2, closure=closure, levels=20, cutoff=cutoff, t_max=2.0, save_every=2.0
    )
    _, spins = printed_equations.solve(problem, problem.times)
    steppers = [Composition(order, longest_step=2.0 / n) for n in counts]
    errors = [np.linalg.norm(run(problem, each).final_spins - spins[-1]) for each in steppers]
    slope = np.polyfit(np.log(counts), -np.log(errors), 1)[0]
    assert slope == pytest.approx(order, abs=0.1)


@pytest.mark.parametrize("gap_initial", [0.95, 0.3, 0.1])
def test_lengths_are_kept_over_long_times(gap_initial: float) -> None:
    result = run(Problem(gap_initial, 1.0), Composition(longest_step=1.0 / 24.0))
    # 1e5 rotations of unit vectors, each to 1e-16.
    assert np.max(result.norm_change) < 1e-12
    assert np.max(np.abs(result.energy - result.energy[0])) < 1e-4


@pytest.mark.parametrize("closure", ["static", "odd", "even"])
def test_two_methods_agree_with_impurities_on_nodes_too(closure: Any) -> None:
    problem = Problem(0.8, 1.0, rate_s=0.1, rate_u=0.2, closure=closure, t_max=40.0)
    one, other = (run(problem, method) for method in (Composition(), MultiProduct()))
    assert len(one.levels) < 0.05 * len(problem.grid)
    assert one.error is not None
    # Both keep their tolerance.
    assert np.max(np.abs(one.gap - other.gap)) < 2e-10
    np.testing.assert_allclose(one.final_spins, other.final_spins, rtol=0, atol=1e-8)


def test_two_sectors_are_the_literal_even_closure() -> None:
    problem = Problem(0.8, 1.0, rate_s=0.2, rate_u=0.1, levels=300, t_max=30.0)
    stepper = Composition(longest_step=0.125)
    one, other = (
        follow(stepper, motion(problem, by_parity=apart), problem.times) for apart in (True, False)
    )
    # The same numbers from different kernels and sums: round-off.
    np.testing.assert_allclose(one.record.gap, other.record.gap, rtol=0, atol=1e-12)
    np.testing.assert_allclose(one.spins, other.spins, rtol=0, atol=1e-11)


def test_a_stopped_run_goes_on_with_the_same_bits(tmp_path: Path) -> None:
    path = tmp_path / "run.npz"
    problem = Problem(0.8, 1.0, rate_s=0.1, levels=400, t_max=20.0)
    whole = run(problem, Composition(longest_step=0.125))

    def interrupt(done: float) -> None:
        if done > 0.4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(problem, Composition(longest_step=0.125), progress=interrupt, checkpoint=path)
    again = resume(path)
    assert again.method == whole.method
    np.testing.assert_array_equal(again.gap, whole.gap)
    np.testing.assert_array_equal(again.final_spins, whole.final_spins)


@pytest.mark.parametrize(
    ("arguments", "name"),
    [({"order": 5}, "order"), ({"tol": 1e-13}, "tol"), ({"longest_step": 0.0}, "longest_step")],
)
def test_bad_values(arguments: dict[str, Any], name: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        Composition(**arguments)
    assert caught.value.name == name


def test_the_step_must_be_known_before_the_first() -> None:
    problem = Problem(0.8, 1.0, levels=20, t_max=1.0)
    with pytest.raises(ArgumentError, match="longest_step"):
        Composition().init(motion(problem), problem.times, np.zeros(0))
    assert Composition().adaptive == Composition()
    assert dataclasses.replace(Composition(), longest_step=0.1).adaptive is None
