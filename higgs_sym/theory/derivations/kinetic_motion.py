"""Chain 14: the equations of motion in real time, the initial state, gap equation and energy.

U(t,t') = <{c(t), c^+(t')}>, N(t,t') = <c^+(t') c(t)>, A(t,tau) = N(t,-i tau) and
B(t,tau) = (U - N)(t, i tau), of one component.  The self-energy S is that of levels d to which c is
coupled (v, energy e(t), occupied with probability n_e before); any self-energy of the
self-consistent equations is such a sum, one term of which is followed.  b is half of 1/T.
"""

import sympy as sp

from higgs_sym.checks import ALGEBRA, Proof
from higgs_sym.derivation import Book, Derivation, Step
from higgs_sym.symbols import Delta, Delta_i, E, g_c, kin, lambda_ratio, t
from higgs_sym.theory.derivations.kinetic import EXPAND
from higgs_sym.theory.derivations.kinetic_trial import trial_steps

_i = sp.I
_e, _h, _v, _x = sp.symbols("e h v x", real=True)
_w = sp.Symbol("omega", real=True)  # an eigenvalue before the quench
_b, _tau, _tau1, _t1, _time = sp.symbols(r"b tau tau' t' s", positive=True)
_flip, _pot = sp.symbols("q p", positive=True)


def _fermi(energy: sp.Expr) -> sp.Expr:
    return 1 / (1 + sp.exp(2 * _b * energy))


def _exponentials(difference: sp.Expr) -> bool:
    """Decide zero after the Fermi functions are written in exponentials that are independent."""
    found = sp.expand(sp.together(sp.expand(difference)).as_numer_denom()[0])
    return bool(sp.simplify(sp.expand(sp.powsimp(found))) == 0)


_EXP = Proof(_exponentials, "algebra in exponentials")


def _symmetry() -> tuple[Step, ...]:
    U, N = sp.symbols("U N")
    conj = sp.conjugate
    SU, SN = _flip * U + _pot * conj(U), _flip * N + _pot * conj(U - N)
    spectral = sp.Function("a")
    return (
        Step(
            "S_U",
            "Self-energies of the + component, X_- from chain `kinetic`: S_U = q U + p U^*, the "
            "band's hopping like p but with the next link. Occupied: S_N = q N + p (U - N)^*; so "
            "S_C, for C = U - 2 N, is",
            SU - 2 * SN,
            _flip * (U - 2 * N) - _pot * conj(U - 2 * N),
            ALGEBRA,
            shown=r"S_U - 2S_N = q C - p C^*",
        ),
        Step(
            "S_A",
            "On the vertical branch t' = -i tau turns into its conjugate under ^*: N_-(t, -i tau) "
            "= [(U - N)(t, i tau)]^*. So S_A = q A + p B^* and S_B = q B + p A^*; a mode of "
            "energy x of X_+, at -x in X_-:",
            sp.exp(-_i * (-_x) * (t + _i * _tau)),
            conj(sp.exp(-_i * _x * (t - _i * _tau))),
            ALGEBRA,
            shown=r"e^{-i(-x)(t - (-i\tau))} = [e^{-ix(t - i\tau)}]^*",
        ),
        Step(
            "mirror_occupied",
            "with the occupation of the other: 1 - n(x) = n(-x).",
            1 - _fermi(_x),
            _fermi(-_x),
            ALGEBRA,
            shown=r"1 - \frac{1}{1 + e^{2bx}} = \frac{1}{1 + e^{-2bx}}",
        ),
        Step(
            "kms",
            "At a temperature P(tau) = int a(x) (1 - n(x)) e^(-x tau) and M(tau) = int a(x) n(x) "
            "e^(x tau) are one function: P(2b - tau) = M(tau),",
            spectral(_x) * (1 - _fermi(_x)) * sp.exp(-_x * (2 * _b - _tau)),
            spectral(_x) * _fermi(_x) * sp.exp(_x * _tau),
            ALGEBRA,
            shown=r"a(x)\,[1 - n(x)]\,e^{-x(\beta - \tau)} = a(x)\,n(x)\,e^{x\tau}",
        ),
        Step(
            "fold",
            "and the same in real time, A(t, tau) = B(t, 2b - tau): the branch from 0 to 2b is "
            "folded at b, and at T = 0 both halves are infinite.",
            _fermi(_x) * sp.exp(-_i * _x * t + _x * _tau),
            (1 - _fermi(_x)) * sp.exp(-_i * _x * t - _x * (2 * _b - _tau)),
            ALGEBRA,
            shown=r"n(x)\,e^{-ixt + x\tau} = [1 - n(x)]\,e^{-ixt - x(\beta - \tau)}",
        ),
    )


