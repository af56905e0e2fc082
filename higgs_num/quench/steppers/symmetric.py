"""Coefficients of symmetric compositions of a symmetric second-order step."""

import math

import numpy as np

from higgs_num.core.arrays import Vector

# The outer coefficients; the middle one makes the sum 1, and the rest mirrors. Order 4: Suzuki,
# Phys. Lett. A 146, 319 (1990); order 6: nine stages, Kahan and Li, Math. Comp. 66, 1089 (1997);
# order 8: fifteen stages, Suzuki and Umeno (1993). A test expands the product of exponentials.
OUTER = {
    4: (1.0 / (4.0 - 4.0 ** (1.0 / 3.0)),) * 2,
    6: (
        0.39216144400731413927925056,
        0.33259913678935943859974864,
        -0.70624617255763935980996482,
        0.08221359629355080023149045,
    ),
    8: (
        0.74167036435061295344822780,
        -0.40910082580003159399730010,
        0.19075471029623837995387626,
        -0.57386247111608226665638773,
        0.29906418130365592384446354,
        0.33462491824529818378495798,
        0.31529309239676659663205666,
    ),
}


def stage_durations(order: int) -> Vector:
    """Return the durations of the second-order steps, in units of the whole, (stages,)."""
    outer = OUTER[order]
    middle = 1.0 - 2.0 * math.fsum(outer)
    return np.array([*outer, middle, *reversed(outer)])
