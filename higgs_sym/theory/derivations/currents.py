"""Chain of currents: what a current breaks, carries and costs at T = 0; then its response."""

import sympy as sp

from higgs_sym.checks import ALGEBRA, Proof, by_series
from higgs_sym.derivation import Book, Derivation, Step
from higgs_sym.symbols import D_n, Delta, alpha, p_s, rate_s, u
from higgs_sym.theory.derivations.currents_field import field_steps, static_steps

_t1 = sp.Matrix([[0, 1], [1, 0]])
_t3 = sp.Matrix([[1, 0], [0, -1]])
_theta = sp.Symbol("theta", real=True)
_along = sp.Symbol("x", real=True)
_w = sp.Symbol("w", positive=True)  # u where omega = 0, so that alpha = sqrt(1 + w^2)
_h = sp.Symbol("h", positive=True)
_omega = sp.Symbol("omega", positive=True)
_half = sp.Rational(1, 2)


def _commutator(one: sp.Matrix, other: sp.Matrix) -> sp.Matrix:
    return one * other - other * one


def _breaking(book: Book) -> tuple[Step, ...]:
    """Return the steps from the gradient of a phase to its rate and its current."""
    g = sp.cos(_theta) * _t3 + sp.sin(_theta) * _t1
    turn = sp.diag(sp.exp(sp.I * p_s * _along / 2), sp.exp(-sp.I * p_s * _along / 2))
    gradient = sp.I * p_s / 2 * _commutator(_t3, g)
    twice = sp.I * p_s / 2 * _commutator(_t3, g * gradient)
    broken = _t3 * g * _t3
    return (
        Step(
            "phase",
            "U = exp(i p x t3/2) gives the gap a phase p x;",
            turn * _t1 * turn.inv(),
            sp.Matrix(
                [[0, sp.exp(sp.I * p_s * _along)], [sp.exp(-sp.I * p_s * _along), 0]],
            ),
            ALGEBRA,
            shown=r"U t_1 U^{-1} = \begin{pmatrix}0 & e^{i p x}\\ e^{-i p x} & 0\end{pmatrix}",
        ),
        Step(
            "gradient",
            "without it, the gradient of g is a commutator.",
            (turn.inv() * sp.diff(turn * g * turn.inv(), _along) * turn).applyfunc(sp.expand),
            gradient,
            ALGEBRA,
            shown=r"U^{-1}\,\partial_x(U g U^{-1})\,U = \frac{i p}{2}[t_3, g]",
        ),
        Step(
            "rate_of_current",
            "Usadel: D_n grad(g grad g) = [omega t3 + Delta t1, g]. Its left side is that of pair "
            "breaking, -[(Gamma/2) t3 g t3, g], at the rate of the registry.",
            D_n * twice,
            -book["currents.rate_of_current"].unfolded / 2 * _commutator(broken, g),
            ALGEBRA,
            shown=r"D_n\,\frac{i p}{2}\left[t_3, g\,\frac{i p}{2}[t_3, g]\right] ="
            r" -\frac{\Gamma_q}{2}[t_3 g t_3, g],\quad\Gamma_q = \frac{D_n p^2}{2}",
        ),
        Step(
            "current_density",
            "The current is p times the sum over frequencies of (1 - Tr t3 g t3 g/2)/2 = f^2,",
            (1 - (_t3 * g * _t3 * g).trace() / 2) / 2,
            sp.sin(_theta) ** 2,
            ALGEBRA,
            shown=r"\frac{1}{2}\left(1 - \frac{1}{2}\mathrm{Tr}\,t_3 g t_3 g\right) = f^2",
        ),
    )


def _density(book: Book) -> tuple[Step, ...]:
    root = sp.sqrt(1 + u**2)
    primitive = sp.atan(u) - alpha * (u / root - u**3 / (3 * root**3))
    gapless = book["currents.density_gapless"].unfolded.subs(alpha, sp.sqrt(1 + _w**2))
    end = sp.pi / 2 - 2 * alpha / 3
    return (
        Step(
            "density_integrand",
            "with f = 1/R; its primitive in u.",
            sp.Derivative(primitive, u),
            book["equilibrium.measure"].unfolded / root**2,
            ALGEBRA,
        ),
        Step(
            "density",
            "alpha <= 1: from u = 0; over pi/2, so that it is Delta without pair breaking.",
            2 * Delta / sp.pi * (sp.Limit(primitive, u, sp.oo) - primitive.subs(u, 0)),
            book["currents.density"],
            ALGEBRA,
        ),
        Step(
            "density_gapless",
            "alpha >= 1: from u = w = sqrt(alpha^2 - 1), with arcsin(1/alpha) = pi/2 - arctan(w).",
            2 * Delta / sp.pi * (end - primitive.subs(u, _w)).subs(alpha, sp.sqrt(1 + _w**2)),
            gapless.subs(sp.asin(1 / sp.sqrt(1 + _w**2)), sp.pi / 2 - sp.atan(_w)),
            ALGEBRA,
            shown=r"\frac{2\Delta}{\pi}\left[\arctan u - \alpha\left(\frac{u}{R} -"
            r" \frac{u^3}{3R^3}\right)\right]_{u = w}^{\infty} = n_s",
        ),
        Step(
            "density_onset",
            "Where the gap closes, over the density without pair breaking:",
            (book["currents.density"].unfolded / Delta).subs(alpha, 1)
            * sp.exp(book["thermodynamics.ln_gap"].unfolded.subs(alpha, 1)),
            book["currents.density_onset"],
            ALGEBRA,
        ),
    )


