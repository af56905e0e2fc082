"""The claims can fail: break the physics, and the verdict changes."""

import pytest

from higgs_num.equilibrium import pseudospins as module
from verification.claims import equilibrium, figure_2
from verification.lab import Lab
from verification.measurements import quenches
from verification.measurements.arrival import arrival
from verification.registry import claims
from verification.verdict import Verdict, verdict


@pytest.fixture
def lab():
    return Lab()


def judge(id, lab):
    claim = next(one for one in claims() if one.id == id)
    return verdict(claim.check(lab))


def test_identity_of_the_equilibrium_holds(lab):
    assert judge("equilibrium-identity", lab) is Verdict.CONFIRMED


def test_a_wrong_rate_in_the_identity_is_noticed(lab, monkeypatch):
    right = equilibrium._weight
    monkeypatch.setattr(equilibrium, "_weight", lambda x, rate: right(x, 0.99 * rate))
    assert judge("equilibrium-identity", lab) is Verdict.REFUTED


def test_a_wrong_W_moves_the_fixed_point(lab, monkeypatch):
    right = module.pseudospins

    def wrong(*arguments, **named):
        state = right(*arguments, **named)
        return module.Pseudospins(state.Sx, state.Sz, 1.001 * state.W)

    monkeypatch.setattr(equilibrium, "pseudospins", wrong)
    assert judge("equilibrium-fixed-point", lab) is Verdict.REFUTED


def test_an_undamped_mode_is_told_from_a_decaying_one(lab):
    """The estimator behind `persistent-oscillation` sees the decay of the nonmagnetic case."""
    run = quenches.small(lab, rate_u=0.3, t_max=300.0, levels=4000)
    late = arrival(run, 0.02 * quenches.SMALL)
    again = arrival(run, 0.005 * quenches.SMALL)
    assert late < again < 300.0


def test_limiting_exponent_sees_through_corrections():
    x = [0.01, 0.02, 0.04, 0.06, 0.08, 0.1]
    found = figure_2.limiting_exponent(x, [v**1.5 * (1.0 - 0.8 * v + 0.3 * v * v) for v in x])
    # The logarithm of the correction has a cubic term, (0.8 x)^3/3 = 2e-4 at most.
    assert found.value == pytest.approx(1.5, abs=2e-4)
