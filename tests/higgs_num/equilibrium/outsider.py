"""Every certified quantity from its definition alone, in mpmath.

Nothing here is shared with the package: integrals over u as Eq. (12) is printed, sums over
Matsubara frequencies as they stand, extrema and roots found numerically. Each function takes the
arguments of a row as decimal strings and returns an mpf, as good as `SCRIPT` says. Where nested
quadratures make a search too slow, `start` is the value to be confirmed: a change of sign about
it and a secant.
"""

from functools import cache

import mpmath as mp

from tests.higgs_num.equilibrium import definition

WORK = 40  # digits


def _state(rate_s, rate_u="0"):
    rate_s, rate_u = definition.exact(rate_s), definition.exact(rate_u)
    return rate_s, (rate_s - rate_u) / 2


def _pseudospin(part):
    def value(x, rate_s, rate_u):
        rates = [definition.exact(rate) for rate in (rate_s, rate_u)]
        x = definition.exact(x)
        return definition.functions(x, rates[0], (rates[0] - rates[1]) / 2)[part]

    return value


def norm(x, rate_s, rate_u):
    return mp.hypot(_pseudospin(0)(x, rate_s, rate_u), _pseudospin(1)(x, rate_s, rate_u))


def w(x, rate_s, rate_u):
    return _pseudospin(2)(x, rate_s, rate_u) / 2


@cache
def _R(omega, alpha):
    """R = sqrt(1+u^2) where omega = u (1 - alpha/R), omega > 0 real: the positive u."""
    guess = omega + alpha
    u = mp.findroot(lambda u: u * (1 - alpha / mp.sqrt(1 + u * u)) - omega, guess + 0.5)
    for step in (0.5, 0.25, 0.1):
        if u > 0 and mp.sqrt(1 + u * u) > alpha:
            break
        u = mp.findroot(lambda u: u * (1 - alpha / mp.sqrt(1 + u * u)) - omega, guess + step)
    return mp.sqrt(1 + u * u)


def _matsubara(T, alpha, term):
    """Sum over n >= 0: terms up to `cut`, the rest by the Euler-Maclaurin formula."""
    cut = 40 + int(20 / T)

    def of(n):
        omega = 2 * mp.pi * T * (n + mp.mpf(1) / 2)
        return term(omega, _R(omega, alpha))

    # An integral over n is one over u: dn = domega/(2 pi T), domega = (1 - alpha/R^3) du.
    head = mp.fsum(of(n) for n in range(cut))
    omega = 2 * mp.pi * T * (cut + mp.mpf(1) / 2)
    start = mp.sqrt(_R(omega, alpha) ** 2 - 1)

    def integrand(u):
        R = mp.sqrt(1 + u * u)
        return term(u * (1 - alpha / R), R) * (1 - alpha / R**3) / (2 * mp.pi * T)

    tail = mp.quad(integrand, [start, 10 * start, 1000 * start, mp.inf])
    # int_cut^inf + f/2 - f'/12 + f'''/720 - f^(5)/30240 + ..., derivatives by central differences
    d = [(of(cut + k) - of(cut - k)) for k in (1, 2, 3, 4)]
    first = 4 * d[0] / 5 - d[1] / 5 + 4 * d[2] / 105 - d[3] / 280
    third = -61 * d[0] / 30 + 169 * d[1] / 120 - 3 * d[2] / 10 + 7 * d[3] / 240
    fifth = (29 * d[0] - 26 * d[1] + 9 * d[2] - d[3]) / 6
    return head + tail + of(cut) / 2 - first / 12 + third / 720 - fifth / 30240


def _thermal(part):
    def value(x, T, rate_s, rate_u):
        alpha, z = _state(rate_s, rate_u)
        x, T = definition.exact(x), definition.exact(T)
        numerator = (lambda R: (R - z) / R, lambda _: 1, lambda R: 1 / R)[part]
        factor = (1, -x, mp.sqrt(1 + x * x))[part]
        term = lambda _, R: numerator(R) / ((R - z) ** 2 + x * x)  # noqa: E731
        return factor * 4 * T * _matsubara(T, alpha, term)

    return value


