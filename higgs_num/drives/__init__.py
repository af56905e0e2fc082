"""Couplings that go on changing after t = 0; a new drive is a file here and a row of DRIVES."""

from higgs_num.drives.drive import Drive
from higgs_num.drives.modulation import Modulation
from higgs_num.drives.pulse import Pulse
from higgs_num.drives.ramp import Ramp
from higgs_num.inputs import Kinds

# The drives that can be saved and rebuilt, and that the command line knows.
DRIVES: Kinds[Drive] = Kinds("drive", Ramp, Pulse, Modulation)

__all__ = ["DRIVES", "Drive", "Modulation", "Pulse", "Ramp"]
