"""The equations of motion of chain 14 tried on three coupled levels, at T > 0 and T = 0."""

from collections.abc import Callable
from functools import partial
from typing import Any

import sympy as sp

from higgs_sym.checks import Computed
from higgs_sym.derivation import Step

# Energy of c before and after the quench; energies of two levels d and their couplings to c.
_BEFORE, _AFTER = sp.Rational(7, 10), sp.Rational(-2, 5)
_LEVELS = (
    (sp.Rational(9, 10), sp.Rational(3, 5)),
    (sp.Rational(-13, 10), sp.Rational(1, 2)),
)
_T, _T1, _TAU1 = sp.Rational(17, 10), sp.Rational(3, 5), sp.Rational(9, 20)
_HALVES = (sp.Rational(3, 2), sp.oo)  # half of 1/T
_SHOWN = {
    "U": r"\frac{dU}{dt} = -i\Delta U - \int_{t'}^{t}S_UU",
    "N": r"\frac{dN}{dt} = -i\Delta N - \int_0^t S_UN + \int_0^{t'}S_NU +"
    r" i\int_0^b[S_AB'^* + S_BA'^*]\,d\tau",
    "A": r"\frac{dA}{dt} = -i\Delta A - \int_0^t S_UA +"
    r" i\int_0^b[S_AK + S_BM(\tau + \tau')]\,d\tau",
    "B": r"\frac{dB}{dt} = -i\Delta B - \int_0^t S_UB -"
    r" i\int_0^b[S_AP(\tau + \tau') + S_BQ]\,d\tau",
}


def trial_steps() -> tuple[Step, ...]:
    """Return one step for each equation."""
    return tuple(
        Step(
            f"trial_{name}",
            f"The whole equation of {name} tried on c and two levels d, diagonalised before and "
            "after a sudden change of the energy of c, at T > 0 and T = 0.",
            sp.Symbol(f"d{name}"),
            sp.Symbol("right"),
            Computed(partial(_pairs, name), sp.Rational(1, 10**12)),
            shown=shown,
        )
        for name, shown in _SHOWN.items()
    )


def _pairs(name: str) -> list[tuple[Any, Any]]:
    import mpmath as mp

    with mp.workdps(20):
        return [_sides(name, half) for half in _HALVES]


def _number(value: sp.Expr) -> Any:
    import mpmath as mp

    return mp.inf if value == sp.oo else mp.mpf(value.p) / value.q


def _matrix(own: sp.Rational) -> Any:
    import mpmath as mp

    found = mp.diag([_number(own), *(_number(energy) for energy, _ in _LEVELS)])
    for j, (_, coupling) in enumerate(_LEVELS, start=1):
        found[0, j] = found[j, 0] = _number(coupling)
    return found


def _sides(name: str, half: sp.Expr) -> tuple[Any, Any]:
    """Return the slope in time from eigenvectors, and the right side by quadrature."""
    import mpmath as mp

    b, t, t1, tau1 = (_number(value) for value in (half, _T, _T1, _TAU1))
    energies, before = mp.eigsy(_matrix(_BEFORE))
    after, later = mp.eigsy(_matrix(_AFTER))
    every = range(len(energies))

    def filled(energy: Any) -> Any:
        return mp.mpf(energy < 0) if mp.isinf(b) else 1 / (1 + mp.exp(2 * b * energy))

    def amplitude(j: int, time: Any, order: int = 0) -> Any:
        """Part of c at a time in an eigenvector of before, or its slope."""
        return sum(
            later[0, k]
            * (-1j * after[k]) ** order
            * mp.expj(-after[k] * time)
            * sum(later[i, k] * before[i, j] for i in every)
            for k in every
        )

    def U(time: Any, other: Any, order: int = 0) -> Any:
        return sum(
            later[0, k] ** 2 * (-1j * after[k]) ** order * mp.expj(-after[k] * (time - other))
            for k in every
        )

    def N(time: Any, other: Any, order: int = 0) -> Any:
        return sum(
            amplitude(j, time, order) * mp.conj(amplitude(j, other)) * filled(energies[j])
            for j in every
        )

    def A(time: Any, tau: Any, order: int = 0) -> Any:
        return sum(
            amplitude(j, time, order)
            * before[0, j]
            * filled(energies[j])
            * mp.exp(energies[j] * tau)
            for j in every
            if filled(energies[j])
        )

    def B(time: Any, tau: Any, order: int = 0) -> Any:
        return sum(
            amplitude(j, time, order)
            * before[0, j]
            * filled(-energies[j])
            * mp.exp(-energies[j] * tau)
            for j in every
            if filled(-energies[j])
        )

    def S(time: Any, other: Any, weight: Callable[[Any], Any], sign: int = 0) -> Any:
        """Self-energy of the levels d, other a time or (sign) a point of the vertical branch."""
        total = mp.mpf(0)
        for energy, coupling in ((_number(e), _number(v)) for e, v in _LEVELS):
            if weight(energy):
                exponent = sign * energy * other if sign else 1j * energy * other
                total += coupling**2 * weight(energy) * mp.exp(exponent - 1j * energy * time)
        return total

    def S_U(time: Any, other: Any) -> Any:
        return S(time, other, lambda _: 1)

    def S_A(tau: Any) -> Any:
        return S(t, tau, filled, 1)

    def S_B(tau: Any) -> Any:
        return S(t, tau, lambda energy: filled(-energy), -1)

    def M(tau: Any) -> Any:
        return A(0, tau)

    def P(tau: Any) -> Any:
        return B(0, tau)

    own = -1j * _number(_AFTER)
    ends = [0, tau1, b]
    if name == "U":
        memory = mp.quad(lambda s: S_U(t, s) * U(s, t1), [t1, t])
        return U(t, t1, 1), own * U(t, t1) - memory
    if name == "N":
        memory = mp.quad(lambda s: S_U(t, s) * N(s, t1), [0, t])
        source = mp.quad(lambda s: S(t, s, filled) * U(s, t1), [0, t1])
        start = mp.quad(
            lambda tau: S_A(tau) * mp.conj(B(t1, tau)) + S_B(tau) * mp.conj(A(t1, tau)), ends
        )
        return N(t, t1, 1), own * N(t, t1) - memory + source + 1j * start
    X, sign, same, upper, lower = (A, 1, S_B, P, M) if name == "A" else (B, -1, S_A, M, P)
    other = S_A if name == "A" else S_B
    memory = mp.quad(lambda s: S_U(t, s) * X(s, tau1), [0, t])
    start = mp.quad(
        lambda tau: (
            other(tau) * (upper(tau - tau1) if tau > tau1 else -lower(tau1 - tau))
            + same(tau) * lower(tau + tau1)
        ),
        ends,
    )
    return X(t, tau1, 1), own * X(t, tau1) - memory + sign * 1j * start
