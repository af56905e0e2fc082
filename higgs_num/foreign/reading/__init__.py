"""Trajectories from files of other codes."""

from higgs_num.foreign.reading.read import FORMATS, read

__all__ = ["FORMATS", "read"]
