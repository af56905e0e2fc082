"""Films that several tests use; the example that is shipped."""

from pathlib import Path

import higgs_num.films
from higgs_num.films import Clean, Film

EXAMPLE = Path(higgs_num.films.__file__).with_name("example.csv")
CLEAN = Clean(15.0)
FILM = Film("A", Tc_K=12.5)
