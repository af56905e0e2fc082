r"""Formulas in LaTeX as plain text: the small part of it in which formulas of papers are written.

Fractions, roots, powers, indices, Greek letters, functions, brackets of any size; products without
a sign. sympy's own readers need another parser generator, or know neither `\Delta` nor `\tau_s`.
"""

import re

from higgs_sym.ground.errors import ArgumentError, quoted

FUNCTIONS = {
    "sin": "sin", "cos": "cos", "tan": "tan", "sinh": "sinh", "cosh": "cosh", "tanh": "tanh",
    "coth": "coth", "exp": "exp", "ln": "log", "log": "log",
    "arcsin": "asin", "arccos": "acos", "arctan": "atan",
    "arcsinh": "asinh", "arsinh": "asinh", "asinh": "asinh",
    "arccosh": "acosh", "arcosh": "acosh", "acosh": "acosh",
    "arctanh": "atanh", "artanh": "atanh", "atanh": "atanh",
    "arccoth": "acoth", "arcoth": "acoth", "psi": "digamma",
}  # fmt: skip
GREEK = frozenset((
    "alpha", "beta", "gamma", "delta", "epsilon", "varepsilon", "zeta", "eta", "theta", "vartheta",
    "kappa", "lambda", "mu", "nu", "xi", "rho", "sigma", "tau", "phi", "varphi", "chi", "omega",
    "Gamma", "Delta", "Theta", "Lambda", "Omega", "Psi", "Phi",
))  # fmt: skip
SPACES = frozenset(("\\,", "\\;", "\\:", "\\!", "\\ ", "\\quad", "\\qquad", "\\displaystyle", "~"))
SIZES = frozenset(("\\left", "\\right", "\\big", "\\Big", "\\bigl", "\\bigr", "\\Bigl", "\\Bigr"))
UPRIGHT = frozenset(("\\mathrm", "\\text", "\\operatorname", "\\mathit", "\\mathcal", "\\rm"))
SIGNS = {"\\cdot": "*", "\\times": "*", "\\lvert": "|", "\\rvert": "|", "\\div": "/"}
_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|\d+(?:\.\d*)?|\.\d+|[A-Za-z]|\S")


def plain_text(latex: str) -> str:
    """Return a formula in LaTeX as text with `*` and `**`; ArgumentError where it is not known."""
    tokens = [one for one in _TOKEN.findall(latex.strip().strip("$")) if one not in SPACES]
    tokens = [SIGNS.get(one, one) for one in tokens if one not in SIZES]
    return _Reader(tokens).sum_until(None)


class _Reader:
    """Tokens, and where the reader stands."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._at = 0

    @property
    def _next(self) -> str | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _take(self) -> str:
        token = self._next
        if token is None:
            raise ArgumentError("expression", "be complete LaTeX", "cut off at its end")
        self._at += 1
        return token

    def sum_until(self, end: str | None) -> str:
        """Return text up to the token `end`, which is taken; products get their sign."""
        parts: list[str] = []
        while self._next != end:
            token = self._next
            if token is None or token in ("}", ")", "]"):
                raise ArgumentError(
                    "expression", "have brackets that match", quoted(token or "end")
                )
            if token in ("+", "-", "*", "/", "=", ","):
                parts.append(self._take())
                continue
            if parts and parts[-1] not in ("+", "-", "*", "/", "=", ","):
                parts.append("*")
            parts.append(self._power())
        if end is not None:
            self._take()
        return " ".join(parts)

    def _power(self) -> str:
        base = self._atom()
        while self._next in ("^", "!"):
            if self._take() == "!":
                raise ArgumentError("expression", "have no factorials", "!")
            base = f"({base})**({self._group()})"
        return base

    def _group(self) -> str:
        """Return what stands in braces, or the one token that stands for it."""
        if self._next == "{":
            self._take()
            return self.sum_until("}")
        if self._next is not None and self._next.isdigit() and len(self._next) > 1:
            # In x^12 the exponent is 1.
            digits = self._take()
            self._tokens.insert(self._at, digits[1:])
            return digits[0]
        return self._atom()

    def _atom(self) -> str:
        token = self._take()
        if token in ("(", "["):
            return f"({self.sum_until(')' if token == '(' else ']')})"
        if token == "{":
            return f"({self.sum_until('}')})"
        if token == "|":
            return f"Abs({self.sum_until('|')})"
        if token == "\\frac" or token in ("\\dfrac", "\\tfrac"):
            above = self._group()
            return f"(({above})/({self._group()}))"
        if token == "\\sqrt":
            return self._root()
        if token in UPRIGHT:
            return self._name(self._word())
        if token == "\\pi":
            return "pi"
        if token.startswith("\\"):
            return self._name(token[1:])
        if token.isalpha():
            return self._name(token)
        if re.fullmatch(r"[\d.]+", token):
            return token
        raise ArgumentError("expression", "be LaTeX that is known here", quoted(token))

    def _root(self) -> str:
        if self._next != "[":
            return f"sqrt({self._group()})"
        self._take()
        degree = self.sum_until("]")
        return f"(({self._group()})**(1/({degree})))"

    def _word(self) -> str:
        """Return the letters in braces."""
        if self._next != "{":
            return self._take()
        self._take()
        word, depth = "", 1
        while depth:
            token = self._take()
            depth += (token == "{") - (token == "}")
            if token not in ("{", "}") and token not in UPRIGHT:
                word += token.lstrip("\\")
        return word

    def _name(self, name: str) -> str:
        if name in FUNCTIONS and not (name == "psi" and self._next == "_"):
            return self._applied(FUNCTIONS[name])
        if len(name) > 1 and name not in GREEK and not name.isalnum():
            raise ArgumentError("expression", "be LaTeX that is known here", quoted(f"\\{name}"))
        name = {"varepsilon": "eps", "epsilon": "eps", "vartheta": "theta"}.get(name, name)
        if self._next == "_":
            self._take()
            index = self._word().replace(",", "").replace("|", "")
            name = f"{name}_{index}"
        return name

    def _applied(self, function: str) -> str:
        power = ""
        if self._next == "^":
            self._take()
            exponent = self._group()
            if exponent.replace(" ", "") in ("-1", "(-1)"):
                function = {"sin": "asin", "cos": "acos", "tan": "atan", "sinh": "asinh",
                            "cosh": "acosh", "tanh": "atanh"}.get(function, function)  # fmt: skip
            else:
                power = f"**({exponent})"
        argument = self._power()
        return f"{function}({argument}){power}"
