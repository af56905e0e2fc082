"""What a claim leaves out means the same in all of them."""

from tests.defaults import defaults_of
from verification import claim, evidence, findings, session
from verification.measurements import mode, quenches


def test_what_is_left_out() -> None:
    # A quick claim of the paper; a number that must be met, measured without an error.
    assert defaults_of(claim, evidence, findings, session, mode, quenches) == {
        "Claim.compiled": True,
        "Claim.exclusive": "",
        "Claim.kind": "paper",
        "Claim.slow": False,
        "ClaimResult.seconds": 0.0,
        "ClaimResult.trace": "",
        "ClaimResult.trouble": "",
        "Drawing.taken": "",
        "Evidence.relation": "equal",
        "Evidence.uncertainty": 0.0,
        "Findings.conclusion": "",
        "Illustration.caption": "",
        "Lab.run.few": False,
        "Session.quick": False,
        "Session.seconds": 0.0,
        "fitted_mode.fit_frequency": True,
        "fitted_mode.fit_power": False,
        "quench.every_level": False,
        "quench.t_max": 1200.0,
        "small.sign": -1.0,
        "small_quench_mode.rate_u": 0.0,
    }
