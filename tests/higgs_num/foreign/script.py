"""The code of somebody else: thirty lines of numpy, right or wrong, that know nothing of ours.

dS/dt = 2 eps S^y, -2 eps S^x - 2 Delta S^z, 2 Delta S^y on equally spaced levels; Delta is
(lambda/2) d sum S^x, with lambda from the gap equation on the same levels. Each keyword makes
one mistake that people make.
"""

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]


def trajectory(
    start: float, final: float, cutoff: float, n: int, step: float, t_max: float, every: int = 1,
    scheme: str = "rk4", two: float = 2.0, lam: float = 1.0,
    signs: tuple[int, int, int] = (1, 1, 1),
    frozen: float | None = None, linear: bool = False,
) -> tuple[Vector, Vector]:  # fmt: skip
    d = 2.0 * cutoff / n
    eps = -cutoff + d * (np.arange(n) + 0.5)
    coupling = lam / (0.5 * d * np.sum(1.0 / np.hypot(eps, final)))
    E = np.hypot(eps, start)
    S = np.array([start / E, 0.0 * eps, -eps / E])
    rest = np.array([final / np.hypot(eps, final), 0.0 * eps, -eps / np.hypot(eps, final)])

    def gap(S: Vector) -> float:
        return float(0.5 * coupling * d * np.sum(S[0]))

    def slope(S: Vector) -> Vector:
        if linear:  # about the rest state: the field is final, and its change turns the rest state
            change, field = S - rest, final
            kick = gap(S) - final
            return two * np.array(
                [eps * change[1], -eps * change[0] - field * change[2] - kick * rest[2],
                 field * change[1]]
            )  # fmt: skip
        field = gap(S) if frozen is None else frozen
        return two * np.array(
            [signs[0] * eps * S[1], -eps * S[0] - signs[1] * field * S[2], signs[2] * field * S[1]]
        )

    def stepped(S: Vector, h: float) -> Vector:
        if scheme == "euler":
            return S + h * slope(S)
        if scheme == "backward euler":
            new = S
            for _ in range(40):  # each takes some 2 h E, a quarter, of the distance
                new = S + h * slope(new)
            return new
        if scheme == "midpoint":
            return S + h * slope(S + 0.5 * h * slope(S))
        a = slope(S)
        b = slope(S + 0.5 * h * a)
        c = slope(S + 0.5 * h * b)
        return S + h / 6.0 * (a + 2.0 * b + 2.0 * c + slope(S + h * c))

    times, gaps = [0.0], [gap(S)]
    for k in range(1, round(t_max / step) + 1):
        S = stepped(S, step)
        if not abs(gap(S)) < 1e3:
            break
        if k % every == 0:
            times.append(k * step)
            gaps.append(gap(S))
    return np.array(times), np.array(gaps)