def _levels() -> tuple[Step, ...]:
    c, theta = sp.Function("c"), sp.Function("theta")
    energy = sp.diff(theta(t), t)
    carried = sp.exp(-_i * theta(t))
    d0 = sp.Symbol("d_0")
    d = carried * (d0 - _i * _v * sp.Integral(sp.exp(_i * theta(_time)) * c(_time), (_time, 0, t)))
    a1, b1 = sp.symbols("a_1 b_1", real=True)
    vector = sp.Matrix([a1, b1])
    coupled = sp.Matrix([[_h, _v], [_v, _e]])
    angle = sp.Symbol("phi", real=True)
    rotation = sp.Matrix([[sp.cos(angle), sp.sin(angle)], [-sp.sin(angle), sp.cos(angle)]])
    return (
        Step(
            "bath",
            "A level d of energy e(t) = d theta/dt, coupled by v: i d' = e d + v c is solved by "
            "its own motion and what c left in it.",
            _i * sp.diff(d, t),
            energy * d + _v * c(t),
            ALGEBRA,
            shown=r"i\frac{d}{dt}\left[e^{-i\theta(t)}\left(d_0 - i v\int_0^t"
            r" e^{i\theta(s)}c(s)\,ds\right)\right] = \theta'(t)\,d(t) + v\,c(t)",
        ),
        Step(
            "memory",
            "In c' = -i Delta c - i v d this is -int_0^t S_U c, S_U(t,s) = v^2 e^(-i(theta(t) - "
            "theta(s))), in every equation below, and the term -i v e^(-i theta(t)) d(0).",
            -_i * _v * carried * (-_i * _v * sp.exp(_i * theta(_time))),
            -(_v**2) * sp.exp(-_i * (theta(t) - theta(_time))),
            ALGEBRA,
            shown=r"(-i v)e^{-i\theta(t)}(-i v)e^{i\theta(s)} = -S_U(t,s)",
        ),
        Step(
            "mode",
            "The state before: an eigenvector (a_1, b_1) of energy omega has (omega - e)b_1 = "
            "v a_1,",
            (_w * vector - coupled * vector)[1],
            (_w - _e) * b1 - _v * a1,
            ALGEBRA,
            shown=r"[(\omega - H)(a, b)^T]_d = (\omega - e)b - v a",
        ),
        Step(
            "orthogonal",
            "and the eigenvectors are a rotation: sum of a_j b_j = 0, of a_j^2 and b_j^2 = 1.",
            rotation.T * rotation,
            sp.eye(2),
            ALGEBRA,
            shown=r"\begin{pmatrix}\sum a_j^2 & \sum a_jb_j \\ \sum a_jb_j & \sum b_j^2"
            r"\end{pmatrix} = 1",
        ),
    )


