"""Trajectories from files of other codes, and from what is in memory."""

from higgs_num.foreign.reading.memory import from_arrays, from_result
from higgs_num.foreign.reading.read import FORMATS, read
from higgs_num.foreign.reading.sidecar import check_key

__all__ = ["FORMATS", "check_key", "from_arrays", "from_result", "read"]
