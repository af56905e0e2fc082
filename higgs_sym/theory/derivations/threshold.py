"""Chain 4: edge of the density of states, from the extremum of omega(u) and the discriminant."""

import sympy as sp

from higgs_sym.checks import ALGEBRA, Proof
from higgs_sym.derivation import Book, Derivation, Step
from higgs_sym.symbols import Delta, E_x, R, R_i, R_r, alpha, omega, u

# On the real axis omega = -i E and u = -i U; alpha = g^3 makes everything algebraic.
_U = sp.Symbol("U", positive=True)
_g = sp.Symbol("g", positive=True)
_E = sp.Symbol("E", positive=True)
_cube = {alpha: _g**3}


def _algebraic(difference: sp.Expr) -> bool:
    """Prove with 0 < g < 1: write g = cos(a), so that sqrt(1 - g^2) = sin(a) is plain."""
    angle = sp.Symbol("a", positive=True)
    plain = sp.powdenest(difference.subs(_g, sp.cos(angle)), force=True)
    sine = sp.Symbol("s_a", positive=True)
    plain = sp.powdenest(plain.subs(1 - sp.cos(angle) ** 2, sine**2), force=True)
    plain = sp.powdenest(plain, force=True).subs(sine, sp.sin(angle))
    return bool(sp.simplify(plain) == 0)


_INSIDE = Proof(_algebraic, "algebra for 0 < alpha < 1")


def _density(difference: sp.Expr) -> bool:
    return bool(sp.simplify(sp.expand_complex(difference)) == 0)


def _steps(book: Book) -> tuple[Step, ...]:
    """Derive the threshold."""
    frequency = book["equilibrium.frequency"].unfolded
    edge = (book["threshold.gap_edge"].unfolded / Delta).subs(_cube)
    quartic = book["threshold.quartic"].unfolded
    coefficient = book["threshold.dos_edge_coefficient"].unfolded.subs(_cube)
    energy = sp.I * frequency.subs(u, -sp.I * _U)
    density = _U / sp.sqrt(1 - _U**2)
    at_edge = sp.sqrt(1 - _g**2)

    def at(expression: sp.Expr) -> sp.Expr:
        return sp.simplify(expression.subs(_cube).subs(_U, at_edge))

    real_axis = sp.expand(quartic.subs({omega: sp.I * _E * Delta}))
    discriminant = sp.discriminant(real_axis, R)
    second = at(sp.diff(energy, _U, 2))
    return (
        Step(
            "real_axis",
            "On the real axis u = -i U: energy as a function of U (over Delta).",
            energy,
            _U * (1 - alpha / sp.sqrt(1 - _U**2)),
            ALGEBRA,
            shown=r"E = i\frac{\omega}{\Delta}|_{u = -iU} = U\left(1 -"
            r" \frac{\alpha}{\sqrt{1 - U^2}}\right)",
        ),
        Step(
            "extremum",
            "It is stationary at R = alpha^(1/3), U = sqrt(1 - alpha^(2/3)); alpha = g^3.",
            at(sp.diff(energy, _U)),
            sp.S.Zero,
            ALGEBRA,
            shown=r"\frac{dE}{dU}|_{U = \sqrt{1 - g^2}} = 0",
        ),
        Step(
            "edge",
            "The energy there is the threshold.",
            at(energy),
            edge,
            _INSIDE,
            shown=r"E|_{U = \sqrt{1 - g^2}} = (1 - g^2)^{3/2} ="
            r" \frac{\Delta_{\mathrm{th}}}{\Delta}",
        ),
        Step(
            "curvature",
            "It is a maximum: beyond it U is complex and the density of states is not zero.",
            second,
            -3 * at_edge / _g**2,
            _INSIDE,
            shown=r"\frac{d^2E}{dU^2}|_{U = \sqrt{1 - g^2}} = -\frac{3\sqrt{1 -"
            r" g^2}}{g^2}",
        ),
        Step(
            "quartic",
            "Squared, omega = Delta u (1 - alpha/R) is a quartic equation for R.",
            (quartic / R**2).subs(omega, Delta * frequency).subs(R, sp.sqrt(1 + u**2)),
            sp.S.Zero,
            ALGEBRA,
        ),
        Step(
            "discriminant",
            "Its discriminant on the real axis,",
            discriminant,
            16 * _E**2 * alpha**2 * ((1 - alpha**2 - _E**2) ** 3 - 27 * alpha**2 * _E**2),
            ALGEBRA,
            shown=r"\mathrm{disc}_R = 16 E^2\alpha^2[(1 - \alpha^2 - E^2)^3 - 27\alpha^2E^2]",
        ),
        Step(
            "double_root",
            "vanishes at the same energy: two roots meet there.",
            discriminant.subs(_cube).subs(_E, edge),
            sp.S.Zero,
            ALGEBRA,
            shown=r"\mathrm{disc}_R(\Delta_{\mathrm{th}}) = 0",
        ),
        Step(
            "gapless",
            "The threshold is zero at alpha = 1.",
            edge.subs(_g, 1),
            sp.S.Zero,
            ALGEBRA,
            shown=r"\Delta_{\mathrm{th}}|_{g = 1} = 0",
        ),
        Step(
            "density_root",
            "The density of states, Re(u/R), in terms of R: u/R = (omega/Delta)/(R - alpha),",
            frequency / (sp.sqrt(1 + u**2) - alpha),
            u / sp.sqrt(1 + u**2),
            ALGEBRA,
        ),
        Step(
            "density",
            "on the real axis, omega = -i E Delta, with the sign that makes it positive.",
            sp.Abs(sp.re(-sp.I * E_x / (R_r + sp.I * R_i - alpha))),
            book["threshold.dos"].unfolded,
            Proof(_density, "algebra"),
            shown=r"\left|\mathrm{Re}\frac{-iE}{R - \alpha}\right| ="
            r" \frac{E\,|\mathrm{Im}R|}{(\mathrm{Re}R - \alpha)^2 +"
            r" (\mathrm{Im}R)^2}",
        ),
        Step(
            "density_slope",
            "The density of states is Im U/sqrt(1 - U^2); at the edge its derivative is 1/alpha.",
            at(sp.diff(density, _U)),
            1 / _g**3,
            _INSIDE,
            shown=r"\frac{d}{dU}\frac{U}{\sqrt{1 - U^2}}|_{U = \sqrt{1 - g^2}} ="
            r" \frac{1}{g^3}",
        ),
        Step(
            "edge_exponent",
            "U = U_th + i h gives E - E_th = -E''h^2/2 and density h/alpha: exponent 1/2, and the "
            "coefficient.",
            sp.sqrt(-2 / second) / _g**3,
            coefficient,
            _INSIDE,
            shown=r"\frac{1}{g^3}\sqrt{\frac{2}{-E''}} = \frac{\sqrt{2/3}}{g^2(1 -"
            r" g^2)^{1/4}} = n_{\mathrm{th}}",
        ),
    )


CHAIN = Derivation(
    id="threshold",
    title="Threshold of single-particle excitations",
    claim="Delta_th from the extremum of omega(u) and from the discriminant; the edge of the "
    "density",
    build=_steps,
    establishes=(
        "threshold.gap_edge",
        "threshold.quartic",
        "threshold.dos",
        "threshold.dos_edge_coefficient",
    ),
)
