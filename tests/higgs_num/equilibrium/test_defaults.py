"""What is left out is part of the interface: scripts rely on it."""

from higgs_num.equilibrium import coupling, pseudospins, reference, table, threshold
from tests.defaults import defaults_of


def test_what_is_left_out() -> None:
    # Clean, and as many digits as the shipped tables, by one process.
    assert defaults_of(coupling, pseudospins, reference, table, threshold) == {
        "CertifiedTable.dataset.floats": False,
        "Effort.check.allow_large": False,
        "certify.digits": 30,
        "coupling.temperature": 0.0,
        "coupling.rate_s": 0.0,
        "coupling.rate_u": 0.0,
        "gap.rate_s": 0.0,
        "gap.rate_u": 0.0,
        "grid.most": 1000000,
        "make.processes": 1,
        "make_all.processes": 1,
        "norm.rate_s": 0.0,
        "norm.rate_u": 0.0,
        "pseudospins.temperature": 0.0,
        "pseudospins.rate_s": 0.0,
        "pseudospins.rate_u": 0.0,
        "real_array.allow_inf": False,
        "real_array.ndim": 1,
        "table.allow_large": False,
        "table.digits": 30,
        "table.processes": 1,
        "tabulated.allow_large": False,
        "tabulated.digits": 30,
        "tabulated.processes": 1,
        "threshold.rate_s": 0.0,
        "w.rate_s": 0.0,
        "w.rate_u": 0.0,
    }