def gap_edge(rate_s):
    """The largest real energy that omega = -i E reaches with u on the imaginary axis."""
    alpha, _ = _state(rate_s)
    if alpha >= 1:
        return mp.mpf(0)
    if alpha == 0:
        return mp.mpf(1)

    def energy(t):
        return mp.sin(t) - alpha * mp.tan(t)

    # The maximum is close to t = arccos(1) when alpha is near 1, close to pi/2 when it is small.
    t = mp.findroot(lambda t: mp.cos(t) ** 3 - alpha, (mp.mpf(1) / 10**6, mp.pi / 2), "anderson")
    assert abs(mp.diff(energy, t)) < mp.mpf(10) ** -12
    return energy(t)


def _log_gap(alpha):
    """ln(Delta/Delta_clean) from int domega (f/Delta - 1/sqrt(omega^2 + Delta_clean^2)) = 0."""
    start = mp.sqrt(max(alpha, 1) ** 2 - 1)

    def integrand(u):
        R = mp.sqrt(1 + u * u)
        omega = u * (1 - alpha / R)
        slope = 1 - alpha / R**3
        return slope * (1 / R - 1 / mp.sqrt(1 + omega * omega))

    # With both gaps 1 the integral is what ln(Delta/Delta_clean) has to cancel.
    return mp.quad(integrand, [start, start + 1, start + 10, start + 100, mp.inf])


def gap_ratio(rate_s):
    rate = definition.exact(rate_s)
    if rate == 0:
        return mp.mpf(1)
    start = float(mp.exp(-mp.pi * rate / 4 / (1 - rate)))
    guesses = (start, start * 0.98)
    return mp.findroot(lambda y: mp.log(y) - _log_gap(rate / y), guesses, tol=1e-25)


def gap_ratio_thermal(rate_s, T):
    rate, T = definition.exact(rate_s), definition.exact(T)
    Tc0 = mp.exp(mp.euler) / mp.pi

    def excess(y):
        tau = T / y
        term = lambda omega, R: 1 / omega - 1 / R  # noqa: E731
        return mp.log(T / Tc0) + 2 * mp.pi * tau * _matsubara(tau, rate / y, term)

    transition = mp.log(T / Tc0) + mp.psi(0, 0.5 + rate / (2 * mp.pi * T)) - mp.psi(0, 0.5)
    if transition >= 0:
        return mp.mpf(0)
    top = gap_ratio(rate_s)
    return mp.findroot(excess, (top * mp.mpf("0.2"), top), solver="anderson", tol=1e-22)


def tc_ratio(rate_s):
    rate = definition.exact(rate_s)

    def excess(t):
        return mp.log(t) + mp.psi(0, mp.mpf(1) / 2 + rate / (2 * mp.pi * t)) - mp.psi(0, 0.5)

    return mp.findroot(excess, (mp.mpf("0.02"), mp.mpf("1.01")), solver="anderson")


def coupling(cutoff, rate_s, rate_u):
    """1/int_0^X S^x dx, the inner integral over u by mpmath as well."""
    alpha, z = _state(rate_s, rate_u)
    X = definition.exact(cutoff)
    with mp.workdps(16):
        inner = lambda x: definition.functions(x, alpha, z, parts=(0,))[0]  # noqa: E731
        return 1 / mp.quad(inner, [0, 1, 4, 10, X] if X > 10 else [0, 1, 4, X])


def _secant(condition, start):
    """Return the root near `start` from the values of `condition` on both sides of it."""
    low, high = start * (1 - mp.mpf(10) ** -6), start * (1 + mp.mpf(10) ** -6)
    below, above = condition(low), condition(high)
    assert below * above < 0, "no change of sign near the start"
    return low - below * (high - low) / (above - below)


