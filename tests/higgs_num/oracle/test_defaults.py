"""What is left out is part of the interface: scripts rely on it."""

from higgs_num import oracle
from tests.defaults import defaults_of


def test_what_is_left_out() -> None:
    # Clean; the rest is that of docs/oracle.md.
    assert defaults_of(oracle) == {
        "Ensemble.cutoff": 5.0,
        "Ensemble.levels": 300,
        "Ensemble.rate_s": 0.0,
        "Ensemble.rate_u": 0.0,
        "Ensemble.realisations": 8,
        "Ensemble.save_every": 0.25,
        "Ensemble.seed": 1,
        "Ensemble.t_max": 40.0,
        "equilibrium.allow_large": False,
        "equilibrium.cutoff": 5.0,
        "equilibrium.levels": 300,
        "equilibrium.rate_s": 0.0,
        "equilibrium.rate_u": 0.0,
        "equilibrium.realisations": 8,
        "equilibrium.seed": 1,
        "simulate.allow_large": False,
    }