def _vertical() -> tuple[Step, ...]:
    n_e, n_w = _fermi(_e), _fermi(_w)
    gap = _w - _e
    # Parts of a mode: b in d(0), so that v a = (omega - e) b; a in c(0), f^* in c^+(t').
    amplitude, rest_a, rest_f = sp.symbols("b_d a f^*")
    own = gap * amplitude / _v
    occupied = n_e * (1 - n_w) * sp.exp((_e - _w) * _tau)
    empty = (1 - n_e) * n_w * sp.exp((_w - _e) * _tau)

    def over(part: sp.Expr, lower: sp.Expr, upper: sp.Expr) -> sp.Expr:
        """Integrate an exponential in tau, energies apart."""
        slope = sp.cancel(sp.diff(part, _tau) / part)
        return (part.subs(_tau, upper) - part.subs(_tau, lower)) / slope

    near = sp.exp(_e * _tau)
    far = sp.exp(-_e * _tau)
    # S_A, S_B with their K, M of one mode, in units of v^2 a^2 e^(-i theta(t)).
    later = n_e * near * (1 - n_w) * sp.exp(-_w * (_tau - _tau1))
    before = -n_e * near * n_w * sp.exp(_w * (_tau1 - _tau))
    summed = (1 - n_e) * far * n_w * sp.exp(_w * (_tau + _tau1))
    equation_A = (
        over(later, _tau1, _b) + over(before, sp.S.Zero, _tau1) + over(summed, sp.S.Zero, _b)
    )
    later_B = (1 - n_e) * far * n_w * sp.exp(_w * (_tau - _tau1))
    before_B = -(1 - n_e) * far * (1 - n_w) * sp.exp(-_w * (_tau1 - _tau))
    summed_B = n_e * near * (1 - n_w) * sp.exp(-_w * (_tau + _tau1))
    equation_B = (
        over(later_B, _tau1, _b) + over(before_B, sp.S.Zero, _tau1) + over(summed_B, sp.S.Zero, _b)
    )
    return (
        Step(
            "primitive",
            "The integrals over tau are of exponentials.",
            sp.Derivative(occupied / (_e - _w), _tau),
            occupied,
            ALGEBRA,
            shown=r"\frac{d}{d\tau}\frac{e^{(e - \omega)\tau}}{e - \omega} ="
            r" e^{(e - \omega)\tau}",
        ),
        Step(
            "vertical_N",
            "Vertical branch in the equation of N, i int_0^b [S_A B'^* + S_B A'^*]: a mode of the "
            "state before, a its part in c(0) and f its part in c(t'), gives i v^2 a f^* "
            "e^(-i theta(t)) times",
            over(occupied, sp.S.Zero, _b) + over(empty, sp.S.Zero, _b),
            (n_e - n_w) / gap,
            _EXP,
            shown=r"\int_0^b[n_e(1 - n_\omega)e^{(e - \omega)\tau} + (1 - n_e)n_\omega"
            r" e^{(\omega - e)\tau}]\,d\tau = \frac{n_e - n_\omega}{\omega - e}",
        ),
        Step(
            "start_N",
            "It must be -i v e^(-i theta(t)) <c^+(t') d(0)>, in this mode -i v b f^* n_omega. "
            "By `mode` it is, but for what n_e leaves: n_e times the part of c(t') in d(0).",
            _i * _v**2 * own * rest_f * (n_e - n_w) / gap - (-_i * _v * amplitude * rest_f * n_w),
            _i * _v * amplitude * rest_f * n_e,
            ALGEBRA,
            shown=r"i v^2 a f^*\frac{n_e - n_\omega}{\omega - e} - (-i v b f^* n_\omega) ="
            r" i v b f^* n_e",
        ),
        Step(
            "vertical_A",
            "In the equation of A, i int_0^b [S_A K + S_B M(tau + tau')], K = P(tau - tau') for "
            "tau > tau', else -M(tau' - tau): the mode gives i v^2 a^2 e^(-i theta(t)) times",
            equation_A,
            (n_e * sp.exp(_e * _tau1) - n_w * sp.exp(_w * _tau1)) / gap,
            _EXP,
            shown=r"\int_0^b[\ldots]\,d\tau ="
            r" \frac{n_ee^{e\tau'} - n_\omega e^{\omega\tau'}}{\omega - e}",
        ),
        Step(
            "start_A",
            "It must be -i v <c^+(-i tau') d(0)>, in this mode -i v a b n_omega e^(omega tau'). "
            "What is left is a b times the same for every mode: nothing, by `orthogonal`. So "
            "dA/dt = -i Delta A - int_0^t S_U A + i int_0^b [S_A K + S_B M].",
            _i * _v**2 * own * rest_a * (n_e * sp.exp(_e * _tau1) - n_w * sp.exp(_w * _tau1)) / gap
            - (-_i * _v * amplitude * rest_a * n_w * sp.exp(_w * _tau1)),
            _i * _v * amplitude * rest_a * n_e * sp.exp(_e * _tau1),
            ALGEBRA,
            shown=r"i v^2 a^2\frac{n_ee^{e\tau'} - n_\omega e^{\omega\tau'}}{\omega - e} -"
            r" (-i v a b\,n_\omega e^{\omega\tau'}) = i v a b\,n_ee^{e\tau'}",
        ),
        Step(
            "vertical_B",
            "In the equation of B, -i int_0^b [S_A P(tau + tau') + S_B Q], Q = M(tau - tau') for "
            "tau > tau', else -P(tau' - tau): the mode gives -i v^2 a^2 e^(-i theta(t)) times",
            equation_B,
            ((1 - n_w) * sp.exp(-_w * _tau1) - (1 - n_e) * sp.exp(-_e * _tau1)) / gap,
            _EXP,
            shown=r"\int_0^b[\ldots]\,d\tau ="
            r" \frac{(1 - n_\omega)e^{-\omega\tau'} - (1 - n_e)e^{-e\tau'}}{\omega - e}",
        ),
        Step(
            "start_B",
            "It must be -i v <d(0) c^+(i tau')>; the rest is nothing again. So dB/dt = -i Delta B "
            "- int_0^t S_U B - i int_0^b [S_A P + S_B Q].",
            -_i
            * _v**2
            * own
            * rest_a
            * ((1 - n_w) * sp.exp(-_w * _tau1) - (1 - n_e) * sp.exp(-_e * _tau1))
            / gap
            - (-_i * _v * amplitude * rest_a * (1 - n_w) * sp.exp(-_w * _tau1)),
            _i * _v * amplitude * rest_a * (1 - n_e) * sp.exp(-_e * _tau1),
            ALGEBRA,
            shown=r"-i v^2 a^2\frac{(1 - n_\omega)e^{-\omega\tau'} - (1 - n_e)e^{-e\tau'}}"
            r"{\omega - e} - [-i v a b(1 - n_\omega)e^{-\omega\tau'}]"
            r" = i v a b(1 - n_e)e^{-e\tau'}",
        ),
    )


