"""An expression that somebody wrote: text or LaTeX, with names that are looked up later.

Nothing of it is evaluated but arithmetic and functions of a short list: names are letters, and
there are no dots but those of numbers.
"""

import re
from typing import Any

import sympy as sp

from higgs_sym.compare.latex import plain_text
from higgs_sym.ground.errors import ArgumentError, quoted

LONGEST = 2000  # characters
LARGEST_POWER = 64
FUNCTIONS: dict[str, Any] = {
    "sqrt": sp.sqrt, "exp": sp.exp, "log": sp.log, "ln": sp.log, "Abs": sp.Abs, "abs": sp.Abs,
    "sin": sp.sin, "cos": sp.cos, "tan": sp.tan, "sinh": sp.sinh, "cosh": sp.cosh, "tanh": sp.tanh,
    "coth": sp.coth, "asin": sp.asin, "acos": sp.acos, "atan": sp.atan, "asinh": sp.asinh,
    "acosh": sp.acosh, "atanh": sp.atanh, "acoth": sp.acoth, "arcsin": sp.asin, "arccos": sp.acos,
    "arctan": sp.atan, "arcsinh": sp.asinh, "arsinh": sp.asinh, "arccosh": sp.acosh,
    "arcosh": sp.acosh, "arctanh": sp.atanh, "artanh": sp.atanh, "digamma": sp.digamma,
    "psi": sp.digamma, "elliptic_k": sp.elliptic_k, "elliptic_e": sp.elliptic_e,
    "Rational": sp.Rational,
}  # fmt: skip
_LETTERS = {
    "α": "alpha", "β": "beta", "γ": "gamma", "Γ": "Gamma", "δ": "delta", "Δ": "Delta", "∆": "Delta",
    "ε": "eps", "ϵ": "eps", "ζ": "zeta", "η": "eta", "θ": "theta", "κ": "kappa", "λ": "lambda",
    "ν": "nu", "ξ": "xi", "π": "pi", "τ": "tau", "φ": "phi", "ω": "omega", "Ω": "Omega",
    "√": " sqrt", "·": "*", "×": "*", "−": "-", "²": "**2", "³": "**3", "₀": "_0", "½": "(1/2)",
}  # fmt: skip
_TOKEN = re.compile(r"\s*(?:(\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+)|([A-Za-z_]\w*)|(\*\*|[-+*/(),]))")
# Words of Python are no names; sympy's parser must not meet them.
_WORDS = frozenset(("lambda", "if", "else", "for", "in", "is", "not", "and", "or", "import", "def"))


def read_expression(text: Any, *, latex: bool | None = None) -> sp.Expr:
    r"""Return an expression in symbols without assumptions, called as they are written.

    text : a sympy expression, or a text: Python's notation (`^` is a power), or LaTeX, which is
        known by a backslash unless `latex` says. Of an equation the right side is taken.

    Raises
    ------
    ArgumentError
        If it is empty, too long, or holds what is no number, name, function of the list, bracket
        or sign of arithmetic.

    Examples
    --------
    >>> from higgs_sym.compare import read_expression
    >>> read_expression(r"\frac{\alpha}{2}")
    alpha/2
    """
    if isinstance(text, sp.Expr):
        return text
    _, right, is_latex = _sides(text, latex)
    return _read(right, is_latex, text)


def read_left_side(text: Any, *, latex: bool | None = None) -> tuple[str, sp.Expr | None]:
    r"""Return the left side of an equation as it was written, and read: None if it cannot be.

    The text is empty where there is no left side. Raises as `read_expression`, but for what is
    on the left alone: S^x(0) or \partial D are names that no reader knows.

    Examples
    --------
    >>> from higgs_sym.compare.reading import read_left_side
    >>> read_left_side(r"\omega^2 = 4\Delta^2")
    ('\\omega^2', omega**2)
    """
    if isinstance(text, sp.Expr):
        return "", None
    left, _, is_latex = _sides(text, latex)
    if not left:
        return "", None
    try:
        return left, _read(left, is_latex, left)
    except ArgumentError:
        return left, None


