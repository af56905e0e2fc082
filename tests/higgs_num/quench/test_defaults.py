"""What is left out is part of the interface: scripts rely on it."""

from higgs_num import quench
from higgs_num.quench import Closure, Start
from tests.defaults import defaults_of


def test_what_is_left_out() -> None:
    # The clean problem (9) from equilibrium; tolerances are relative errors of a trajectory.
    assert defaults_of(quench) == {
        "Composition.order": 8,
        "Composition.tol": 1e-10,
        "Condensed.tol": 1e-10,
        "Cvode.atol": 1e-12,
        "Cvode.method": "Adams",
        "Cvode.rtol": 1e-10,
        "Heyoka.precision": "double",
        "MultiProduct.threads": 1,
        "MultiProduct.tol": 1e-10,
        "Observable.long_name": "",
        "Observable.smooth": False,
        "Observable.unit": "1",
        "Problem.temperature": 0.0,
        "Problem.closure": Closure.EVEN,
        "Problem.cutoff": 10.0,
        "Problem.levels": 15024,
        "Problem.rate_s": 0.0,
        "Problem.rate_u": 0.0,
        "Problem.save_every": 0.125,
        "Problem.start": Start.EQUILIBRIUM,
        "Problem.t_max": 300.0,
        "SolveIvp.atol": 1e-12,
        "SolveIvp.method": "DOP853",
        "SolveIvp.rtol": 1e-10,
        "continuum_levels.allow_large": False,
        "gap_of.tol": 1e-8,
        "resume.allow_large": False,
        "resume.checkpoint_every": 60.0,
        "resume.threads": 1,
        "run.allow_large": False,
        "run.checkpoint_every": 60.0,
        "run.compress": True,
        "run.overwrite": False,
        "run_all.allow_large": False,
        "run_all.compress": True,
    }