def gap(lam, rate_s, rate_u, start):
    """Root of lambda(Delta) = lam near `start`; everything in units of omega_D."""
    lam, rate_s, rate_u = (definition.exact(v) for v in (lam, rate_s, rate_u))

    def excess(y):
        return 1 / coupling(1 / y, rate_s / y, rate_u / y) - 1 / lam

    return _secant(excess, start)


def omega_H(rate_s, rate_u, cutoff, start):
    """Zero of int d eps [S^x (4-w^2) - 2 x^2 W/(tau_m E)]/(4E^2-w^2) near `start`."""
    alpha, z = _state(rate_s, rate_u)
    if z == 0:
        return mp.mpf(2)
    X = mp.inf if cutoff == "inf" else definition.exact(cutoff)
    with mp.workdps(16):

        def condition(k):
            def integrand(x):
                Sx, _, W = definition.functions(x, alpha, z, parts=(0, 2))
                # 4E^2 - w^2 = 4(x^2 + k^2), 4 - w^2 = 4 k^2, 1/tau_m = 2 z
                source = z * x * x * W / mp.sqrt(1 + x * x)
                return (k * k * Sx - source) / (x * x + k * k)

            edges = [0, k, 4 * k, 1, 4, 10]
            return mp.quad(integrand, sorted({*edges, X}, key=float))

        k = _secant(condition, mp.sqrt(1 - start * start / 4))
    return 2 * mp.sqrt(1 - k * k)


def dos(E, rate_s):
    """|Re(u/R)| from the roots of (E R)^2 + (R^2 - 1)(R - alpha)^2."""
    alpha, _ = _state(rate_s)
    E = definition.exact(E)
    if E == 0:  # u(1 - alpha/R) = 0
        return mp.sqrt(1 - 1 / alpha**2) if alpha > 1 else mp.mpf(0)
    coefficients = [1, -2 * alpha, alpha**2 - 1 + E**2, 2 * alpha, -(alpha**2)]
    roots = mp.polyroots(coefficients, maxsteps=500, extraprec=200)
    complex_roots = [R for R in roots if abs(mp.im(R)) > mp.mpf(10) ** -15]
    if not complex_roots:
        return mp.mpf(0)
    return abs(mp.re(mp.mpc(0, -1) * E / (complex_roots[0] - alpha)))


def dos_edge(rate_s):
    """N/sqrt(E - Delta_th) at a distance where the next term is 10^-20 of it."""
    with mp.workdps(90):
        step = mp.mpf(10) ** -20
        edge = gap_edge(rate_s)
        alpha, _ = _state(rate_s)
        E = edge + step
        coefficients = [1, -2 * alpha, alpha**2 - 1 + E**2, 2 * alpha, -(alpha**2)]
        roots = mp.polyroots(coefficients, maxsteps=2000, extraprec=400)
        R = max(roots, key=lambda root: abs(mp.im(root)))
        return abs(mp.im(E / (R - alpha))) / mp.sqrt(step)


# quantity -> function, and the relative agreement to be expected of this script
STARTED = {"gap", "omega-H"}
SCRIPT = {
    **{name: (_pseudospin(part), 1e-20) for part, name in enumerate(("Sx", "Sz", "W"))},
    **{f"{name}-thermal": (_thermal(k), 1e-13) for k, name in enumerate(("Sx", "Sz", "W"))},
    "norm": (norm, 1e-20),
    "w": (w, 1e-20),
    "gap-edge": (gap_edge, 1e-20),
    "gap-ratio": (gap_ratio, 1e-20),
    "gap-ratio-thermal": (gap_ratio_thermal, 1e-12),
    "Tc-ratio": (tc_ratio, 1e-25),
    "coupling": (coupling, 1e-11),
    "gap": (gap, 1e-10),
    "omega-H": (omega_H, 1e-10),
    "dos": (dos, 1e-20),
    "dos-edge": (dos_edge, 1e-17),
}
