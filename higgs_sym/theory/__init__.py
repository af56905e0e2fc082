"""One chapter a file; the only place where an expression is written down."""

# Reading order. The name of a chapter is the part before the dot of its formulas' ids.
CHAPTERS = (
    "conventions",
    "equilibrium",
    "threshold",
    "thermodynamics",
    "clean_motion",
    "sources",
    "lax",
    "steady",
    "volkov_kogan",
    "closure_mode",
    "response",
    "currents",
    "momentum",
    "relaxation",
    "kinetic",
)
