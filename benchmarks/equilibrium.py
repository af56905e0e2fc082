"""Speed and accuracy of the equilibrium functions, side by side in one run.

    python benchmarks/equilibrium.py                 ratios
    python benchmarks/equilibrium.py --map FILE.png  error of the float64 path in ulp

Timings are the best of several on one core; compilation is reported apart.
"""

import itertools
import sys
import time
from collections.abc import Callable

import mpmath as mp
import numpy as np
from flint import arb, fmpq
from scipy.integrate import quad, quad_vec

from higgs_num.core import equilibrium as core
from higgs_num.equilibrium.certified import pseudospins as certified
from higgs_num.equilibrium.certified.state import State
from higgs_num.equilibrium.coefficients import pseudospin_coefficients
from higgs_num.equilibrium.pseudospins import pseudospins
from higgs_sym.ground.precision import precision

ALPHA, Z = 0.1, 0.05  # spin-flip impurities, rate_s = 0.1 Delta
# 7-15 Gauss-Kronrod rule on (-1, 1): nodes >= 0 and Kronrod weights (QUADPACK)
KRONROD = np.array(
    [
        (0.991455371120812639206854697526329, 0.022935322010529224963732008058970),
        (0.949107912342758524526189684047851, 0.063092092629978553290700663189204),
        (0.864864423359769072789712788640926, 0.104790010322250183839876322541518),
        (0.741531185599394439863864773280788, 0.140653259715525918745189590510238),
        (0.586087235467691130294144845693013, 0.169004726639267902826583426598550),
        (0.405845151377397166906606412076961, 0.190350578064785409913256402421014),
        (0.207784955007898467600689403773245, 0.204432940075298892414161999234649),
        (0.0, 0.209482141084727828012999174891714),
    ]
)


def best(function: Callable[[], object], repeats: int) -> float:
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return min(times)


def scipy_pair(x: float) -> tuple[float, float]:
    """S^x and S^z of Eq. (12) by QUADPACK, at the accuracy it reaches by default tolerances."""

    def of(numerator: Callable[[float], float]) -> float:
        def integrand(u: float) -> float:
            R = (1.0 + u * u) ** 0.5
            return (R**3 - ALPHA) * numerator(R) / (R**4 * ((R - Z) ** 2 + x * x))

        return 2 / np.pi * quad(integrand, 0.0, np.inf, epsabs=0.0, epsrel=1e-13, limit=200)[0]

    return of(lambda R: R - Z), -x * of(lambda R: R)


def kronrod_pair(x: np.ndarray, panels: int) -> tuple[np.ndarray, np.ndarray]:
    """The same for an array: composite Gauss-Kronrod in phi, sin(phi) = 1/R, all in numpy."""
    nodes = np.concatenate([-KRONROD[:, 0], KRONROD[-2::-1, 0]])
    weights = np.concatenate([KRONROD[:, 1], KRONROD[-2::-1, 1]])
    # Panels are graded towards phi = 0, where large x has its scale.
    edges = np.concatenate([[0.0], np.pi / 2 * 2.0 ** np.arange(1 - panels, 1)])
    Sx, Sz = np.zeros_like(x), np.zeros_like(x)
    for a, b in itertools.pairwise(edges):
        sine = np.sin((a + b) / 2 + (b - a) / 2 * nodes)
        for s, weight in zip(sine, weights * (b - a) / np.pi, strict=True):
            term = weight * (1 - ALPHA * s**3) / ((1 - Z * s) ** 2 + (x * s) ** 2)
            Sx += (1 - Z * s) * term
            Sz -= x * term
    return Sx, Sz