def _sides(text: Any, latex: bool | None) -> tuple[str, str, bool]:
    """Return what stands left and right of the sign of equality, and whether it is LaTeX."""
    if not isinstance(text, str) or not text.strip():
        raise ArgumentError(
            "expression", "be a formula: a text or a sympy expression", quoted(text)
        )
    if len(text) > LONGEST:
        raise ArgumentError("expression", f"have at most {LONGEST} characters", f"{len(text)}")
    is_latex = ("\\" in text or "{" in text) if latex is None else latex
    sides = (text.strip().strip("$") if is_latex else text).split("=")
    if len(sides) > 2:
        raise ArgumentError("expression", "hold one sign of equality at most", quoted(text))
    left = sides[0].strip().rstrip("&").strip() if len(sides) == 2 else ""
    return left, sides[-1].strip().lstrip("&").strip(), is_latex


def _read(side: str, is_latex: bool, text: str) -> sp.Expr:
    plain = plain_text(side) if is_latex else side
    for letter, word in _LETTERS.items():
        plain = plain.replace(letter, word)
    return _evaluated(plain.replace("^", "**").strip(), text)


def _evaluated(plain: str, text: str) -> sp.Expr:
    names: dict[str, Any] = {"Rational": sp.Rational}
    pieces: list[str] = []
    at = 0
    while at < len(plain):
        match = _TOKEN.match(plain, at)
        if match is None:
            if not plain[at:].strip():
                break
            rule = "hold numbers, names and + - * / ^ ( )"
            raise ArgumentError("expression", rule, quoted(plain[at:].strip()[:20]))
        number, name, sign = match.groups()
        at = match.end()
        # Products without a sign: 2 Delta, 2(...), )(, Delta(1 - ...).
        begins = number is not None or name is not None or sign == "("
        if begins and pieces and pieces[-1] not in ("(", "**", *"+-*/,"):
            follows_function = sign == "(" and pieces[-1] in FUNCTIONS
            if not follows_function:
                pieces.append("*")
        if number is not None:
            pieces.append(f"Rational({number!r})")
        elif name is not None:
            pieces.append(_named(name, plain[at:].lstrip()[:1] == "(", names))
        else:
            assert sign is not None
            pieces.append(sign)
    _check_powers(pieces, text)
    try:
        # Of tokens that are numbers, names of the list and signs, nothing else can be made.
        found = eval(compile(" ".join(pieces), "<expression>", "eval"), {"__builtins__": {}}, names)
    except (SyntaxError, TypeError, ValueError, RecursionError, MemoryError):
        rule = "be complete: brackets that match, a sign between factors"
        raise ArgumentError("expression", rule, quoted(text)) from None
    except ZeroDivisionError:
        raise ArgumentError("expression", "not divide by zero", quoted(text)) from None
    if not isinstance(found, sp.Expr):
        raise ArgumentError("expression", "be one expression", quoted(text))
    if found.has(sp.zoo, sp.nan, sp.oo):
        raise ArgumentError("expression", "be finite", quoted(text))
    return found


def _check_powers(pieces: list[str], text: str) -> None:
    """Raise for powers of numbers that would be worked out to no end."""
    for place, piece in enumerate(pieces):
        if piece != "**":
            continue
        rest = [one for one in pieces[place + 1 :] if one not in ("(", "-")]
        number = rest[0][10:-2] if rest and rest[0].startswith("Rational(") else "1"
        if float(number) > LARGEST_POWER:
            raise ArgumentError("expression", f"have powers <= {LARGEST_POWER}", quoted(text))
        if len(rest) > 1 and rest[1] == "**":
            raise ArgumentError("expression", "have brackets around powers of powers", quoted(text))


def _named(name: str, applied: bool, names: dict[str, Any]) -> str:
    if applied and name in FUNCTIONS:
        names[name] = FUNCTIONS[name]
        return name
    if name == "pi":
        names[name] = sp.pi
        return name
    if name.startswith("__") or name in FUNCTIONS:
        raise ArgumentError("expression", "hold names of quantities", quoted(name[:20]))
    inner = f"{name}_" if name in _WORDS else name
    names[inner] = sp.Symbol(name)
    return inner
