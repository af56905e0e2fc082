"""Levels of no weight, whose spins are recorded."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from higgs_num.quench import RK4, MultiProduct, Problem, Result, run
from higgs_num.quench.problem import MOST_PROBED
from higgs_sym.ground.errors import ArgumentError

FINE = MultiProduct(order=14, longest_step=0.1)


@pytest.mark.parametrize("closure", ["static", "even", "odd"])
@pytest.mark.parametrize("start", ["equilibrium", "clean"])
def test_a_probe_at_a_level_moves_as_the_level(closure: Any, start: Any) -> None:
    """On the levels kernels for Delta and, for `even`, two sectors lead to the same spins."""
    which = [3, 100, 149, 150, 199, 296]
    eps = Problem(0.8, 1.0, levels=300, t_max=1.0).grid.energies[which]
    problem = Problem(
        0.8, 1.0, rate_s=0.1, rate_u=0.05, closure=closure, start=start, levels=300, t_max=20.0,
        probes=tuple(eps),
    )  # fmt: skip
    result = run(problem, FINE, compress=False)
    assert result.probe_spins.shape == (result.time.size, 3, len(which))
    # Round-off over 200 steps, and errors of the method of some 1e-13 here.
    np.testing.assert_allclose(
        result.probe_spins[-1], result.final_spins[:, which], rtol=0, atol=5e-12
    )


def test_probes_do_not_act_on_the_gap_and_may_lie_between_levels() -> None:
    few = Problem(0.8, 1.0, rate_s=0.1, levels=2000, t_max=20.0, probes=(0.3, -0.3, 7.0))
    compressed, whole = run(few, FINE), run(few, FINE, compress=False)
    without = run(Problem(0.8, 1.0, rate_s=0.1, levels=2000, t_max=20.0), FINE)
    np.testing.assert_array_equal(compressed.gap, without.gap)
    assert len(compressed.levels) < len(whole.levels)
    np.testing.assert_allclose(compressed.probe_spins, whole.probe_spins, rtol=0, atol=1e-11)


def test_probes_start_in_the_initial_state_and_keep_their_length_when_clean() -> None:
    problem = Problem(0.8, 1.0, levels=300, t_max=20.0, probes=(0.5, -1.5))
    spins = run(problem, FINE).probe_spins
    eps, gap = np.array(problem.probes), 0.8
    np.testing.assert_allclose(spins[0, 0], gap / np.hypot(eps, gap), rtol=1e-14)
    np.testing.assert_allclose(spins[0, 2], -eps / np.hypot(eps, gap), rtol=1e-14)
    # Interpolated components too.
    np.testing.assert_allclose(np.linalg.norm(spins, axis=1), 1.0, rtol=0, atol=1e-12)


def test_a_file_keeps_them(tmp_path: Path) -> None:
    problem = Problem(0.8, 1.0, levels=100, t_max=3.0, probes=(0.5, -1.5))
    result = run(problem, FINE)
    result.save(tmp_path / "r.nc")
    loaded = Result.load(tmp_path / "r.nc")
    assert loaded.problem == problem
    np.testing.assert_array_equal(loaded.probe_spins, result.probe_spins)
    data = result.to_xarray()
    assert data["probe_spins"].sel(probe=0.5, axis="z").dims == ("time",)


@pytest.mark.parametrize("probes", [(11.0,), (float("nan"),), ("a",)])
def test_bad_values(probes: Any) -> None:
    with pytest.raises(ArgumentError, match="probes"):
        Problem(0.8, 1.0, levels=100, t_max=3.0, probes=probes)


def test_too_many_are_refused_before_any_work() -> None:
    with pytest.raises(ArgumentError, match="probes"):
        Problem(0.8, 1.0, t_max=100.0, save_every=1e-4, probes=(0.0,) * (MOST_PROBED // 10**6 + 1))


def test_steppers_without_probes_say_so() -> None:
    problem = Problem(0.8, 1.0, levels=100, t_max=3.0, probes=(0.5,))
    with pytest.raises(ArgumentError, match="probes"):
        run(problem, RK4(0.01))
