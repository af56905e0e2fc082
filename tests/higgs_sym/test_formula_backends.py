"""Every formula on every backend, at exact points of its domain."""

from fractions import Fraction

import flint
import mpmath as mp
import numpy as np
import pytest

from higgs_sym.backends import BACKENDS, BackendGapError
from higgs_sym.formula import Formula
from higgs_sym.ground.errors import ComputationError
from higgs_sym.registry import formulas
from tests.higgs_sym.sample_points import exactly, points

# What a backend cannot do, and why; anything else that is missing fails the test below.
GAPS = {
    **{(f"equilibrium.{name}.integral", "arb"): "no rigorous integral to infinity"
       for name in ("Sx", "Sz", "W")},
    **{(f"equilibrium.{name}.{kind}", backend): "an integral"
       for name in ("Sx", "Sz", "W") for kind in ("integral", "angle")
       for backend in ("numpy", "numba")},
    **{("volkov_kogan.thermal.integral", backend): "an integral to infinity"
       for backend in ("arb", "numpy", "numba")},
    **{(id, "numba"): "no polygamma inside compiled code"
       for id in ("thermodynamics.T_c_condition", "relaxation.pair_propagator",
                  "relaxation.cubic", "relaxation.rate", "thermodynamics.jump_ratio")},
    ("thermodynamics.jump_slope", "numba"): "no zeta inside compiled code",
    ("steady.wave_period", "numba"): "no elliptic integral inside compiled code",
}  # fmt: skip
# Points are of order one and no closer than 1/64 to a pole of a closed form, whose ladder divides
# by that distance three times: 64^3 roundings of 1e-16 are 3e-11.
FLOAT_ERROR = 1e-10


@pytest.fixture(autouse=True)
def _precision():
    digits, bits = mp.mp.dps, flint.ctx.prec
    yield
    mp.mp.dps, flint.ctx.prec = digits, bits


@pytest.mark.parametrize("id", formulas())
def test_gaps_are_the_registered_ones(id):
    for backend in BACKENDS:
        if (id, backend) in GAPS:
            with pytest.raises(BackendGapError):
                formulas()[id].lambdify(backend)
        else:
            formulas()[id].lambdify(backend)


def _reference(one: Formula, point: tuple[Fraction, ...]) -> mp.mpf:
    return one.lambdify("mpmath")(*point)


def _close(value: float, exact: mp.mpf) -> bool:
    return abs(value - exact) <= FLOAT_ERROR * (1 + abs(exact))


@pytest.mark.parametrize("id", formulas())
def test_backends_agree_and_balls_contain_the_truth(id):
    one = formulas()[id]
    sample = points(one)
    assert sample
    decided = 0
    arb = None if (id, "arb") in GAPS else one.lambdify("arb")
    floats = [one.lambdify(b) for b in ("numpy", "numba") if (id, b) not in GAPS]
    flint.ctx.prec = 100
    for point in sample:
        mp.mp.prec = 200
        try:
            exact = _reference(one, point)
        except (ComputationError, ZeroDivisionError):
            continue  # a removable singularity at a special point; counted as undecided
        for function in floats:
            assert _close(function(*map(float, point)), exact), (point, function.backend)
        if arb is None:
            decided += 1
            continue
        try:
            ball = arb(*point)
        except ComputationError:
            continue
        # The reference has 200 bits, so its own error is the last term.
        own = (1 + abs(exact)) * mp.mpf(2) ** -180
        assert abs(exact - exactly(ball.mid())) <= exactly(ball.rad()) + own, point
        decided += bool(ball.rad() <= (1 + abs(ball.mid())) * flint.arb(2) ** -60)
    # Special points may sit on a border (alpha = 1), where a ball of a root cannot be decided.
    assert decided >= 0.75 * len(sample), f"only {decided} of {len(sample)} points were decided"


@pytest.mark.parametrize("backend", ["numpy", "numba"])
@pytest.mark.parametrize("id", ["equilibrium.W.closed", "lax.gap_steady_condition"])
def test_arrays_broadcast_and_equal_scalars(id, backend):
    function = formulas()[id].lambdify(backend)
    first = np.linspace(0.3, 1.9, 7)[:, None]
    second = np.array([0.2, 0.45])
    rest = (0.5, 10.0)[: len(function.arguments) - 2]
    table = function(first, second, *rest)
    assert table.shape == (7, 2)
    assert table.dtype == np.float64
    for i in range(7):
        for j in range(2):
            one = function(float(first[i, 0]), float(second[j]), *rest)
            # Arrays may go through vector instructions that round differently by a few units.
            assert table[i, j] == pytest.approx(one, rel=1e-13, abs=1e-15)


def test_numba_kernel_runs_inside_another_kernel():
    import numba

    kernel = formulas()["closure_mode.omega"].lambdify("numba").kernel

    @numba.njit
    def twice(Delta, z):
        return 2.0 * kernel(Delta, z)

    # 2 * 2 * sqrt(1 - 0.36) = 3.2
    assert twice(1.0, 0.6) == pytest.approx(3.2, rel=1e-15)
    assert twice.nopython_signatures