def _horizontal() -> tuple[Step, ...]:
    """What n_e leaves in the equation of N, and the equation of C."""
    theta, U = sp.Function("theta"), sp.Function("U")
    n_e = sp.Symbol("n_e", real=True)
    # Part of c(t') in d(0), from the step `memory`: -i v int_0^t' U(t',s) e^(-i theta(s)).
    conjugate_part = (
        _i * _v * sp.Integral(sp.exp(_i * theta(_time)) * U(_time, _t1), (_time, 0, _t1))
    )
    S_N = _v**2 * n_e * sp.exp(-_i * (theta(t) - theta(_time)))
    integral = sp.Integral(S_N * U(_time, _t1), (_time, 0, _t1))
    U0, N0, S_U, S_N0, D, V = sp.symbols("U N S_U S_N Delta V", commutative=False)
    # Limits of the integrals as names: J from 0 to t, J' from 0 to t'.
    J, J1 = sp.symbols("J J'", commutative=False)
    dU = -_i * D * U0 - (J - J1) * S_U * U0
    dN = -_i * D * N0 - J * S_U * N0 + J1 * S_N0 * U0 + V
    return (
        Step(
            "horizontal_N",
            "What n_e left, on the other side, is -i v n_e e^(-i theta(t)) times the part of c(t') "
            "in d(0), conjugate, by `memory`: int_0^t' S_N U. So dN/dt = -i Delta N - "
            "int_0^t S_U N + int_0^t' S_N U + the vertical branch.",
            -_i * _v * n_e * sp.exp(-_i * theta(t)) * conjugate_part,
            integral,
            Proof(_under_the_integral, "algebra under the integral"),
            shown=r"-i v n_ee^{-i\theta(t)}\left[i v\int_0^{t'}e^{i\theta(s)}U(s,t')ds\right] ="
            r" \int_0^{t'}S_N(t,s)U(s,t')ds",
        ),
        Step(
            "motion_C",
            "With dU/dt = -i Delta U - int_t'^t S_U U (int_t'^t = J - J'), C = U - 2 N obeys the "
            "equation of N with S_C, the vertical branch V times -2.",
            dU - 2 * dN,
            -_i * D * (U0 - 2 * N0) - J * S_U * (U0 - 2 * N0) + J1 * (S_U - 2 * S_N0) * U0 - 2 * V,
            EXPAND,
            shown=r"\frac{dU}{dt} - 2\frac{dN}{dt} = -i\Delta C - \int_0^t S_U C + \int_0^{t'}S_C"
            r" U - 2V",
        ),
    )


def _under_the_integral(difference: sp.Expr) -> bool:
    total = difference.replace(sp.Integral, lambda inside, _: inside)
    return bool(sp.simplify(sp.expand(sp.powsimp(total))) == 0)


