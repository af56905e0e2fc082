"""What is computed."""

from higgs_sym.ground.shown import pages_of

pages_of("higgs_num", "higgs_num.plots.pages")
