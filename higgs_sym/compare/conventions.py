"""Conventions that differ between papers, each as a change of a formula: the usual suspects."""

from collections.abc import Callable
from dataclasses import dataclass

import sympy as sp

from higgs_sym.symbols import Delta, Delta_f, Delta_i, beta, cutoff, eps, rate_s, rate_u

Change = Callable[[sp.Expr], sp.Expr]


@dataclass(frozen=True, eq=False)
class Convention:
    """A change that may make two formulas agree, and what it means."""

    sentence: str
    change: Change


def _put(**values: sp.Expr) -> Change:
    symbols = {
        str(one): one for one in (rate_s, rate_u, Delta, Delta_i, Delta_f, cutoff, beta, eps)
    }

    def change(expression: sp.Expr) -> sp.Expr:
        return expression.subs(
            {symbols[name]: to for name, to in values.items()}, simultaneous=True
        )

    return change


def _both_rates(factor: sp.Expr) -> Change:
    """Return the change of both rates; of one alone it would say what another says better."""
    put = _put(rate_s=factor * rate_s, rate_u=factor * rate_u)
    return lambda one: put(one) if {rate_s, rate_u} <= one.free_symbols else one


def _times(factor: sp.Expr) -> Change:
    return lambda expression: expression * factor


INPUT = (
    Convention(
        "1/tau_s in it is half of ours (tau_s for 2 tau_s, an amplitude rate for an energy rate, "
        "alpha for zeta_s)",
        _put(rate_s=rate_s / 2),
    ),
    Convention(
        "1/tau_s in it is twice ours (2 tau_s for tau_s, an energy rate for an amplitude rate, "
        "zeta_s for alpha)",
        _put(rate_s=2 * rate_s),
    ),
    Convention("1/tau_u in it is half of ours", _put(rate_u=rate_u / 2)),
    Convention("1/tau_u in it is twice ours", _put(rate_u=2 * rate_u)),
    Convention("both rates in it are half of ours", _both_rates(sp.Rational(1, 2))),
    Convention("both rates in it are twice ours", _both_rates(sp.Integer(2))),
    Convention("tau_s and tau_u are exchanged", _put(rate_s=rate_u, rate_u=rate_s)),
    Convention("a rate stands where its time should", _put(rate_s=1 / rate_s, rate_u=1 / rate_u)),
    Convention("rate_u in it is 0: ours has no such impurities", _put(rate_u=sp.Integer(0))),
    Convention("rate_s in it is 0: ours has no such impurities", _put(rate_s=sp.Integer(0))),
    Convention("its gap is ours halved: 2 Delta is called Delta", _put(Delta=Delta / 2)),
    Convention("its gap is ours doubled: Delta is called 2 Delta", _put(Delta=2 * Delta)),
    Convention(
        "energies in it are in units of the gap",
        _put(
            eps=eps / Delta,
            Delta=sp.Integer(1),
            rate_s=rate_s / Delta,
            rate_u=rate_u / Delta,
            cutoff=cutoff / Delta,
        ),
    ),
    Convention(
        "its gap is the one after the quench in place of the one before, and the reverse",
        _put(Delta_i=Delta_f, Delta_f=Delta_i),
    ),
    Convention("the quench has the other sign: beta is 1/lambda_f - 1/lambda_i", _put(beta=-beta)),
    Convention("its band is half as wide: omega_D is the whole width", _put(cutoff=cutoff / 2)),
    Convention("its band is twice as wide", _put(cutoff=2 * cutoff)),
)
OUTPUT = (
    Convention("its sign is the other one", _times(sp.Integer(-1))),
    Convention("it lacks a factor 2", _times(sp.Integer(2))),
    Convention("it has a factor 2 too much", _times(sp.Rational(1, 2))),
    Convention("it lacks a factor 4", _times(sp.Integer(4))),
    Convention("it has a factor 4 too much", _times(sp.Rational(1, 4))),
    Convention("it lacks a factor pi", _times(sp.pi)),
    Convention("it has a factor pi too much", _times(1 / sp.pi)),
    Convention("it lacks a factor 2 pi", _times(2 * sp.pi)),
    Convention("it has a factor 2 pi too much", _times(1 / (2 * sp.pi))),
    Convention("it is the square of ours", sp.sqrt),
    Convention("it is the root of ours", lambda expression: expression**2),
    Convention("it is the inverse of ours", lambda expression: 1 / expression),
    Convention("it is in units of the gap", _times(Delta)),
    Convention("ours is in units of the gap", _times(1 / Delta)),
    Convention("it is in units of 2 Delta", _times(2 * Delta)),
    Convention("it is the exponential of ours", sp.log),
    Convention("it is the logarithm of ours", sp.exp),
)
