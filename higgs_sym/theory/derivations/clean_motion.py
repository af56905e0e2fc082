"""Chain 2: (11) solves the clean equations; what the sources of (9) are made of."""

import sympy as sp

from higgs_sym.checks import ALGEBRA
from higgs_sym.derivation import Book, Derivation, Step
from higgs_sym.symbols import (
    Delta_s,
    W,
    cos_theta,
    eps,
    rate_s,
    rate_u,
    sin_theta,
    t,
)

_energy = sp.sqrt(eps**2 + Delta_s**2)
_C = sin_theta * sp.cos(2 * _energy * t)
_G = sin_theta * sp.sin(2 * _energy * t)
_theta = sp.Symbol("theta", real=True)


def _average(expression: sp.Expr) -> sp.Expr:
    """Mean over a period of a form quadratic in cos and sin of 2 E t."""
    angle = sp.Symbol("chi", real=True)
    inside = sp.expand(expression.subs(t, angle / (2 * _energy)))
    return sp.integrate(inside, (angle, 0, 2 * sp.pi)) / (2 * sp.pi)


_RESULTS = ("p", "q", "Px_constant", "Px_cosine", "Py_sine", "Pz_cosine", "drift")


def _steps(book: Book) -> tuple[Step, ...]:
    """Derive the clean motion and the structure of the sources."""
    Lx, Ly, Lz = (book[f"clean_motion.L{axis}"].unfolded for axis in "xyz")
    source = {axis: book[f"sources.{axis}"].unfolded for axis in "xyz"}
    p, q, Px0, PxC, PyG, PzC, drift = (book[f"sources.{name}"].unfolded for name in _RESULTS)
    rate_m = rate_s - rate_u
    mirrored = {eps: -eps, sin_theta: -sin_theta}
    Px, Py, Pz = Px0 + PxC * _C, PyG * _G, PzC * _C
    # Unit vectors that turn with the clean precession, and its axis.
    angle = 2 * _energy * t
    radial = (eps / _energy * sp.cos(angle), -sp.sin(angle), Delta_s / _energy * sp.cos(angle))
    tangent = tuple(sp.diff(part, t) / (2 * _energy) for part in radial)
    axis = (Delta_s / _energy, 0, -eps / _energy)
    sources = (source["x"], source["y"], source["z"])

    def along(direction: tuple[sp.Expr, ...]) -> sp.Expr:
        oscillating = [part.subs(W, 0) for part in sources]
        return _average(sum(a * b for a, b in zip(oscillating, direction, strict=True)))

    return (
        Step(
            "x",
            "The x equation without disorder.",
            sp.Derivative(Lx, t) - 2 * eps * Ly,
            sp.S.Zero,
            ALGEBRA,
            shown=r"\frac{\partial L^x}{\partial t} - 2\varepsilon L^y = 0",
        ),
        Step(
            "y",
            "The y equation without disorder, Delta = Delta_s.",
            sp.Derivative(Ly, t) + 2 * eps * Lx + 2 * Delta_s * Lz,
            sp.S.Zero,
            ALGEBRA,
            shown=r"\frac{\partial L^y}{\partial t} + 2\varepsilon L^x + 2\Delta_s L^z ="
            r" 0",
        ),
        Step(
            "z",
            "The z equation without disorder.",
            sp.Derivative(Lz, t) - 2 * Delta_s * Ly,
            sp.S.Zero,
            ALGEBRA,
            shown=r"\frac{\partial L^z}{\partial t} - 2\Delta_s L^y = 0",
        ),
        Step(
            "norm",
            "|L| = 1.",
            (Lx**2 + Ly**2 + Lz**2).subs({cos_theta: sp.cos(_theta), sin_theta: sp.sin(_theta)}),
            sp.S.One,
            ALGEBRA,
            shown=r"(L^x)^2 + (L^y)^2 + (L^z)^2 = 1",
        ),
        Step(
            "even_x",
            "With sin(theta) odd in eps, L^x is even, the parity of a state that moves Delta.",
            Lx.subs(mirrored, simultaneous=True),
            Lx,
            ALGEBRA,
            shown=r"L^x(-\varepsilon, -\sin\theta) = L^x(\varepsilon, \sin\theta)",
        ),
        Step(
            "odd_y",
            "With sin(theta) odd, L^y is odd.",
            Ly.subs(mirrored, simultaneous=True),
            -Ly,
            ALGEBRA,
            shown=r"L^y(-\varepsilon, -\sin\theta) = -L^y(\varepsilon, \sin\theta)",
        ),
        Step(
            "odd_z",
            "With sin(theta) odd, L^z is odd.",
            Lz.subs(mirrored, simultaneous=True),
            -Lz,
            ALGEBRA,
            shown=r"L^z(-\varepsilon, -\sin\theta) = -L^z(\varepsilon, \sin\theta)",
        ),
        Step(
            "source_x",
            "Source of the x equation of (9).",
            source["x"],
            p * _G,
            ALGEBRA,
            shown=r"\mathrm{source}_x = -\frac{\varepsilon L^y}{\tau\Delta_s} ="
            r" p\,G,\quad G = \sin\theta\,\sin(2Et)",
        ),
        Step(
            "source_y",
            "Source of the y equation: cos(theta) cancels.",
            source["y"],
            q * _C - eps * rate_m * W / _energy,
            ALGEBRA,
            shown=r"\mathrm{source}_y = q\,C - \frac{\varepsilon\mathcal{W}}{\tau_m"
            r" E},\quad C = \sin\theta\,\cos(2Et)",
        ),
        Step(
            "source_z",
            "Source of the z equation.",
            source["z"],
            2 * rate_s * _G,
            ALGEBRA,
            shown=r"\mathrm{source}_z = -\frac{2 L^y}{\tau_s} = \frac{2 G}{\tau_s}",
        ),
        Step(
            "static",
            "Closure `static`, sin(theta) = 0: only the constant of the y equation is left.",
            sum((part**2 for part in sources), sp.S.Zero).subs(sin_theta, 0),
            (eps * rate_m * W / _energy) ** 2,
            ALGEBRA,
            shown=r"(\mathrm{source}_x^2 + \mathrm{source}_y^2 +"
            r" \mathrm{source}_z^2)|_{\sin\theta = 0} ="
            r" \left(\frac{\varepsilon\mathcal{W}}{\tau_m E}\right)^2",
        ),
        Step(
            "even",
            "Closure `even`: the x source is odd in eps, of the parity that cannot move Delta.",
            source["x"].subs(eps, -eps),
            -source["x"],
            ALGEBRA,
            shown=r"\mathrm{source}_x(-\varepsilon) = -\mathrm{source}_x(\varepsilon)",
        ),
        Step(
            "even_y",
            "Closure `even`: so is the oscillating y source (even in eps, where S^y is odd).",
            source["y"].subs({eps: -eps, W: 0}),
            source["y"].subs(W, 0),
            ALGEBRA,
            shown=r"\mathrm{source}_y(-\varepsilon)|_{\mathcal{W} = 0} ="
            r" \mathrm{source}_y(\varepsilon)|_{\mathcal{W} = 0}",
        ),
        Step(
            "odd",
            "Closure `odd`: the x source is even in eps and moves Delta.",
            source["x"].subs(mirrored, simultaneous=True),
            source["x"],
            ALGEBRA,
            shown=r"\mathrm{source}_x(-\varepsilon, -\sin\theta) ="
            r" \mathrm{source}_x(\varepsilon, \sin\theta)",
        ),
        Step(
            "particular_x",
            "P_x absorbs the x source without secular terms.",
            sp.Derivative(Px, t) - 2 * eps * Py,
            source["x"],
            ALGEBRA,
            shown=r"\frac{\partial P_x}{\partial t} - 2\varepsilon P_y ="
            r" \mathrm{source}_x",
        ),
        Step(
            "particular_y",
            "P_y absorbs the y source.",
            sp.Derivative(Py, t) + 2 * eps * Px,
            source["y"],
            ALGEBRA,
            shown=r"\frac{\partial P_y}{\partial t} + 2\varepsilon P_x ="
            r" \mathrm{source}_y",
        ),
        Step(
            "particular_z",
            "P_z absorbs the z source.",
            sp.Derivative(Pz, t),
            source["z"],
            ALGEBRA,
            shown=r"\frac{\partial P_z}{\partial t} = \mathrm{source}_z",
        ),
        Step(
            "radial",
            "The source turns with the spin at 2E: resonant, but its mean along the spin is zero,",
            along(radial),
            sp.S.Zero,
            ALGEBRA,
            shown=r"\overline{\mathrm{source}\cdot e_r} = 0",
        ),
        Step(
            "axial",
            "and so is its mean along the axis of precession;",
            along(axis),
            sp.S.Zero,
            ALGEBRA,
            shown=r"\overline{\mathrm{source}\cdot n} = 0",
        ),
        Step(
            "tangential",
            "what drifts, linearly in time, is the phase.",
            along(tangent),
            drift * sin_theta,
            ALGEBRA,
            shown=r"\overline{\mathrm{source}\cdot e_t} = d\,\sin\theta",
        ),
    )


CHAIN = Derivation(
    id="clean_motion",
    title="Clean motion and the sources of (9)",
    claim="(11) solves the clean equations, |L| = 1; parity, closures, resonance of the sources",
    build=_steps,
    establishes=tuple(f"sources.{name}" for name in _RESULTS),
)
