"""One figure a file; axes in, axes out; nothing is shown here. matplotlib comes with a call."""

from higgs_num.plots.asymptote import asymptote, asymptotes
from higgs_num.plots.comparison import comparison
from higgs_num.plots.currents import draw_conductivity, draw_wire
from higgs_num.plots.diagrams import (
    closure_diagram,
    closure_maps,
    difference_diagram,
    exact_diagram,
)
from higgs_num.plots.examination import examination
from higgs_num.plots.films import films
from higgs_num.plots.kinetic import kinetic
from higgs_num.plots.local_spectrum import local_spectrum
from higgs_num.plots.oracle import oracle
from higgs_num.plots.phase_diagram import phase_diagram
from higgs_num.plots.reference import reference
from higgs_num.plots.response_spectrum import draw_spectrum
from higgs_num.plots.response_tail import draw_tail
from higgs_num.plots.response_thermal import draw_thermal
from higgs_num.plots.save import check_picture, save_picture
from higgs_num.plots.steady_state import distribution, late_gap, steady_state_figure
from higgs_num.plots.sweep import sweep
from higgs_num.plots.trajectory import trajectory

__all__ = [
    "asymptote",
    "asymptotes",
    "check_picture",
    "closure_diagram",
    "closure_maps",
    "comparison",
    "difference_diagram",
    "distribution",
    "draw_conductivity",
    "draw_spectrum",
    "draw_tail",
    "draw_thermal",
    "draw_wire",
    "exact_diagram",
    "examination",
    "films",
    "kinetic",
    "late_gap",
    "local_spectrum",
    "oracle",
    "phase_diagram",
    "reference",
    "save_picture",
    "steady_state_figure",
    "sweep",
    "trajectory",
]
