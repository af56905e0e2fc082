"""Sets of levels: uniform, given, Gauss rules, continuum; half and whole are two types."""

from higgs_num.levels.continuum import continuum_levels
from higgs_num.levels.sets import MOST_LEVELS, HalfLevels, Levels, LevelSet, even

__all__ = ["MOST_LEVELS", "HalfLevels", "LevelSet", "Levels", "continuum_levels", "even"]
