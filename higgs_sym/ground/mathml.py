"""LaTeX of formulas as MathML, which browsers show without scripts or fonts."""

import re
from html import unescape
from xml.etree.ElementTree import tostring

# sympy's words for functions, and what the field calls them.
_WORDS = {
    r"\log": r"\ln", "asin": "arcsin", "acos": "arccos", "atan": "arctan", "asinh": "arsinh",
    "acosh": "arcosh", "atanh": "artanh", "re": "Re", "im": "Im", "polygamma": r"\psi",
}  # fmt: skip
_WORD = re.compile(r"(\\log)(?![A-Za-z])|\\operatorname\{(\w+)\}")
# A matrix takes an exponent as a whole only inside braces of its own.
_MATRIX = re.compile(r"\\begin\{pmatrix\}.*?\\end\{pmatrix\}", re.DOTALL)
_ESCAPED = re.compile(r"\\.")
_CHILDREN = {
    "mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "msubsup": 3, "munder": 2, "mover": 2,
    "munderover": 3,
}  # fmt: skip


def mathml(latex: str) -> str:
    """Return `latex` (no dollar signs) as a well-formed `<math>` element, set as a display.

    Text in it is escaped, so it is safe in a page whatever `latex` holds.
    Raises `ValueError` for LaTeX that is incomplete or has a command without a meaning in MathML,
    so that no page shows LaTeX source by accident.
    """
    from latex2mathml.converter import Converter

    plain = _ESCAPED.sub("", latex)
    if plain.count("{") != plain.count("}"):
        raise ValueError(f"braces are not closed in {latex}")
    source = _MATRIX.sub(r"{\g<0>}", _WORD.sub(_named, latex))
    try:
        element = Converter(display="block").convert_to_element(source)
    except Exception as error:
        # The converter has an exception for every mistake, and no class for all of them.
        raise ValueError(f"no MathML for {latex}: {type(error).__name__}") from error
    for part in element.iter():
        # Its texts hold character references, and markup of the input as it came.
        part.text = unescape(part.text or "")
        if "\\" in part.text:
            raise ValueError(f"no MathML for {part.text} in {latex}")
        if len(part) != _CHILDREN.get(part.tag, len(part)):
            raise ValueError(f"no MathML for {latex}: a part of it is missing")
    return tostring(element, encoding="unicode", short_empty_elements=False)


def _named(match: re.Match[str]) -> str:
    word = match[1] or match[2]
    known = _WORDS.get(word, word)
    return known if known.startswith("\\") else rf"\operatorname{{{known}}}"
