"""LaTeX of formulas as MathML: the part of LaTeX that formulas and derivations use.

Browsers show MathML without scripts or fonts.  A command that is not in the tables raises
`ValueError`, so that no page shows LaTeX source by accident.
"""

import re
from html import escape

_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|[A-Za-z]|\d+(?:\.\d+)?|[^\s]")
_NAMES = (
    "alpha beta gamma delta varepsilon zeta theta kappa lambda nu pi rho sigma tau varphi phi "
    "chi psi omega Gamma Delta Lambda Sigma"
)
_GREEK = dict(zip(_NAMES.split(), "αβγδεζθκλνπρστφϕχψωΓΔΛΣ", strict=True))
_OPERATORS = {
    "cdot": "⋅", "times": "×", "to": "→", "ge": "≥", "le": "≤", "neq": "≠", "mp": "∓", "pm": "±",
    "simeq": "≃", "partial": "∂", "int": "∫", "sum": "∑", "infty": "∞", "dots": "…", "mid": "|",
    "vee": "∨", "wedge": "∧", "geq": "≥", "leq": "≤", "lt": "<", "gt": ">", "prime": "′",
}  # fmt: skip
_FUNCTIONS = {
    "sin": "sin", "cos": "cos", "tan": "tan", "sinh": "sinh", "cosh": "cosh", "tanh": "tanh",
    "arcsin": "arcsin", "arccos": "arccos", "arctan": "arctan", "ln": "ln", "log": "ln",
    "exp": "exp", "lim": "lim", "max": "max", "min": "min",
}  # fmt: skip
# sympy's words for inverse functions and the like.
_WORDS = {
    "asin": "arcsin", "acos": "arccos", "atan": "arctan", "asinh": "arsinh", "acosh": "arcosh",
    "atanh": "artanh", "re": "Re", "im": "Im", "polygamma": "ψ",
}  # fmt: skip
_SPACES = {",": "0.17em", ":": "0.22em", ";": "0.28em", "quad": "1em", " ": "0.25em", "!": "0"}
_FENCES = {"{": "{", "}": "}", "|": "∥", "lvert": "|", "rvert": "|"}
_IGNORED = frozenset(("limits", "displaystyle", "nolimits"))
_MATRICES = {"pmatrix": ("(", ")"), "matrix": ("", ""), "cases": ("{", ""), "substack": ("", "")}


def mathml(latex: str) -> str:
    """Return `latex` as a MathML block; raise `ValueError` for a command without a meaning here."""
    reader = _Reader(_TOKEN.findall(latex))
    body = reader.row(frozenset())
    return f"<math display='block'><mrow>{body}</mrow></math>"


