"""What is left out is part of the interface: scripts rely on it."""

from higgs_num import kinetic
from tests.defaults import defaults_of


def test_what_is_left_out() -> None:
    # Clean and at temperature 0; the rest is that of docs/kinetic.md.
    assert defaults_of(kinetic) == {
        "KineticQuench.band": "semicircle",
        "KineticQuench.cutoff": 5.0,
        "KineticQuench.depth": 8,
        "KineticQuench.rate_s": 0.0,
        "KineticQuench.rate_u": 0.0,
        "KineticQuench.save_every": 0.125,
        "KineticQuench.t_max": 30.0,
        "KineticQuench.temperature": 0.0,
        "level_motion.tol": 1e-6,
        "resume.allow_large": False,
        "resume.checkpoint_every": 60.0,
        "solve.allow_large": False,
        "solve.checkpoint_every": 60.0,
        "solve.overwrite": False,
        "solve.tol": 1e-6,
        "solve_all.allow_large": False,
        "solve_all.tol": 1e-6,
    }
