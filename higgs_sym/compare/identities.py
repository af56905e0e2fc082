"""Guesses for W(x), S^x, S^z and cos(theta) against what Eqs. (9)-(12) demand of them.

Nothing here is our own closed form: the equilibrium is the integral over u that defines it, the
distribution the norm of the Lax vector on the real axis, and both must obey their sum rules,
parities and limits. All numbers are mpmath's, to `DIGITS` digits.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import sympy as sp

from higgs_sym.compare.names import all_used, bound, readings
from higgs_sym.compare.reading import read_expression, read_left_side
from higgs_sym.formula import Formula
from higgs_sym.ground.errors import ArgumentError, one_of
from higgs_sym.registry import formula
from higgs_sym.symbols import Delta_i, beta, cutoff, eps, rate_s, rate_u

DIGITS = 20
# A difference below is rounding of a quadrature, above a difference; between them nothing is said.
HOLDS, FAILS = 1e-12, 1e-8
# eps, Delta, rate_s, rate_u, and eps, Delta_i, beta, cutoff.
EQUILIBRIUM = (
    ("1/2", "1", "1/5", "0"), ("2", "1", "3/5", "0"), ("1/3", "2", "1/2", "1/4"),
    ("3", "1", "1/10", "1/2"),
)  # fmt: skip
DISTRIBUTION = (
    ("1/2", "1", "3/10", "10"),
    ("1/7", "2", "-4/5", "8"),
    ("3", "1/2", "6/5", "12"),
)
WIDE = 10**6  # of the gap, where only the tail is left
TINY = sp.Rational(1, 10**12)


@dataclass(frozen=True)
class Held:
    """An identity, and how a guess does: largest relative difference; None where undefined.

    Examples
    --------
    >>> from higgs_sym.compare import check_identities
    >>> held = check_identities("2*asinh(x)/(pi*x)", "W")
    >>> [(one.identity, one.holds) for one in held][1]
    ('W is even in eps', True)
    """

    identity: str
    source: str
    holds: bool | None
    difference: float | None

    def plain(self) -> dict[str, Any]:
        """Return it as JSON types."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}

    def __str__(self) -> str:
        told = {True: "holds", False: "fails", None: "undecided"}[self.holds]
        apart = "" if self.difference is None else f" ({self.difference:.1e})"
        return f"{told:<10} {self.identity}{apart}  [{self.source}]"


Guess = Callable[..., Any]
Test = Callable[[Guess], float]


@dataclass(frozen=True)
class _Identity:
    text: str
    source: str
    test: Test


def check_identities(
    expression: Any,
    kind: str,
    *,
    let: Mapping[str, str] | None = None,
    latex: bool | None = None,
) -> tuple[Held, ...]:
    """Test a guess for one of `IDENTITIES` (W, Sx, Sz, cos_theta) against each identity.

    Names are those of `compare`: eps, Delta, rates (or x, alpha, zeta_s, z, tau_s ...) for the
    equilibrium; eps, Delta_i, beta, cutoff for cos_theta. Raises as `compare`.

    Examples
    --------
    >>> from higgs_sym.compare import check_identities
    >>> [one.holds for one in check_identities("2*asinh(x)/(pi*x)", "W")]
    [False, True, True, False]
    """
    one_of("kind", kind, IDENTITIES)
    like = _like(kind)
    given = read_expression(expression, latex=latex)
    all_used(let or {}, given)
    theirs = bound(given, like, let or {})
    if kind == "cos_theta":
        names: tuple[sp.Symbol, ...] = (eps, Delta_i, beta, cutoff)
    else:
        names = (eps, *(s for s in _gap_symbols(like)), rate_s, rate_u)
    strange = theirs.free_symbols - set(names)
    if strange:
        rule = f"depend on {', '.join(map(str, names))}"
        raise ArgumentError("expression", rule, ", ".join(sorted(map(str, strange))))
    guess = _numeric(theirs, names)
    return tuple(_held(one, guess) for one in IDENTITIES[kind])


def guess_readings(
    expression: Any, kind: str, *, let: Mapping[str, str] | None = None, latex: bool | None = None
) -> tuple[str, ...]:
    """Return how names of a guess were read, and that a left side was left out; raises as above."""
    like = _like(one_of("kind", kind, IDENTITIES))
    told = readings(read_expression(expression, latex=latex), like, let or {})
    written, left = read_left_side(expression, latex=latex)
    # W = ... and S^x = ... are names.
    if not written or isinstance(left, sp.Symbol) or left == read_expression(like.lhs, latex=True):
        return told
    return (*told, f"left side {written} was left out")


def _like(kind: str) -> Formula:
    """Return the formula beside which names of a guess mean what they mean."""
    return formula("lax.cos_theta" if kind == "cos_theta" else f"equilibrium.{kind}.closed")


