"""Sets of levels: uniform, given, Gauss rules, continuum; half and whole are two types."""

from higgs_num.levels.continuum import continuum_levels
from higgs_num.levels.sets import HalfLevels, Levels, LevelSet

__all__ = ["HalfLevels", "LevelSet", "Levels", "continuum_levels"]