def _gap_and_energy(book: Book) -> tuple[Step, ...]:
    rest, one = sp.symbols("H_0 tau_1", commutative=False)
    N, gap = sp.symbols("N C", real=True)
    k = sp.Symbol("K")
    spin = sp.Symbol("C", real=True)
    moving, motion = sp.Function("C")(t), sp.Function("K")(t)
    conserved = book["kinetic.energy"]
    return (
        Step(
            "gap",
            "The gap: S^x = <-tau_1> = N_- - N_+, at equal times N_- = 1 - N_+: Delta = (lambda/2) "
            "int w S^x = g C(t,t), g = (lambda/2) int w, with C = 1 - 2 N there.",
            (1 - N) - N,
            1 - 2 * N,
            ALGEBRA,
            shown=r"N_- - N_+ = C(t,t)",
        ),
        Step(
            "delta_drops",
            "C(t',t) = C(t,t')^*: the derivative of C(t,t) is twice the real part of its equation, "
            "where -i Delta C is imaginary. Delta does not move it directly.",
            sp.re(-_i * Delta * gap),
            sp.S.Zero,
            ALGEBRA,
            shown=r"\mathrm{Re}[-i\Delta\,C(t,t)] = 0",
        ),
        Step(
            "gap_quenched",
            "So C(t,t) has no jump when Delta has one: after a sudden change of g",
            lambda_ratio * g_c * (Delta_i / g_c),
            book["kinetic.gap_quenched"],
            ALGEBRA,
            shown=r"g_f\,C(0,0) = g_f\frac{\Delta_i}{g_i} = \Delta(0^+)",
        ),
        Step(
            "gap_rest",
            "At rest g is known from chain `kinetic`: C = (2/pi) int_0^oo f d omega, since "
            "N = 1/2 - int f d omega/2 pi. Of one level of X_+, energy Delta, -Re 1/(i omega - "
            "Delta) is f, and C = 1:",
            sp.Integral(Delta / (_w**2 + Delta**2), (_w, 0, sp.oo)) * 2 / sp.pi,
            sp.S.One,
            ALGEBRA,
        ),
        Step(
            "kinetic_minus",
            "Energy: i dN/dt at t' = t, less s Delta N, is <c^+(H - s Delta)c>, K for s = 1. "
            "With N_- = (U - N)^* and K = 0 for U (no time to integrate over), that of s = -1 is "
            "its conjugate. Both:",
            k + (-sp.conjugate(0 - k)),
            2 * sp.re(k),
            Proof(
                lambda d: sp.simplify(sp.expand(d, complex=True)) == 0, "real and imaginary parts"
            ),
            shown=r"K - (0 - K)^* = 2\,\mathrm{Re}K",
        ),
        Step(
            "work",
            "All but pairing, H_0, changes in time only by Delta tau_1: d<H_0>/dt = -Delta "
            "d<tau_1>/dt = Delta dC/dt, both by i times the commutator.",
            _i * ((rest + Delta * one) * rest - rest * (rest + Delta * one)),
            -Delta * _i * ((rest + Delta * one) * one - one * (rest + Delta * one)),
            EXPAND,
            shown=r"i[H_0 + \Delta\tau_1, H_0] = -\Delta\,i[H_0 + \Delta\tau_1, \tau_1]",
        ),
        Step(
            "pairing",
            "The pairing energy is -g C^2/2, from which Delta is minus its derivative in C: "
            "-Delta^2/(2g).",
            sp.diff(-g_c * spin**2 / 2, spin).subs(spin, Delta / g_c),
            -Delta,
            ALGEBRA,
            shown=r"\frac{d}{dC}\left(-\frac{g}{2}C^2\right)|_{C = \Delta/g} = -\Delta",
        ),
        Step(
            "energy",
            "So the energy of the registry does not change while g does not: with 2 dK/dt = "
            "Delta dC/dt, C = Delta/g,",
            sp.diff(conserved.unfolded.subs({kin: motion, Delta: g_c * moving}), t).subs(
                sp.diff(motion, t), g_c * moving * sp.diff(moving, t) / 2
            ),
            sp.S.Zero,
            ALGEBRA,
            shown=r"\frac{d}{dt}\left(2K - \frac{\Delta^2}{2g}\right) = 0",
        ),
        Step(
            "energy_value",
            "In a clean level at rest <H> = -E is 2 K = -eps^2/E and -Delta^2/E from pairing, "
            "which counts half, one pair in two particles: the registry's, at g = Delta/C = E.",
            conserved.unfolded.subs({kin: -(E**2 - Delta**2) / (2 * E), g_c: E}),
            -E + Delta**2 / (2 * E),
            ALGEBRA,
            shown=r"-\frac{\varepsilon^2}{E} - \frac{\Delta^2}{2E} = -E + \frac{\Delta^2}{2E}",
        ),
    )


def _steps(book: Book) -> tuple[Step, ...]:
    """Derive the equations of motion, the gap equation and the conserved energy."""
    return (
        *_symmetry(),
        *_levels(),
        *_vertical(),
        *_horizontal(),
        *trial_steps(),
        *_gap_and_energy(book),
    )


CHAIN = Derivation(
    id="kinetic_motion",
    title="Equations of motion on the contour, gap and energy",
    claim="The equations of U, N, C, A, B with their signs, at T = 0 and T > 0; Delta(0+); the "
    "energy is conserved",
    build=_steps,
    establishes=("kinetic.gap_quenched", "kinetic.energy"),
    missing=(
        "That every self-energy of the self-consistent equations is that of levels d with real "
        "e(t) and couplings is taken for granted (it is a positive function of two times); the "
        "signs do not depend on it.",
    ),
)