def _gap_symbols(like: Any) -> tuple[sp.Symbol, ...]:
    from higgs_sym.compare.names import gap_of

    gap = gap_of(like)
    assert gap is not None
    return (gap,)


def _numeric(expression: sp.Expr, names: tuple[sp.Symbol, ...]) -> Guess:
    def at(*values: Any) -> Any:
        import mpmath as mp

        point = dict(zip(names, map(sp.Rational, values), strict=True))
        found = expression.subs(point).evalf(DIGITS + 10)
        if not found.is_number or not found.is_finite:
            raise ZeroDivisionError
        real, imaginary = found.as_real_imag()
        if abs(imaginary) > 1e-15:
            raise ZeroDivisionError
        return mp.mpf(str(real))

    return at


def _held(one: _Identity, guess: Guess) -> Held:
    import mpmath as mp

    with mp.workdps(DIGITS + 10):
        try:
            difference = float(one.test(guess))
        except (ZeroDivisionError, ValueError, TypeError, OverflowError):
            return Held(one.text, one.source, None, None)
    holds = True if difference < HOLDS else False if difference > FAILS else None
    return Held(one.text, one.source, holds, difference)


def _relative(one: Any, other: Any) -> float:
    return float(abs(one - other) / (abs(one) + abs(other) or 1))


def _equilibrium(name: str, e: str, d: str, s: str, u: str) -> Any:
    """Return S^x, S^z or W of (12) from the integral that defines it."""
    import mpmath as mp

    E, D, S, U = (mp.mpf(sp.Rational(one).p) / sp.Rational(one).q for one in (e, d, s, u))
    call = formula(f"equilibrium.{name}.integral").lambdify("mpmath")
    return call(x=E / D, z=(S - U) / (2 * D), alpha=S / D)


def _by_definition(name: str) -> Test:
    def test(guess: Guess) -> float:
        return max(_relative(guess(*p), _equilibrium(name, *p)) for p in EQUILIBRIUM)

    return test


def _linear(guessed: str) -> Test:
    """Return the test of eps S^x + Delta S^z = -eps W/(2 tau_m E), one of the three guessed."""

    def test(guess: Guess) -> float:
        import mpmath as mp

        worst = 0.0
        for p in EQUILIBRIUM:
            e, d, s, u = (mp.mpf(sp.Rational(one).p) / sp.Rational(one).q for one in p)
            value = {name: _equilibrium(name, *p) for name in ("Sx", "Sz", "W") if name != guessed}
            value[guessed] = guess(*p)
            right = -e * value["W"] * (s - u) / (2 * mp.sqrt(e * e + d * d))
            left = e * value["Sx"] + d * value["Sz"]
            scale = abs(e * value["Sx"]) + abs(d * value["Sz"]) + abs(right)
            worst = max(worst, float(abs(left - right) / scale))
        return worst

    return test


def _parity(sign: int) -> Test:
    def test(guess: Guess) -> float:
        return max(_relative(guess(*p), sign * guess(f"-{p[0]}", *p[1:])) for p in EQUILIBRIUM)

    return test


def _even_distribution(guess: Guess) -> float:
    return max(_relative(guess(*p), guess(f"-{p[0]}", *p[1:])) for p in DISTRIBUTION)


def _clean(limit: Callable[[Any, Any], Any]) -> Test:
    def test(guess: Guess) -> float:
        import mpmath as mp

        worst = 0.0
        for p in EQUILIBRIUM:
            e, d = (mp.mpf(sp.Rational(one).p) / sp.Rational(one).q for one in p[:2])
            found = guess(p[0], p[1], TINY**2, 0)
            worst = max(worst, _relative(found, limit(e, d)))
        return worst

    return test


def _length(guessed: str) -> Test:
    """Return by how much |S| exceeds 1: impurities shorten spins and never lengthen them."""

    def test(guess: Guess) -> float:
        other = "Sz" if guessed == "Sx" else "Sx"
        excess = (guess(*p) ** 2 + _equilibrium(other, *p) ** 2 - 1 for p in EQUILIBRIUM)
        return max(0.0, *(float(one) for one in excess))

    return test


def _tail(guess: Guess) -> float:
    """W far from the Fermi level: (2/(pi x)) [ln(2x) - pi alpha/4], to the order 1/x^2."""
    import mpmath as mp

    worst = 0.0
    for alpha in ("1/5", "4/5"):
        a = mp.mpf(sp.Rational(alpha).p) / sp.Rational(alpha).q
        leading = 2 / (mp.pi * WIDE) * (mp.log(2 * WIDE) - mp.pi * a / 4)
        # Corrections are of order ln(x)/x: what a wrong law lacks is of order 1.
        apart = _relative(guess(WIDE, 1, alpha, 0), leading)
        worst = max(worst, apart if apart > 1e-3 else 0.0)
    return worst


