"""Figures know results, not the other way round; matplotlib is loaded when one is drawn."""

import pytest

from tests.fresh_process import printed_by


@pytest.mark.parametrize(
    "module",
    [
        "higgs_num.plots",
        "higgs_num.films",
        "higgs_num.quench",
        "higgs_num.oracle",
        "higgs_num.kinetic",
        "higgs_num.results",
    ],
)
def test_nothing_loads_matplotlib_until_something_is_drawn(module: str) -> None:
    assert printed_by(f"import sys, {module}; print('matplotlib' in sys.modules)") == "False"
