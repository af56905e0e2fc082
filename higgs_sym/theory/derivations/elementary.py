"""Elementary integrals of chain 3: partial fractions in R = cosh v and their primitives."""

import sympy as sp

from higgs_sym.checks import ALGEBRA, Proof, by_derivative
from higgs_sym.derivation import Step
from higgs_sym.symbols import c, v, x, z

_R = sp.Symbol("R", positive=True)
_f = sp.Symbol("f", positive=True)  # an angle in (0, pi)


def elementary() -> tuple[Step, ...]:
    """Return the steps from the poles in R to the closed forms of the integrals."""
    root = sp.sqrt(1 - c**2)
    primitive = 2 / root * sp.atan((sp.exp(v) - c) / root)
    gudermann = 2 * sp.atan(sp.tanh(v / 2))
    lower = sp.Symbol("t_0", positive=True)
    big = sp.Symbol("t_+", complex=True)
    c_big, s_big = (big + 1 / big) / 2, (big - 1 / big) / (2 * sp.I)
    log_form = sp.log((lower - 1 / big) / (lower - big)) / (sp.I * s_big)
    exponential = Proof(_exponential, "algebra in e^v")
    pole = z + sp.I * x
    return (
        Step(
            "pole",
            "Poles in R: 1/(R - c), c = z + i x, holds both integrands as real and imaginary part.",
            1 / (_R - pole),
            ((_R - z) + sp.I * x) / ((_R - z) ** 2 + x**2),
            ALGEBRA,
        ),
        Step(
            "reduce",
            "For S^z the part of R/(R - c) beyond c/(R - c) is real.",
            _R / (_R - c) - c / (_R - c),
            sp.S.One,
            ALGEBRA,
        ),
        *(
            Step(
                f"ladder_{n}",
                f"Partial fractions: K_{n} from K_{n - 1}.",
                1 / (_R**n * (_R - c)),
                (1 / (_R ** (n - 1) * (_R - c)) - 1 / _R**n) / c,
                ALGEBRA,
            )
            for n in (1, 2, 3)
        ),
        Step(
            "primitive",
            "Primitive of 1/(cosh v - c).",
            sp.Derivative(primitive, v),
            1 / (sp.cosh(v) - c),
            exponential,
        ),
        Step(
            "J_end",
            "From v = 0 to infinity at c = cos f: J = arccos(-c)/sqrt(1 - c^2), arccos(-cos f) = "
            "pi - f; then for all c off the cut, both sides being analytic.",
            sp.pi - 2 * sp.atan((1 - sp.cos(_f)) / sp.sin(_f)),
            sp.pi - _f,
            by_derivative(_f, sp.pi / 2),
        ),
        Step(
            "I_1",
            "Primitive of 1/cosh v: 2 arctan tanh(v/2), pi/2 over all v > 0, arcsin(1/alpha) from "
            "arccosh(alpha).",
            sp.Derivative(gudermann, v),
            1 / sp.cosh(v),
            exponential,
        ),
        Step("I_2", "of 1/cosh^2 v,", sp.diff(sp.tanh(v), v), 1 / sp.cosh(v) ** 2, exponential),
        Step(
            "I_3",
            "and of 1/cosh^3 v.",
            sp.Derivative((sp.tanh(v) / sp.cosh(v) + gudermann) / 2, v),
            1 / sp.cosh(v) ** 3,
            exponential,
        ),
        Step(
            "J_log",
            "In the gapless state J begins at t_0 = e^v; t_+ and 1/t_+ are the roots of "
            "t^2 - 2 c t + 1. Derivative in t_0 of the logarithmic form (zero at infinity).",
            sp.Derivative(log_form, lower),
            -2 / (lower**2 - 2 * c_big * lower + 1),
            ALGEBRA,
        ),
    )


def _exponential(difference: sp.Expr) -> bool:
    e = sp.Symbol("e_v", positive=True)
    rational = difference.rewrite(sp.exp).subs(v, sp.log(e))
    return bool(sp.simplify(rational) == 0)