def _root_of_lax_norm(e: Any, d: Any, b: Any, w: Any) -> Any:
    """Return (2/pi) |Im sqrt(L^2(eps + i0))| from the definition of the Lax vector."""
    import mpmath as mp

    # F(u) = int d eps'/(2 E' (u - eps')) just above the axis: a principal value and -i pi/(2 E).
    E = mp.sqrt(e * e + d * d)

    def density(x: Any) -> Any:
        return 1 / (2 * mp.sqrt(x * x + d * d))

    def smooth(x: Any) -> Any:
        if abs(x - e) < mp.mpf(10) ** (-DIGITS // 2):
            return e / (2 * E**3)  # minus the derivative of the density
        return (density(x) - density(e)) / (e - x)

    principal = mp.quad(smooth, [-w, 0, e, w] if e > 0 else [-w, e, 0, w])
    principal += density(e) * mp.log((w + e) / (w - e))
    F = principal - 1j * mp.pi * density(e)
    norm = d * d * F * F + (e * F - b) ** 2
    return 2 / mp.pi * abs(mp.sqrt(norm).imag)


def _lax_norm(guess: Guess) -> float:
    import mpmath as mp

    worst = 0.0
    for p in DISTRIBUTION:
        numbers = [mp.mpf(sp.Rational(one).p) / sp.Rational(one).q for one in p]
        worst = max(worst, _relative(guess(*p), _root_of_lax_norm(*numbers)))
    # A quadrature through a removable singularity: half of its digits.
    return worst if worst > 1e-9 else 0.0


def _no_quench(guess: Guess) -> float:
    return max(_relative(guess(p[0], p[1], 0, p[3]), 1) for p in DISTRIBUTION)


def _at_most_one(guess: Guess) -> float:
    return max(0.0, *(float(abs(guess(*p)) - 1) for p in DISTRIBUTION))


def _sine(guess: Guess) -> float:
    import mpmath as mp

    sine = formula("steady.sin_theta").lambdify("mpmath")
    worst = 0.0
    for p in DISTRIBUTION:
        numbers = [mp.mpf(sp.Rational(one).p) / sp.Rational(one).q for one in p]
        worst = max(worst, _relative(guess(*p) ** 2 + sine(*numbers) ** 2, 1))
    return worst


def _asinh(e: Any, d: Any) -> Any:
    import mpmath as mp

    return 2 * mp.asinh(e / d) / (mp.pi * e / d)


_NINE = "eps S^x + Delta S^z = -eps W/(2 tau_m E)"
IDENTITIES: Mapping[str, tuple[_Identity, ...]] = {
    "W": (
        _Identity(_NINE, "(9) at rest, (12)", _linear("W")),
        _Identity("W is even in eps", "particle-hole symmetry", _parity(1)),
        _Identity("W -> 2 arsinh(x)/(pi x) without impurities", "clean limit",
                  _clean(_asinh)),
        _Identity("W -> (2/(pi x)) (ln 2x - pi alpha/4) at large x", "high energies", _tail),
    ),
    "Sx": (
        _Identity("S^x is the integral (12)", "(12)", _by_definition("Sx")),
        _Identity(_NINE, "(9) at rest, (12)", _linear("Sx")),
        _Identity("S^x is even in eps", "particle-hole symmetry", _parity(1)),
        _Identity("S^x -> Delta/E without impurities", "clean limit",
                  _clean(lambda e, d: d / _energy(e, d))),
        _Identity("|S| <= 1", "impurities shorten spins", _length("Sx")),
    ),
    "Sz": (
        _Identity("S^z is the integral (12)", "(12)", _by_definition("Sz")),
        _Identity(_NINE, "(9) at rest, (12)", _linear("Sz")),
        _Identity("S^z is odd in eps", "particle-hole symmetry", _parity(-1)),
        _Identity("S^z -> -eps/E without impurities", "clean limit",
                  _clean(lambda e, d: -e / _energy(e, d))),
        _Identity("|S| <= 1", "impurities shorten spins", _length("Sz")),
    ),
    "cos_theta": (
        _Identity("cos(theta) = (2/pi) |Im sqrt(L^2(eps + i0))|", "Lax vector", _lax_norm),
        _Identity("cos^2 + sin^2 = 1", "(11)", _sine),
        _Identity("cos(theta) = 1 without a quench", "(11)", _no_quench),
        _Identity("|cos(theta)| <= 1", "(11)", _at_most_one),
        _Identity("cos(theta) is even in eps", "particle-hole symmetry", _even_distribution),
    ),
}  # fmt: skip


def _energy(e: Any, d: Any) -> Any:
    """Return sqrt(e^2 + d^2) in the precision of the arguments."""
    import mpmath as mp

    return mp.sqrt(e * e + d * d)