class _Reader:
    """Recursive descent over the tokens."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._at = 0

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _next(self) -> str:
        token = self._peek()
        self._at += 1
        return token

    def row(self, ends: frozenset[str]) -> str:
        """Read up to one of `ends`, which is not consumed."""
        parts = []
        while (token := self._peek()) and token not in ends:
            parts.append(self._with_scripts())
        if ends and not self._peek():
            raise ValueError(f"LaTeX ends before one of {sorted(ends)}")
        return "".join(parts)

    def _with_scripts(self) -> str:
        base = "<mi></mi>" if self._peek() in ("_", "^") else self._atom()
        scripts: dict[str, str] = {}
        while self._peek() in ("_", "^", "'", r"\limits"):
            kind = self._next()
            if kind == "'":
                scripts["^"] = scripts.get("^", "") + "<mo>′</mo>"
            elif kind != r"\limits":
                scripts[kind] = scripts.get(kind, "") + self._atom()
        if not scripts:
            return base
        low, high = (f"<mrow>{scripts.get(kind, '')}</mrow>" for kind in "_^")
        if "^" not in scripts:
            return f"<msub>{base}{low}</msub>"
        if "_" not in scripts:
            return f"<msup>{base}{high}</msup>"
        return f"<msubsup>{base}{low}{high}</msubsup>"

    def _atom(self) -> str:
        token = self._next()
        if token == "{":
            inside = self.row(frozenset("}"))
            self._next()
            return f"<mrow>{inside}</mrow>"
        if token.startswith("\\"):
            return self._command(token[1:])
        if token.isalpha():
            return f"<mi>{token}</mi>"
        if token[0].isdigit():
            return f"<mn>{token}</mn>"
        token = "−" if token == "-" else token
        # Fences that stand alone must not grow with their row.
        still = " stretchy='false'" if token in "()[]|" else ""
        return f"<mo{still}>{escape(token)}</mo>"

    def _command(self, name: str) -> str:
        if name in _GREEK:
            return f"<mi>{_GREEK[name]}</mi>"
        if name in _OPERATORS:
            return f"<mo>{escape(_OPERATORS[name])}</mo>"
        if name in _SPACES:
            return f"<mspace width='{_SPACES[name]}'/>"
        if name in ("mathrm", "operatorname", "text", "mathcal", "mathtt"):
            return self._word(name)
        if name in _FUNCTIONS:
            return f"<mrow><mi>{_FUNCTIONS[name]}</mi><mspace width='0.1em'/></mrow>"
        if name in _FENCES:
            return f"<mo>{_FENCES[name]}</mo>"
        if name in _IGNORED:
            return ""
        if name in ("frac", "tfrac"):
            return f"<mfrac>{self._atom()}{self._atom()}</mfrac>"
        if name == "sqrt":
            return self._root()
        if name in ("overline", "tilde", "hat", "vec", "dot"):
            accent = {"overline": "‾", "tilde": "~", "hat": "^", "vec": "→", "dot": "˙"}[name]
            return f"<mover accent='true'>{self._atom()}<mo>{accent}</mo></mover>"
        if name == "left":
            return self._fenced()
        if name == "begin":
            return self._table()
        if name == "substack":
            return self._atom()
        if name == "\\":
            return "<mspace width='0.5em'/>"
        raise ValueError(f"no MathML for \\{name}")

    def _word(self, name: str) -> str:
        if self._next() != "{":
            raise ValueError(f"\\{name} needs braces")
        letters = []
        while self._peek() != "}":
            if not self._peek():
                raise ValueError(f"\\{name} is not closed")
            letters.append(self._next())
        self._next()
        word = _WORDS.get("".join(letters), "".join(letters))
        if name == "mathcal":
            return f"<mi class='script'>{escape(word)}</mi>"
        space = "<mspace width='0.1em'/>" if len(word) > 1 else ""
        return f"<mrow><mi mathvariant='normal'>{escape(word)}</mi>{space}</mrow>"

    def _root(self) -> str:
        if self._peek() != "[":
            return f"<msqrt>{self._atom()}</msqrt>"
        self._next()
        index = self.row(frozenset("]"))
        self._next()
        return f"<mroot>{self._atom()}<mrow>{index}</mrow></mroot>"

    def _fence(self) -> str:
        token = self._next()
        if token.startswith("\\"):
            token = _FENCES[token[1:]]
        return "" if token == "." else f"<mo stretchy='true'>{escape(token)}</mo>"

    def _fenced(self) -> str:
        opening = self._fence()
        inside = self.row(frozenset((r"\right",)))
        self._next()
        return f"<mrow>{opening}{inside}{self._fence()}</mrow>"

    def _name(self) -> str:
        word = self._word("begin")
        return re.sub(r"<[^>]*>", "", word)

    def _table(self) -> str:
        name = self._name()
        if name not in _MATRICES:
            raise ValueError(f"no MathML for the environment {name}")
        rows, cells = [], []
        while True:
            cells.append(f"<mtd>{self.row(frozenset(('&', chr(92) * 2, chr(92) + 'end')))}</mtd>")
            token = self._next()
            if token == "&":
                continue
            rows.append(f"<mtr>{''.join(cells)}</mtr>")
            cells = []
            if token == r"\end":
                break
        self._name()
        opening, closing = (f"<mo>{mark}</mo>" if mark else "" for mark in _MATRICES[name])
        return f"<mrow>{opening}<mtable>{''.join(rows)}</mtable>{closing}</mrow>"
