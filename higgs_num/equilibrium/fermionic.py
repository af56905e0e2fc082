"""Sums over fermionic frequencies, a few terms one by one and the others as integrals."""

import numpy as np
from numpy.typing import NDArray

Complex = NDArray[np.complex128]

# The sum over fermionic frequencies is done term by term up to here, then as an integral.
TERMS = 6
# Far end of the integral and of exp(-s/T), and near ends, in e-foldings.
RIGHT = 19.0
LEFT = 37.0
CORRECTION_LEFT = 19.0
COLD = 45.0


def fermionic_rule(
    temperature: float,
    largest: float,
    h: float,
    right: float = RIGHT,
    left: float = LEFT,
    count: int = TERMS,
) -> tuple[Complex, Complex]:
    """Return (path, weights) with `4 pi T sum_{n>=0} h(omega_n) = sum weights h(path)`.

    path: (k,) in the right half plane, from large to small. weights: (3, k) for steps h, 2h, 4h.
    h must be analytic for Re omega > 0 and fall as omega^-3 (with `right` doubled, as omega^-2);
    right, left: ends of the integral, in e-foldings beyond the largest scale and below the first
    frequency. The `count` terms n < N are taken one by one,
    the others by the formula of Abel and Plana for a midpoint sum, omega_N' = 2 pi T N:
    `2 int_omega_N'^inf h - 2i int_0^inf ds [h(omega_N' + i s) - h(omega_N' - i s)]/(exp(s/T)+1)`.
    """
    start = 2.0 * np.pi * temperature * count
    top = np.log(max(1.0, largest, start)) + right
    n = np.arange(int((top - np.log(start) + left) / h) + 1)
    s = np.exp(top - n * h)
    log = np.log(COLD * temperature) - h * np.arange(int((np.log(COLD) + CORRECTION_LEFT) / h) + 1)
    t = np.exp(log[::-1])
    below = t / (np.exp(t / temperature) + 1.0)
    fermionic = np.pi * temperature * (2.0 * np.arange(count)[::-1] + 1.0)
    path = np.concatenate([start + s, start + 1j * t, start - 1j * t, fermionic])
    weights = np.zeros((3, path.size), dtype=np.complex128)
    for row, stride in enumerate((1, 2, 4)):
        integral = np.where(n % stride == 0, 2.0 * stride * h * s, 0.0)
        line = np.where(np.arange(t.size) % stride == 0, -2j * stride * h * below, 0.0)
        terms = np.full(count, 4.0 * np.pi * temperature)
        weights[row] = np.concatenate([integral, line, -line, terms])
    return path, weights
