"""What others measured on materials: T_c0 and 2 Delta/(k T_c), each with its source."""

from collections.abc import Mapping
from dataclasses import dataclass

from higgs_num.films.clean import WEAK_COUPLING, Clean
from higgs_sym.ground.errors import ArgumentError, one_of


@dataclass(frozen=True)
class Material:
    """One material, as one source found it.

    Tc0_K, ratio: transition temperature and 2 Delta/(k T_c), None where the source tells none.
    measured: the numbers as they are told. remark: where not all are of one sample.
    gaps: how many; with two the theory of one gap does not hold.

    Examples
    --------
    >>> from higgs_num.films import material
    >>> material("NbN").ratio
    3.92
    """

    name: str
    Tc0_K: float | None
    ratio: float | None
    measured: str
    sample: str
    source: str
    remark: str = ""
    gaps: int = 1


_PARKS = "R. Meservey, B. B. Schwartz, in Superconductivity, ed. R. D. Parks (Dekker, 1969)"

_TABLE = (
    Material(
        "NbN",
        11.0,
        3.92,
        "T_c = 11 K, 2 Delta(0) = 3.72 meV (30 1/cm) = 3.92 k T_c",
        "thin film, THz transmission",
        "K. I. Sim et al., J. Korean Phys. Soc. 71, 571 (2017)",
        "T_c of films goes from 9.16 K (3 nm) to 15.87 K (50 nm), arXiv:0911.4181: give your own",
    ),
    Material(
        "NbTiN",
        None,
        3.87,
        "2 Delta/(k T_c) = 3.71 to 4.02, of which this is the middle",
        "360 nm films on silicon and quartz, THz reflection",
        "arXiv:2110.01305",
        "no T_c is told there: give your own. Pair breaking as Abrikosov and Gor'kov have it was "
        "seen in a field on other films (Nb0.5Ti0.5N: X. Xi et al., PRL 105, 257006 (2010))",
    ),
    Material(
        "Nb",
        9.21,
        3.93,
        "2 Delta = 3.12(5) meV = 3.93 k T_c",
        "crystal",
        "doi:10.1063/1.1662197",
        "T_c follows from the two numbers; films may have a lower one",
    ),
    Material(
        "Pb",
        7.19,
        4.3,
        "2 Delta/(k T_c) about 4.3",
        "tunnelling, several samples",
        _PARKS,
        "T_c = 7.19 K is that of bulk lead, not of those samples",
    ),
    Material(
        "Al",
        1.18,
        3.4,
        "2 Delta/(k T_c) about 3.4",
        "tunnelling, several samples",
        _PARKS,
        "T_c = 1.18 K is that of bulk aluminium; films reach 2 K and more: give your own. "
        "Al:Mn is reported as magnetic and as not broadening the density of states",
    ),
    Material(
        "MgB2",
        36.0,
        None,
        "T_c = 36 K, 2 Delta_pi(0) = 1.03 THz = 1.37 k T_c",
        "thin film, THz",
        "arXiv:2010.05019",
        "two gaps, of which this is the smaller",
        gaps=2,
    ),
)
MATERIALS: Mapping[str, Material] = {one.name: one for one in _TABLE}


def material(name: str) -> Material:
    """Return a material that the theory, which has one gap, applies to.

    Raises
    ------
    ArgumentError
        If it is unknown, or has two gaps.

    Examples
    --------
    >>> from higgs_num.films import material
    >>> material("NbTiN").name
    'NbTiN'
    """
    found = MATERIALS[one_of("material", name, MATERIALS)]
    if found.gaps > 1:
        single = ", ".join(one.name for one in _TABLE if one.gaps == 1)
        rule = f"have one gap, as {single} (or give --tc0 and --ratio without it)"
        raise ArgumentError("material", rule, f"{name}, with {found.gaps}")
    return found


def clean_of(name: str | None, Tc0_K: float | None = None, ratio: float | None = None) -> Clean:
    """Return the clean film of a material; what is given wins over the table.

    name : of a material; None if there is none
    Tc0_K, ratio : of the clean film; None: those of the material, or weak coupling

    Raises
    ------
    ArgumentError
        If no T_c0 is given and the material has none, or as `Clean` and `material`.

    Examples
    --------
    >>> from higgs_num.films import clean_of
    >>> clean_of("NbN", Tc0_K=15.0).ratio
    3.92
    """
    known = None if name is None else material(name)
    if Tc0_K is None and known is not None:
        Tc0_K = known.Tc0_K
    if Tc0_K is None:
        some = ", ".join(one.name for one in _TABLE if one.Tc0_K and one.gaps == 1)
        raise ArgumentError("Tc0_K", f"be given, or the material be one of {some}", "missing")
    if ratio is None and known is not None:
        ratio = known.ratio
    return Clean(Tc0_K, WEAK_COUPLING if ratio is None else ratio, name)