def _depairing(book: Book) -> tuple[Step, ...]:
    ln_gap = book["thermodynamics.ln_gap"].unfolded
    current = book["currents.current"].unfolded
    at = book["currents.depairing_alpha"].unfolded
    gap = book["currents.depairing_gap"].unfolded
    rate = book["currents.depairing_rate"].unfolded
    pi = sp.pi
    polynomial = 4 * alpha**2 - (3 * pi + 16 / pi) * alpha + 4
    return (
        Step(
            "current",
            "A current is sqrt(Gamma) n_s(Gamma), with Gamma = alpha Delta and the gap following.",
            sp.sqrt(alpha * sp.exp(ln_gap))
            * book["currents.density"].unfolded.subs(Delta, sp.exp(ln_gap)),
            book["currents.current"],
            ALGEBRA,
            shown=r"\sqrt{\alpha\Delta}\,n_s|_{\Delta = e^{-\pi\alpha/4}} = J/J_0",
        ),
        Step(
            "stationary",
            "It is largest where the derivative of its logarithm vanishes,",
            sp.diff(sp.expand_log(sp.log(current), force=True), alpha),
            3 * pi * polynomial / (8 * alpha * (3 * pi - 4 * alpha)),
            ALGEBRA,
            shown=r"\frac{d\ln J}{d\alpha} = \frac{3\pi\,[4\alpha^2 - (3\pi +"
            r" 16/\pi)\alpha + 4]}{8\alpha(3\pi - 4\alpha)}",
        ),
        Step(
            "depairing_alpha",
            "the smaller root; the other is its inverse, above 1.",
            polynomial.subs(alpha, at),
            sp.S.Zero,
            ALGEBRA,
            shown=r"\left[4\alpha^2 - \left(3\pi + \frac{16}{\pi}\right)\alpha +"
            r" 4\right]_{\alpha = \alpha_{\mathrm{dp}}} = 0",
        ),
        Step(
            "depairing_gap",
            "The gap there,",
            sp.exp(ln_gap.subs(alpha, at)),
            gap,
            ALGEBRA,
            shown=r"e^{-\pi\alpha/4}|_{\alpha = \alpha_{\mathrm{dp}}} ="
            r" \Delta_{\mathrm{dp}}/\Delta_{\mathrm{clean}}",
        ),
        Step(
            "depairing_rate",
            "and the pair breaking.",
            at * gap,
            rate,
            ALGEBRA,
            shown=r"\alpha_{\mathrm{dp}}\Delta_{\mathrm{dp}}/\Delta_{\mathrm{clean}} ="
            r" \Gamma_{\mathrm{dp}}/\Delta_{\mathrm{clean}}",
        ),
    )


def _inductance(book: Book) -> tuple[Step, ...]:
    ln_gap = book["thermodynamics.ln_gap"].unfolded
    current = book["currents.current"].unfolded
    at = book["currents.depairing_alpha"].unfolded
    across = book["currents.inductance_perpendicular"].unfolded
    along = book["currents.inductance_parallel"].unfolded
    # alpha = h^2: currents and gradients are odd in h.
    momentum = sp.sqrt(alpha) * sp.exp(ln_gap / 2)
    carried = {name: part.subs(alpha, _h**2) for name, part in (("p", momentum), ("J", current))}
    squared = (carried["J"] / current.subs(alpha, at)) ** 2
    slope = sp.diff(carried["p"], _h) / sp.diff(carried["J"], _h)
    return (
        Step(
            "inductance_perpendicular",
            "Across a current the inductance is p/J, p ~ sqrt(Gamma); to second order in J, "
            "alpha = h^2:",
            carried["p"] / carried["J"],
            1 + across * squared,
            by_series(_h, 4),
            shown=r"\frac{p}{J} = 1 + C_\perp\left(\frac{J}{J_{\mathrm{dp}}}\right)^2 + O(h^4)",
        ),
        Step(
            "inductance_parallel",
            "Along it, dp/dJ, three times as much.",
            slope,
            1 + along * squared,
            by_series(_h, 4),
            shown=r"\frac{dp}{dJ} = 1 + C_\parallel\left(\frac{J}{J_{\mathrm{dp}}}\right)^2"
            r" + O(h^4)",
        ),
    )


