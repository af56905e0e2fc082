"""What is left out is part of the interface: scripts rely on it."""

from higgs_num.results import archived, netcdf
from tests.defaults import defaults_of


def test_what_is_left_out() -> None:
    # A file that is there is never replaced unasked.
    assert defaults_of(archived, netcdf) == {
        "Archived.save.overwrite": False,
        "Labels.unit": "",
        "write.overwrite": False,
    }
