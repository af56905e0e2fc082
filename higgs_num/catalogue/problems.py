"""The problems of the catalogue: what is to be solved, in words, and how it is solved twice."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from higgs_num.core.arrays import Vector

VERSION = 1
LEVELS = 400
LAST = 60.0
TIMES = np.linspace(0.0, LAST, 241)

CLEAN = (
    "dS^x/dt = 2 eps S^y, dS^y/dt = -2 eps S^x - 2 Delta S^z, dS^z/dt = 2 Delta S^y on the levels "
    "eps_p = -D + d (p + 1/2), p = 0 ... N - 1, d = 2 D/N; Delta(t) = (lambda/2) d sum S^x_p with "
    "1/lambda = (d/2) sum_p 1/sqrt(eps_p^2 + Delta_f^2); at t = 0 S^x = Delta_i/E, S^y = 0, "
    "S^z = -eps/E with E = sqrt(eps_p^2 + Delta_i^2)"
)
CLOSED = (
    "Eqs. (9)-(11) of Phys. Rev. B 109, L100503 on the same levels; start and lambda from the "
    "equilibrium (12) with the impurities; Delta_s and cos(theta) of the exact clean steady state "
    "at this cutoff (constant density of states), W of the final equilibrium, sin(theta) "
)
EXACT = (
    "Self-consistent Born theory, full nonlinear, semicircular density of states "
    "sqrt(1 - eps^2/W^2), equilibrium before, sudden change of the coupling to that whose "
    "equilibrium gap with the impurities is Delta_f"
)
LINEAR = (
    "Exact linear response of the Abrikosov-Gor'kov theory, infinite cutoff, T = 0: "
    "delta Delta(t)/delta Delta(infinity) after a small sudden change of the coupling"
)


@dataclass(frozen=True)
class Solved:
    """Delta at TIMES, by a first and a second way; how they were found."""

    gap: Vector
    second: Vector
    ways: tuple[str, str]


@dataclass(frozen=True)
class Entry:
    """A problem of the catalogue.

    statement : all that another code needs
    parameters : its numbers, energies in units of Delta_f
    solve : both ways
    quick : whether they take less than a second or so
    """

    id: str
    title: str
    statement: str
    parameters: Mapping[str, float | int | str]
    solve: Callable[[], Solved]
    quick: bool = True


def _quench(**inputs: object) -> Callable[[], Solved]:
    def solve() -> Solved:
        from higgs_num.quench import MultiProduct, Problem, SolveIvp, run

        problem = Problem(levels=LEVELS, cutoff=10.0, t_max=LAST, save_at=TIMES, **inputs)  # type: ignore[arg-type]
        first = run(problem, MultiProduct(1e-10), compress=False)
        # scipy's DOP853 on the printed equations: another method, another code.
        second = run(problem, SolveIvp("DOP853", rtol=1e-12, atol=1e-12))
        ways = ("extrapolated splitting, tolerance 1e-10", "DOP853 of scipy, tolerances 1e-12")
        return Solved(first.gap, second.gap, ways)

    return solve


def _exact(rate_s: float, gap_initial: float) -> Callable[[], Solved]:
    def solve() -> Solved:
        from higgs_num.kinetic import KineticQuench, solve

        times = TIMES[TIMES <= EXACT_LAST]
        problem = KineticQuench(
            gap_initial, 1.0, rate_s=rate_s, cutoff=5.0, t_max=EXACT_LAST, save_at=times
        )
        fine, coarse = (solve(problem, tol=tol).gap for tol in (1e-9, 1e-7))
        ways = ("panels for a tolerance of 1e-9", "panels for a tolerance of 1e-7")
        return Solved(fine, coarse, ways)

    return solve


def _linear(alpha: float) -> Callable[[], Solved]:
    def solve() -> Solved:
        from higgs_num.response import step_response

        first = step_response(TIMES, alpha)
        # A contour made for other times has other nodes. Tests compare with a Fourier integral.
        other = step_response(np.concatenate([[1.3e-3], TIMES[1:], [1e4]]), alpha)
        second = np.concatenate([[0.0], other.value[1:-1]])
        ways = (
            "integral along a contour below the real axis, nodes for these times",
            "the same contour with the nodes for times from 1e-3 to 1e4",
        )
        return Solved(first.value, second, ways)

    return solve


EXACT_LAST = 30.0


def _entries() -> tuple[Entry, ...]:
    made = []
    for name, title, start in (
        ("clean-small", "Clean, small strengthening quench (Volkov and Kogan)", 0.999),
        ("clean-phase-2-up", "Clean, phase II, strengthening", 0.5),
        ("clean-phase-2-down", "Clean, phase II, weakening", 2.0),
        ("clean-phase-1", "Clean, phase I: the gap decays", 6.0),
        ("clean-phase-3", "Clean, phase III: a persistent wave", 0.1),
    ):
        numbers = {"Delta_i": start, "Delta_f": 1.0, "D": 10.0, "N": LEVELS}
        made.append(Entry(name, title, CLEAN, numbers, _quench(gap_initial=start, gap_final=1.0)))
    for closure, words in (("static", "0"), ("even", "+sqrt(1 - cos^2)"),
                           ("odd", "sign(eps) sqrt(1 - cos^2)")):  # fmt: skip
        for kind, rates in (
            ("spin-flip", {"rate_s": 0.1}), ("potential", {"rate_u": 0.1}),
        ):  # fmt: skip
            numbers = {"Delta_i": 0.9, "Delta_f": 1.0, "D": 10.0, "N": LEVELS, **rates}
            made.append(
                Entry(
                    f"closure-{closure}-{kind}",
                    f"(9), closure {closure}, {kind} impurities",
                    CLOSED + words,
                    numbers,
                    _quench(gap_initial=0.9, gap_final=1.0, closure=closure, **rates),
                )
            )
    made += [
        Entry(f"linear-alpha-{alpha:g}", f"Exact linear response, alpha = {alpha:g}", LINEAR,
              {"alpha": alpha}, _linear(alpha))
        for alpha in (0.1, 0.3, 1.5)
    ]  # fmt: skip
    for start, rate in ((0.6, 0.1), (1.5, 0.1), (0.1, 0.05)):
        made.append(
            Entry(
                f"exact-{start:g}-rate-{rate:g}",
                f"Exact theory, {start:g} to 1, 1/tau_s = {rate:g}",
                EXACT,
                {"Delta_i": start, "Delta_f": 1.0, "W": 5.0, "rate_s": rate},
                _exact(rate, start),
                quick=False,
            )
        )
    return tuple(made)


ENTRIES: Mapping[str, Entry] = {one.id: one for one in _entries()}
