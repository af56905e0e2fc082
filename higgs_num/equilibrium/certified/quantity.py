"""The certified quantities: their names, parameters, units, and two routes each."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flint import arb, fmpq

from higgs_num.equilibrium.certified import (
    cutoff,
    density_of_states,
    finite_temperature,
    pseudospins,
    thermodynamics,
)
from higgs_num.equilibrium.certified.matsubara import expansion_radius, terms_needed
from higgs_num.equilibrium.certified.parameter import PARAMETERS
from higgs_num.equilibrium.certified.state import State
from higgs_num.inputs.grid import INFINITE
from higgs_sym.ground.errors import ArgumentError, one_of

Arguments = Mapping[str, fmpq | None]
Route = Callable[[Arguments], arb]
NO_CUTOFF = INFINITE  # as it is written; None among arguments


@dataclass(frozen=True)
class TableQuantity:
    """A number with two independent rigorous routes.

    `parameters` maps each parameter to its default, or to None if it must be given; each has a
    row in `PARAMETERS`, or the quantity does not load (`ValueError`). One with the default `inf`,
    which is None among arguments, may be infinite. `of_the_gap`: whether rates are in units of the
    gap of the state, so that alpha and the zetas tell them, too. `domain` raises `ArgumentError`
    for arguments that are each in its own domain, but together out of that of this quantity.
    `seconds` is about what a point of 30 digits takes on one core.
    """

    name: str
    meaning: str
    parameters: Mapping[str, str | None]
    closed: Route
    quadrature: Route
    routes: tuple[str, str]
    conventions: str = "rates in units of Delta, the gap amplitude of this very state; hbar = 1"
    of_the_gap: bool = True
    domain: Callable[[Arguments], None] = lambda _: None
    seconds: Callable[[Arguments], float] = lambda _: 0.002

    def __post_init__(self) -> None:
        unknown = self.parameters.keys() - PARAMETERS.keys()
        if unknown:
            raise ValueError(f"quantity {self.name}: no row in PARAMETERS for {sorted(unknown)}")

    def check(self, arguments: Arguments) -> None:
        """Raise `ArgumentError` unless the arguments are those of this quantity, in its domain.

        It costs little: what only a computation can tell is left to the routes.
        """
        for name in self.parameters:
            if name not in arguments:
                raise ArgumentError(name, f"be given for {self.name}", "missing")
        for name, value in arguments.items():
            if name not in self.parameters:
                rule = f"be one of {', '.join(self.parameters)} for {self.name}"
                raise ArgumentError("parameter", rule, name)
            if value is not None:
                PARAMETERS[name].check(value)
            elif self.parameters[name] != NO_CUTOFF:
                raise ArgumentError(name, f"be finite for {self.name}", NO_CUTOFF)
        self.domain(arguments)


def _value(arguments: Arguments, name: str) -> fmpq:
    value = arguments[name]
    assert value is not None  # `check` lets only a cutoff be infinite that may be
    return value


def _state(arguments: Arguments) -> State:
    rate_s, rate_u = _value(arguments, "rate_s"), _value(arguments, "rate_u")
    return State(rate_s, (rate_s - rate_u) / 2)


def _alpha(arguments: Arguments) -> fmpq:
    return _value(arguments, "rate_s")


def _far(X: fmpq | None) -> float:
    """Estimate the seconds of the quadrature over the energy up to a cutoff."""
    reach = 0.0 if X is None else (X.p.bit_length() - X.q.bit_length()) * 0.7
    return 0.01 + 3e-4 * reach * reach


def _warm(arguments: Arguments) -> float:
    """Estimate the seconds of a ray integral and a Matsubara sum."""
    return 2.0 + 1e-3 * float(_terms(arguments))


def _terms(arguments: Arguments) -> arb:
    """Return how many terms the sum takes; refuse too many."""
    radius = expansion_radius(_state(arguments), _value(arguments, "x"))
    return terms_needed(radius, arb(_value(arguments, "T")))


def _check_warm(arguments: Arguments) -> None:
    finite_temperature.check_temperature(_value(arguments, "T"))
    _terms(arguments)


def _check_mode(arguments: Arguments) -> None:
    cutoff.check_mode(_state(arguments))
    cutoff.check_cutoff(arguments["cutoff"])


def _inverse_gap(lam: fmpq) -> fmpq:
    """Return about omega_D/Delta of a clean superconductor, a power of two."""
    return fmpq(2) ** int(float(1 / arb(lam)) / math.log(2))


IMPURITIES = {"rate_s": "0", "rate_u": "0"}


def _pseudospin(name: str, meaning: str) -> TableQuantity:
    return TableQuantity(
        name,
        meaning,
        {"x": None, **IMPURITIES},
        lambda a: pseudospins.pseudospins_closed(_state(a), _value(a, "x"))[name],
        lambda a: pseudospins.pseudospins_quadrature(_state(a), _value(a, "x"))[name],
        ("closed form", "quadrature of Eq. (12) over phi, sin(phi) = 1/R"),
    )


def _thermal(name: str, meaning: str) -> TableQuantity:
    return TableQuantity(
        f"{name}-thermal",
        meaning,
        {"x": None, "T": None, **IMPURITIES},
        lambda a: finite_temperature.pseudospins_ray(_state(a), _value(a, "x"), _value(a, "T"))[
            name
        ],
        lambda a: finite_temperature.pseudospins_matsubara(
            _state(a), _value(a, "x"), _value(a, "T")
        )[name],
        ("closed form at T = 0 plus a ray integral", "Matsubara sum with a proven tail"),
        "T and rates in units of Delta(T), the gap amplitude at that temperature",
        domain=_check_warm,
        seconds=_warm,
    )


def _of_alpha(
    name: str,
    meaning: str,
    closed: Callable[[fmpq], arb],
    other: Callable[[fmpq], arb],
    routes: tuple[str, str],
    domain: Callable[[fmpq], None] = lambda _: None,
) -> TableQuantity:
    return TableQuantity(
        name,
        meaning,
        {"rate_s": "0"},
        lambda a: closed(_alpha(a)),
        lambda a: other(_alpha(a)),
        routes,
        domain=lambda a: domain(_alpha(a)),
    )


_ALL = (
    _pseudospin("Sx", "S^x in equilibrium at T = 0"),
    _pseudospin("Sz", "S^z in equilibrium at T = 0"),
    _pseudospin("norm", "|S| in equilibrium at T = 0"),
    _pseudospin("w", "w of the identity after Eq. (12)"),
    _pseudospin("W", "W of Eq. (9), 2 w"),
    _thermal("Sx", "S^x in equilibrium at temperature T"),
    _thermal("Sz", "S^z in equilibrium at temperature T"),
    _thermal("W", "W of Eq. (9) at temperature T"),
    _of_alpha(
        "gap-edge",
        "Delta_th/Delta, threshold of single-particle excitations",
        thermodynamics.gap_edge_closed,
        thermodynamics.gap_edge_root,
        ("closed form", "root isolation of the discriminant"),
    ),
    TableQuantity(
        "gap-ratio",
        "Delta/Delta_clean at T = 0, infinite cutoff",
        {"rate_s": None},
        lambda a: thermodynamics.gap_ratio_closed(_value(a, "rate_s")),
        lambda a: thermodynamics.gap_ratio_quadrature(_value(a, "rate_s")),
        ("Lambert W, or root of the closed gap equation", "root of the gap equation by quadrature"),
        "rate_s in units of Delta_clean, the clean gap at T = 0 and equal coupling",
        of_the_gap=False,
        domain=lambda a: thermodynamics.check_rate(_value(a, "rate_s")),
    ),
    TableQuantity(
        "gap-ratio-thermal",
        "Delta(T)/Delta_clean(0), infinite cutoff; 0 for T >= T_c",
        {"rate_s": None, "T": None},
        lambda a: finite_temperature.gap_ray(_value(a, "rate_s"), _value(a, "T")),
        lambda a: finite_temperature.gap_matsubara(_value(a, "rate_s"), _value(a, "T")),
        (
            "root: closed form at T = 0 plus a ray integral",
            "root: Matsubara sum with a proven tail",
        ),
        "rate_s and T in units of Delta_clean, the clean gap at T = 0 and equal coupling",
        of_the_gap=False,
        seconds=lambda _: 3.0,
    ),
    TableQuantity(
        "Tc-ratio",
        "T_c/T_c0, transition temperature over the clean one",
        {"rate_s": None},
        lambda a: thermodynamics.tc_ratio_closed(_value(a, "rate_s")),
        lambda a: thermodynamics.tc_ratio_quadrature(_value(a, "rate_s")),
        ("root with the digamma function", "root with the digamma difference by quadrature"),
        "rate_s in units of T_c0 (Boltzmann's constant 1)",
        of_the_gap=False,
        domain=lambda a: thermodynamics.check_subcritical(_value(a, "rate_s")),
        seconds=lambda _: 0.1,
    ),
    TableQuantity(
        "coupling",
        "lambda of Eq. (10) for the gap Delta at cutoff omega_D",
        {"cutoff": None, **IMPURITIES},
        lambda a: cutoff.coupling_closed(_state(a), _value(a, "cutoff")),
        lambda a: cutoff.coupling_quadrature(_state(a), _value(a, "cutoff")),
        ("quadrature over energy of the closed form", "quadrature over angle of the definition"),
        domain=lambda a: cutoff.check_cutoff(a["cutoff"]),
        seconds=lambda a: _far(a["cutoff"]),
    ),
    TableQuantity(
        "gap",
        "Delta/omega_D for a coupling, inverse of `coupling`",
        {"lam": None, "rate_s": "0", "rate_u": "0"},
        lambda a: cutoff.gap_closed(_value(a, "lam"), _value(a, "rate_s"), _value(a, "rate_u")),
        lambda a: cutoff.gap_quadrature(_value(a, "lam"), _value(a, "rate_s"), _value(a, "rate_u")),
        ("root: quadrature over energy of the closed form", "root: quadrature over angle"),
        "rate_s and rate_u in units of omega_D",
        of_the_gap=False,
        domain=lambda a: cutoff.check_coupling(_value(a, "lam")),
        seconds=lambda a: 20 * _far(_inverse_gap(_value(a, "lam"))),
    ),
    TableQuantity(
        "omega-H",
        "omega_H/Delta, pole of Eq. (9) linearised with static sources",
        {"rate_s": "0", "rate_u": "0", "cutoff": "inf"},
        lambda a: cutoff.mode_closed(_state(a), a["cutoff"]),
        lambda a: cutoff.mode_quadrature(_state(a), a["cutoff"]),
        (
            "2 sqrt(1 - z^2), or root with the closed form of S",
            "root of the pole condition by quadrature over angle",
        ),
        domain=_check_mode,
        seconds=lambda a: 20 * _far(a["cutoff"]),
    ),
    TableQuantity(
        "dos",
        "N(E)/N_0, density of states",
        {"E": None, "rate_s": "0"},
        lambda a: density_of_states.dos_closed(_value(a, "E"), _alpha(a)),
        lambda a: density_of_states.dos_root(_value(a, "E"), _alpha(a)),
        ("radicals", "root isolation of the quartic"),
        domain=lambda a: density_of_states.check_energy(_value(a, "E"), _alpha(a)),
    ),
    _of_alpha(
        "dos-edge",
        "C in N(E)/N_0 = C sqrt((E - Delta_th)/Delta) just above the threshold",
        density_of_states.edge_coefficient_closed,
        density_of_states.edge_coefficient_root,
        ("closed form", "series about the isolated maximum"),
        density_of_states.check_gapped,
    ),
)

QUANTITIES: Mapping[str, TableQuantity] = {quantity.name: quantity for quantity in _ALL}
if len(QUANTITIES) < len(_ALL):
    raise ValueError("two certified quantities have one name")
if idle := PARAMETERS.keys() - {name for one in _ALL for name in one.parameters}:
    raise ValueError(f"no certified quantity has the parameters {sorted(idle)}")


def quantity(name: str) -> TableQuantity:
    """Return the quantity of this name, or raise `ArgumentError` that lists the names."""
    return QUANTITIES[one_of("quantity", name, QUANTITIES)]
