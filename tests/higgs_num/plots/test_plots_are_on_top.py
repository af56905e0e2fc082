"""Figures know results, not the other way round; matplotlib is loaded when one is drawn."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "module", ["higgs_num.plots", "higgs_num.quench", "higgs_num.oracle", "higgs_num.results"]
)
def test_nothing_loads_matplotlib_until_something_is_drawn(module: str) -> None:
    script = f"import sys, {module}; print('matplotlib' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"
