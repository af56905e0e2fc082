"""A file that is there is replaced only when that is asked for."""

from pathlib import Path

import pytest

from higgs_num.results import netcdf
from higgs_sym.ground.errors import FileError
from tests.higgs_num.results.made_up import Made, made


def test_a_result_is_not_written_over_another(tmp_path: Path) -> None:
    path = tmp_path / "made.nc"
    made(note="first").save(path)
    before = path.read_bytes()
    second = made(note="second")
    with pytest.raises(FileError, match="exists"):
        second.save(path)
    with pytest.raises(FileError, match="exists"):
        netcdf.write(second._content(), path)
    assert path.read_bytes() == before
    second.save(path, overwrite=True)
    assert Made.load(path).note == "second"
