"""Formulas as SVG outlines: no fonts, no scripts, the colour of the text around them."""

from functools import cache

from markupsafe import Markup, escape

# matplotlib's outlines come at this many units per em.
_UNITS_PER_EM = 100.0
_COMMANDS = {1: "M", 2: "L", 3: "Q", 4: "C", 79: "Z"}
_POINTS = {1: 1, 2: 1, 3: 2, 4: 3, 79: 1}


@cache
def formula(latex: str) -> Markup:
    """Return `latex` (mathtext without dollar signs) as an inline `<svg>`; empty for no formula.

    What matplotlib's mathtext cannot set is shown as it was written; `settable` tells.
    """
    if not latex:
        return Markup()
    try:
        width, height, descent, outline = _outline(latex)
    except ValueError:
        return Markup('<code class="tex">{}</code>').format(latex)
    pad = 4.0
    box = f"{-pad:g} {-(height - descent) - pad:.1f} {width + 2 * pad:.1f} {height + 2 * pad:.1f}"
    return Markup(
        f'<svg class="formula" role="img" aria-label="{escape(latex)}" viewBox="{box}" '
        f'style="width:{(width + 2 * pad) / _UNITS_PER_EM:.3f}em">'
        f'<path fill="currentColor" d="{outline}"/></svg>'
    )


def settable(latex: str) -> bool:
    """Whether matplotlib's mathtext can set `latex`."""
    return "<code" not in formula(latex)


def _outline(latex: str) -> tuple[float, float, float, str]:
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextToPath

    font = FontProperties(math_fontfamily="stix", size=_UNITS_PER_EM)
    text = f"${latex}$"
    setter = TextToPath()
    width, height, descent = setter.get_text_width_height_descent(text, font, ismath=True)
    vertices, codes = setter.get_text_path(font, text, ismath=True)
    words: list[str] = []
    position = 0
    while position < len(codes):
        code = int(codes[position])
        count = _POINTS[code]
        words.append(_COMMANDS[code])
        if code != 79:
            # SVG's y axis points down.
            words.extend(f"{x:.1f} {-y:.1f}" for x, y in vertices[position : position + count])
        position += count
    return float(width), float(height), float(descent), " ".join(words)
