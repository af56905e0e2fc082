"""The literature that formulas come from, as data for BibTeX. Only what is certain is told."""

from collections.abc import Mapping
from dataclasses import dataclass

import higgs_sym


@dataclass(frozen=True)
class Reference:
    """One publication: its key, kind, fields in order, and the words by which sources name it.

    Examples
    --------
    >>> from higgs_sym.references import REFERENCES
    >>> REFERENCES["ClemKogan2012"].kind
    'article'
    """

    key: str
    kind: str
    fields: Mapping[str, str]
    words: tuple[str, ...]

    @property
    def bibtex(self) -> str:
        """Entry of BibTeX."""
        rows = ",\n".join(f"  {name} = {{{value}}}" for name, value in self.fields.items())
        return f"@{self.kind}{{{self.key},\n{rows}\n}}"


_PRL, _PRA, _PRB = (f"Physical Review {one}" for one in ("Letters", "A", "B"))
_JETP = "Soviet Physics JETP"
_TABLE = (
    Reference(
        "Dzero2024", "article",
        {"author": "Dzero, Maxim", "title": "Collisionless dynamics of the pairing amplitude in "
         "disordered superconductors", "journal": _PRB, "volume": "109", "pages": "L100503",
         "year": "2024"},
        ("paper",),
    ),
    Reference(
        "AbrikosovGorkov1961", "article",
        {"author": "Abrikosov, A. A. and Gor'kov, L. P.", "title": "Contribution to the theory of "
         "superconducting alloys with paramagnetic impurities", "journal": _JETP, "volume": "12",
         "pages": "1243", "year": "1961"},
        ("Abrikosov",),
    ),
    Reference(
        "VolkovKogan1974", "article",
        {"author": "Volkov, A. F. and Kogan, Sh. M.", "title": "Collisionless relaxation of the "
         "energy gap in superconductors", "journal": _JETP, "volume": "38", "pages": "1018",
         "year": "1974"},
        ("Volkov",),
    ),
    Reference(
        "BarankovLevitov2006", "article",
        {"author": "Barankov, R. A. and Levitov, L. S.", "title": "Synchronization in the {BCS} "
         "pairing dynamics as a critical phenomenon", "journal": _PRL, "volume": "96",
         "pages": "230403", "year": "2006"},
        ("Barankov",),
    ),
    Reference(
        "Yuzbashyan2015", "article",
        {"author": "Yuzbashyan, E. A. and Dzero, M. and Gurarie, V. and Foster, M. S.",
         "title": "Quantum quench phase diagrams of an $s$-wave {BCS-BEC} condensate",
         "journal": _PRA, "volume": "91", "pages": "033628", "year": "2015"},
        ("Yuzbashyan",),
    ),
    Reference(
        "MattisBardeen1958", "article",
        {"author": "Mattis, D. C. and Bardeen, J.", "title": "Theory of the anomalous skin effect "
         "in normal and superconducting metals", "journal": "Physical Review", "volume": "111",
         "pages": "412", "year": "1958"},
        ("Mattis",),
    ),
    Reference(
        "KupriyanovLukichev1980", "article",
        {"author": "Kupriyanov, M. Yu. and Lukichev, V. F.", "title": "Temperature dependence of "
         "pair-breaking current in superconductors",
         "journal": "Soviet Journal of Low Temperature Physics", "volume": "6", "pages": "210",
         "year": "1980"},
        ("Kupriyanov",),
    ),
    Reference(
        "ClemKogan2012", "article",
        {"author": "Clem, John R. and Kogan, V. G.", "title": "Kinetic impedance and depairing in "
         "thin and narrow superconducting films", "journal": _PRB, "volume": "86",
         "pages": "174521", "year": "2012"},
        ("Clem",),
    ),
    Reference(
        "LinGurevich2012", "article",
        {"author": "Lin, F. Pei-Jen and Gurevich, A.", "title": "Effect of impurities on the "
         "superheating field of type-{II} superconductors", "journal": _PRB, "volume": "85",
         "pages": "054513", "year": "2012"},
        ("Gurevich",),
    ),
    Reference(
        "Kubo2025", "misc",
        {"author": "Kubo, Takayuki", "year": "2025", "eprint": "2502.05914",
         "archiveprefix": "arXiv"},
        ("Kubo",),
    ),
    Reference(
        "Nosov2024", "misc",
        {"author": "Nosov, P. A. and Andriyakhina, E. S. and Burmistrov, I. S.",
         "title": "Spatially-resolved dynamics of the amplitude {Schmid-Higgs} mode in disordered "
         "superconductors", "year": "2024", "eprint": "2409.11647", "archiveprefix": "arXiv"},
        ("Nosov",),
    ),
    Reference(
        "GorkovEliashberg1968", "article",
        {"author": "Gor'kov, L. P. and Eliashberg, G. M.", "title": "Generalization of the "
         "{Ginzburg-Landau} equations for non-stationary problems in the case of alloys with "
         "paramagnetic impurities", "journal": _JETP, "volume": "27", "pages": "328",
         "year": "1968"},
        ("Eliashberg",),
    ),
    Reference(
        "SkalskiBetbederWeiss1964", "article",
        {"author": "Skalski, S. and Betbeder-Matibet, O. and Weiss, P. R.", "title": "Properties "
         "of superconducting alloys containing paramagnetic impurities",
         "journal": "Physical Review", "volume": "136", "pages": "A1500", "year": "1964"},
        ("Skalski",),
    ),
)  # fmt: skip
REFERENCES: Mapping[str, Reference] = {one.key: one for one in _TABLE}


def toolkit() -> Reference:
    """Return this program as a reference.

    Examples
    --------
    >>> from higgs_sym.references import toolkit
    >>> toolkit().key
    'HiggsToolkit'
    """
    fields = {
        "author": "{The Higgs toolkit authors}",
        "title": "Higgs toolkit: checks, computes and adjudicates the Higgs-mode theory of "
        "disordered superconductors",
        "version": higgs_sym.__version__,
        "year": "2026",
        "url": "https://github.com/higgs-toolkit/higgs-toolkit",
        "note": "Python packages higgs, higgs\\_sym, higgs\\_num, verification",
    }
    return Reference("HiggsToolkit", "software", fields, ())


def cited(source: str) -> tuple[Reference, ...]:
    """Return the publications that the source of a formula names, in the order of the table.

    Examples
    --------
    >>> from higgs_sym.references import cited
    >>> [one.key for one in cited("Clem and Kogan, Phys. Rev. B 86")]
    ['ClemKogan2012']
    """
    return tuple(one for one in _TABLE if any(word in source for word in one.words))


def references_of(id: str | None = None) -> tuple[Reference, ...]:
    """Return this program, the paper, and what the source of a formula names.

    Raises
    ------
    ArgumentError
        If no formula has this id.

    Examples
    --------
    >>> from higgs_sym.references import references_of
    >>> [one.key for one in references_of()]
    ['HiggsToolkit', 'Dzero2024']
    """
    from higgs_sym.registry import formula

    found = [toolkit(), REFERENCES["Dzero2024"]]
    if id is not None:
        found += [one for one in cited(formula(id).source) if one not in found]
    return tuple(found)


def cite(id: str | None = None) -> str:
    """Return BibTeX of this program, of the paper, and of what the source of a formula names.

    Raises as `references_of`.

    Examples
    --------
    >>> from higgs_sym.references import cite
    >>> print(cite("gap_edge").splitlines()[0])
    @software{HiggsToolkit,
    """
    return "\n\n".join(one.bibtex for one in references_of(id))