def _energy(book: Book) -> tuple[Step, ...]:
    ln_gap = book["thermodynamics.ln_gap"].unfolded
    density = book["currents.density"].unfolded.subs(Delta, sp.exp(ln_gap))
    energy = book["currents.free_energy"].unfolded
    at = book["currents.depairing_alpha"].unfolded
    functional = _omega * sp.cos(_theta) + Delta * sp.sin(_theta) - rate_s / 2 * sp.sin(_theta) ** 2
    f, g = sp.sin(_theta), sp.cos(_theta)
    vector, screen = sp.Function("A")(_along), sp.Function("F")
    first = sp.diff(vector, _along) ** 2 / 2 - screen(vector)
    force = sp.diff(screen(vector), vector)
    return (
        Step(
            "functional",
            "Usadel's equation makes the free energy stationary in theta: F/N_0 = Delta^2/lambda - "
            "2 int d omega [omega cos(theta) + Delta sin(theta) - (Gamma/2) sin^2(theta) - omega].",
            sp.Derivative(functional, _theta),
            -(_omega * f - Delta * g + rate_s * f * g),
            ALGEBRA,
        ),
        Step(
            "work",
            "So only the explicit rate counts: dF/dGamma is N_0 times the integral of f^2,",
            sp.Derivative(-2 * functional, rate_s),
            f**2,
            ALGEBRA,
        ),
        Step(
            "free_energy",
            "(pi/2) n_s: in N_0 Delta_clean^2, with F = -1/2 without pair breaking,",
            sp.Derivative(-energy / 2, alpha),
            sp.pi / 2 * density * sp.diff(alpha * sp.exp(ln_gap), alpha),
            ALGEBRA,
            shown=r"-\frac{1}{2}\frac{d}{d\alpha}\frac{F}{F_0} ="
            r" \frac{\pi}{2}\,n_s\,\frac{d\Gamma}{d\alpha}",
        ),
        Step(
            "free_energy_clean",
            "which fixes the constant.",
            sp.Subs(energy, alpha, 0),
            sp.S.One,
            ALGEBRA,
            shown=r"(F/F_0)|_{\alpha = 0} = 1",
        ),
        Step(
            "screening",
            "Under a strongly screened field the current is dF/dA, and A'' = dF/dA has the first "
            "integral A'^2/2 - F: the field at the surface is the energy gained inside.",
            sp.diff(first, _along),
            sp.diff(vector, _along) * (sp.diff(vector, _along, 2) - force),
            Proof(_by_chain_rule, "the chain rule"),
            shown=r"\frac{d}{dx}\left[\frac{A'^2}{2} - F(A)\right] = A'\,[A'' - F'(A)]",
        ),
        Step(
            "superheating",
            "The largest field is where the current at the surface is: H_sh^2/H_c^2 = "
            "1 - F_dp/F_0.",
            sp.sqrt(1 - energy.subs(alpha, at)),
            book["currents.superheating"],
            ALGEBRA,
            shown=r"\sqrt{1 - (F/F_0)|_{\alpha = \alpha_{\mathrm{dp}}}} = H_{sh}/H_c",
        ),
    )


def _by_chain_rule(difference: sp.Expr) -> bool:
    return bool(sp.expand(difference.doit()) == 0)


def _steps(book: Book) -> tuple[Step, ...]:
    """Derive the statics of currents, then the response to a field."""
    return (
        *_breaking(book),
        *_density(book),
        *_depairing(book),
        *_inductance(book),
        *_energy(book),
        *field_steps(book),
        *static_steps(book),
    )


CHAIN = Derivation(
    id="currents",
    title="Currents in a dirty superconductor",
    claim="Gamma = D p^2/2; n_s, depairing, inductance, H_sh at T = 0; conduction with and without "
    "a current",
    build=_steps,
    establishes=tuple(
        f"currents.{name}"
        for name in (
            "density",
            "density_gapless",
            "density_onset",
            "rate_of_current",
            "current",
            "depairing_alpha",
            "depairing_gap",
            "depairing_rate",
            "inductance_perpendicular",
            "inductance_parallel",
            "free_energy",
            "superheating",
            "conduction_integrand",
            "drag_integrand",
            "moving_integrand",
            "conduction_moving",
        )
    ),
    missing=(
        "That the state loses stability at the largest current is taken from the literature, as is "
        "Usadel's equation itself.",
        "The continuation of conduction from Matsubara to real frequencies is computed, not "
        "derived.",
    ),
)