def quad_vec_pair(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The same for an array by the adaptive vectorised integrator of scipy."""

    def integrand(phi: float) -> np.ndarray:
        s = np.sin(phi)
        term = 2 / np.pi * (1 - ALPHA * s**3) / ((1 - Z * s) ** 2 + (x * s) ** 2)
        return np.array([(1 - Z * s) * term, -x * term])

    Sx, Sz = quad_vec(integrand, 0.0, np.pi / 2, epsrel=1e-14, norm="max", quadrature="gk21")[0]
    return Sx, Sz


def mpmath_pair(x: mp.mpf) -> tuple[mp.mpf, mp.mpf]:
    """The same at the working precision of mpmath, not certified."""
    alpha, z = mp.mpf(1) / 10, mp.mpf(1) / 20

    def of(numerator: Callable[[mp.mpf], mp.mpf]) -> mp.mpf:
        def integrand(u: mp.mpf) -> mp.mpf:
            R = mp.sqrt(1 + u * u)
            return (R**3 - alpha) * numerator(R) / (R**4 * ((R - z) ** 2 + x * x))

        return 2 / mp.pi * mp.quad(integrand, [0, mp.inf])

    return of(lambda R: R - z), -x * of(lambda R: R)


def float64() -> None:
    start = time.perf_counter()
    table = pseudospin_coefficients(1.0, ALPHA, 0.0)
    x = np.linspace(1e-3, 10.0, 1_000_000)
    result = np.empty((3, x.size))
    core.fill_pseudospins(x[:10], table.cut, table.nodes, table.series, result[:, :10].copy())
    print(f"set-up and compilation or cache       {time.perf_counter() - start:10.3f} s")
    for label, points in (
        ("x in (0, 10), uniform", x),
        ("x from 1e-8 to 1e8, log", np.geomspace(1e-8, 1e8, x.size)),
    ):
        seconds = best(
            lambda p=points: core.fill_pseudospins(p, table.cut, table.nodes, table.series, result),
            9,
        )
        print(f"S^x, S^z, W together, {label:26s}{x.size / seconds / 1e6:8.1f} million/s")
    ours = best(lambda: pseudospins(x, 1.0, ALPHA), 9) / x.size
    sample = np.linspace(0.01, 10.0, 100)
    theirs = best(lambda: [scipy_pair(float(p)) for p in sample], 3) / sample.size
    exact = pseudospins(sample, 1.0, ALPHA)
    quadpack = np.array([scipy_pair(float(p)) for p in sample]).T
    error = np.max(np.abs(quadpack / np.array([exact.Sx, exact.Sz]) - 1))
    print(f"scipy.integrate.quad / ours, per point {theirs / ours:10.0f}   (its error {error:.1e})")
    few = x[::100].copy()
    same_size = best(lambda: pseudospins(few, 1.0, ALPHA), 50) / few.size
    reference = pseudospins(few, 1.0, ALPHA)

    def report(label: str, function: Callable[[], tuple[np.ndarray, np.ndarray]]) -> None:
        Sx, Sz = function()
        error = max(np.max(np.abs(Sx / reference.Sx - 1)), np.max(np.abs(Sz / reference.Sz - 1)))
        ratio = best(function, 5) / few.size / same_size
        print(f"{label} / ours {ratio:10.1f}   (its error {error:.1e})")

    report("scipy quad_vec (Gauss-Kronrod 21)     ", lambda: quad_vec_pair(few))
    for panels in (10, 11, 12):
        report(
            f"{panels} graded panels of Gauss-Kronrod 15 ", lambda n=panels: kronrod_pair(few, n)
        )


def certified_digits() -> None:
    state, x = State(fmpq(1, 10), fmpq(1, 20)), fmpq(3, 10)
    with precision(int(3.33 * 50) + 40):
        closed = best(lambda: certified.pseudospins_closed(state, x), 200)
        both = closed + best(lambda: certified.pseudospins_quadrature(state, x), 50)
    with mp.workdps(50):
        theirs = best(lambda: mpmath_pair(mp.mpf(3) / 10), 3)
    print(f"50 digits: mpmath.quad / closed form   {theirs / closed:10.0f}")
    print(f"50 digits: mpmath.quad / both routes   {theirs / both:10.1f}")
    previous = None
    for digits in (125, 250, 500, 1000):
        with precision(int(3.33 * digits) + 40):
            seconds = best(lambda: certified.pseudospins_closed(state, x), 50)
        growth = "" if previous is None else f"   digits^{np.log2(seconds / previous):.2f}"
        print(f"closed form, {digits:4d} digits             {1e6 * seconds:10.0f} us{growth}")
        previous = seconds


def error_in_ulp(x: np.ndarray, zeta_s: float, zeta_u: float) -> np.ndarray:
    """Error of S^x, S^z and W (rows) in units of the last place of the certified value."""

    def exact(number: float) -> fmpq:
        return fmpq(*float(number).as_integer_ratio())

    ours = pseudospins(x, 1.0, 2 * zeta_s, 2 * zeta_u)
    state = State(exact(2 * zeta_s), exact(zeta_s) - exact(zeta_u))
    errors = np.empty((3, x.size))
    with precision(300):
        for k, point in enumerate(x):
            balls = certified.pseudospins_closed(state, exact(point))
            for row, name in enumerate(("Sx", "Sz", "W")):
                error = abs(arb(exact(getattr(ours, name)[k])) - balls[name])
                errors[row, k] = float(error) / np.spacing(abs(float(balls[name])))
    return errors


def error_map(path: str) -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    rng = np.random.default_rng(1)
    columns, rows, each = 96, 64, 4
    edges = np.linspace(-8, 8, columns + 1)
    heights = np.linspace(0.0, 5.0, rows + 1)
    figure = Figure(figsize=(10, 5.6), layout="constrained")
    axes = figure.subplots(2, 3, sharex=True, sharey=True)
    for line, zeta_u in enumerate((0.0, 5.0)):
        errors = np.zeros((3, rows, columns))
        for row in range(rows):
            for _ in range(each):
                x = 10.0 ** rng.uniform(edges[:-1], edges[1:])
                zeta_s = rng.uniform(heights[row], heights[row + 1])
                errors[:, row] = np.maximum(errors[:, row], error_in_ulp(x, zeta_s, zeta_u))
        for column, name in enumerate((r"$S^x$", r"$S^z$", r"$\mathcal{W}$")):
            ax = axes[line, column]
            image = ax.pcolormesh(edges, heights, errors[column], vmin=0, vmax=4, cmap="viridis")
            ax.axhline(0.5, color="white", lw=0.8, ls="--")
            largest = errors[column].max()
            ax.set_title(rf"{name}, $\zeta_u = {zeta_u:g}$: at most {largest:.2f} ulp", fontsize=10)
            if line == 1:
                ax.set_xlabel(r"$\log_{10}(\varepsilon/\Delta)$")
            if column == 0:
                ax.set_ylabel(r"$\zeta_s$")
    figure.colorbar(image, ax=axes, label="largest error in the cell, ulp")
    FigureCanvasAgg(figure).print_png(path)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--map"]:
        error_map(sys.argv[2])
    else:
        float64()
        certified_digits()
