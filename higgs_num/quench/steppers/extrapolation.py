"""Which Strang chains are combined, and with what weights."""

import math

import numpy as np

from higgs_num.core.arrays import Vector

# Numbers of Strang steps whose extrapolation has the order of the key. Short chains turn the
# highest levels too far in one A, which limits the step; numbers close to one another need large
# weights of both signs, which raises round-off. Sets were compared by cost at equal error.
CHAINS = {
    4: (2, 3),
    6: (2, 3, 4),
    8: (3, 4, 5, 6),
    10: (3, 4, 5, 6, 8),
    12: (3, 4, 5, 6, 7, 9),
    14: (3, 4, 5, 6, 7, 8, 10),
    16: (3, 4, 5, 6, 7, 8, 9, 11),
}


def extrapolation_weights(counts: tuple[int, ...]) -> Vector:
    """Return w_j = prod_{i != j} k_j^2/(k_j^2 - k_i^2), summing to exactly 1.

    The weights multiply states of order one, so an excess of their sum over 1 acts as a growth
    rate; they are rounded to multiples of 2^-44 (exactly summable) and the largest is mended.
    """
    weights = np.array(
        [math.prod(k * k / (k * k - i * i) for i in counts if i != k) for k in counts]
    )
    weights = np.round(weights * 2.0**44) / 2.0**44
    largest = int(np.argmax(np.abs(weights)))
    weights[largest] += 1.0 - math.fsum(weights)
    return weights
