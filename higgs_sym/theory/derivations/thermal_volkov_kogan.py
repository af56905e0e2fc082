"""Chain 6, at a temperature: the late-time law with spins of length tanh(E/2T)."""

from typing import Any

import sympy as sp

from higgs_sym.checks import ALGEBRA, Computed, by_series
from higgs_sym.derivation import Book, Derivation, Step
from higgs_sym.symbols import Delta, E, T, eps, x

_s = sp.Symbol("s", positive=True)  # Laplace variable
_r = sp.Rational
_K, _th, _D0 = sp.symbols("K th D_0", positive=True)
_RESULTS = ("thermal.integral", "coefficient_hot")


def _steps(book: Book) -> tuple[Step, ...]:
    """Derive the coefficient at a temperature from the law at T = 0."""
    warm, hot, cold = (book[f"volkov_kogan.{name}"].unfolded for name in (*_RESULTS, "coefficient"))
    energy = sp.sqrt(eps**2 + Delta**2)
    length = sp.tanh(energy / (2 * T))
    edge = sp.tanh(Delta / (2 * T))
    root = sp.sqrt(1 + x**2)
    integrand = sp.tanh(Delta * root / (2 * T)) / root**3
    return (
        Step(
            "kernel",
            "Without collisions a spin keeps its length, tanh(E/2T): the kernel of chain "
            "`volkov_kogan` is multiplied by it.",
            sp.tanh(E / (2 * T)) * (1 / E - 4 * eps**2 / (E * (4 * E**2 + _s**2))),
            sp.tanh(E / (2 * T)) * (_s**2 + 4 * (E**2 - eps**2)) / (E * (4 * E**2 + _s**2)),
            ALGEBRA,
        ),
        Step(
            "static",
            "At s -> 0 it is 4 Delta^2/(4 E^3) times that; with eps = Delta x, twice over x > 0:",
            Delta * (sp.tanh(E / (2 * T)) * 4 * Delta**2 / (E * 4 * E**2)).subs(E, Delta * root),
            integrand,
            ALGEBRA,
            shown=r"D(0) = 2K,\quad K = \int_0^\infty \frac{\tanh(\Delta\sqrt{1+x^2}/2T)}"
            r"{(1+x^2)^{3/2}}\,dx",
        ),
        Step(
            "edge",
            "Near s = 2 i Delta the denominator 4 E^2 + s^2 is small at eps = 0 alone; there the "
            "length differs from tanh(Delta/2T) by order eps^2, which cancels it:",
            length - edge,
            sp.S.Zero,
            by_series(eps, 2),
            shown=r"\tanh\frac{E}{2T} - \tanh\frac{\Delta}{2T} = O(\varepsilon^2)",
        ),
        Step(
            "edge_kernel",
            "so that D is tanh(Delta/2T) times that of T = 0, which falls as the root of the "
            "distance, and a rest that falls as the distance: at 10^-6 and 10^-8 of 2 Delta",
            sp.S.Zero,
            sp.S.Zero,
            Computed(_near_the_edge, _r(1, 100)),
            shown=r"D(s) \simeq \tanh\frac{\Delta}{2T}\,D_{T=0}(s)",
        ),
        Step(
            "image",
            "The image of the response to a step, D(0)/(s D), is that of T = 0, 2/(s D_0), times "
            "K/tanh(Delta/2T) there: frequency, phase and exponent stay.",
            (2 * _K / (_s * _th * _D0)) / (2 / (_s * _D0)),
            _K / _th,
            ALGEBRA,
            shown=r"\frac{2K}{s\tanh(\Delta/2T)D_{T=0}} = \frac{K}{\tanh(\Delta/2T)}"
            r"\,\frac{2}{s\,D_{T=0}}",
        ),
        Step(
            "coefficient",
            "The coefficient.",
            warm,
            cold * sp.Integral(integrand, (x, 0, sp.oo)) / edge,
            ALGEBRA,
            shown=r"c(T) = \frac{2}{\pi^{3/2}}\,\frac{K}{\tanh(\Delta/2T)}",
        ),
        Step(
            "cold",
            "T -> 0: both lengths are 1, and K is",
            sp.Integral(1 / root**3, (x, 0, sp.oo)),
            sp.S.One,
            ALGEBRA,
        ),
        Step(
            "hot",
            "T -> infinity: tanh(x) is x, and K/tanh(Delta/2T) is int dx/(1 + x^2),",
            cold * sp.pi / 2,
            hot,
            ALGEBRA,
            shown=r"\frac{2}{\pi^{3/2}}\cdot\frac{\pi}{2} = \frac{1}{\sqrt{\pi}}",
        ),
        Step(
            "hot_integral",
            "which is",
            sp.Integral(1 / root**2, (x, 0, sp.oo)),
            sp.pi / 2,
            ALGEBRA,
        ),
    )


def _near_the_edge() -> list[tuple[Any, Any]]:
    """D over tanh(Delta/2T) D_0 just above s = 2 i Delta, and 1; Delta = 1."""
    import mpmath as mp

    pairs = []
    with mp.workdps(25):
        for T_ in (mp.mpf("0.4"), mp.mpf(3)):
            for distance in (mp.mpf("1e-6"), mp.mpf("1e-8")):
                q = distance  # s^2 + 4 = q

                def kernel(x: Any, warm: bool, q: Any = q, T_: Any = T_) -> Any:
                    E_ = mp.sqrt(1 + x * x)
                    weight = mp.tanh(E_ / (2 * T_)) if warm else mp.mpf(1)
                    return weight * q / (E_ * (4 * x * x + q))

                ends = [0, mp.sqrt(q), 30 * mp.sqrt(q), 1, 10, mp.inf]
                D = mp.quad(lambda x: kernel(x, True), ends)
                D0 = mp.quad(lambda x: kernel(x, False), ends)
                pairs.append((D / (mp.tanh(1 / (2 * T_)) * D0), mp.mpf(1)))
    return pairs


CHAIN = Derivation(
    id="thermal_volkov_kogan",
    title="Clean linear response at a temperature",
    claim="The coefficient of the late-time law at any temperature, and next to T_c",
    build=_steps,
    establishes=tuple(f"volkov_kogan.{name}" for name in _RESULTS),
)
