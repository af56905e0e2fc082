"""All claims, collected from an explicit list of modules and checked as a whole."""

from collections.abc import Iterable
from importlib import import_module

from higgs_sym.ground.errors import ArgumentError, HiggsError, meant, nearest
from higgs_sym.registry import formula
from verification.claim import Claim
from verification.figures.paper_figure import PaperFigure

# Modules with a tuple `CLAIMS`, in the order of the report.
CLAIM_MODULES: tuple[str, ...] = (
    "verification.claims.equilibrium",
    "verification.claims.conservation",
    "verification.claims.volkov_kogan",
    "verification.claims.clean_steady_states",
    "verification.claims.clean_phase_three",
    "verification.claims.clean_phases",
    "verification.claims.figure_2",
    "verification.claims.figure_3",
    "verification.claims.amplitude_mode",
    "verification.claims.exact_response",
    "verification.claims.exact_decay",
    "verification.claims.thz_peak",
    "verification.claims.momentum",
    "verification.claims.currents",
    "verification.claims.closure_validity",
    "verification.claims.brute_force",
    "verification.claims.exact_quench",
    "verification.claims.exact_quench_samples",
    "verification.claims.closure_autopsy",
    "verification.claims.diagrams",
    "verification.claims.derivations",
)

# Modules with a tuple `FIGURES`, in the order of the report.
FIGURE_MODULES: tuple[str, ...] = ("verification.figures.redrawn",)


class RegistryError(HiggsError):
    """The claims contradict each other; a fault of this program, not of its user."""


def claims() -> tuple[Claim, ...]:
    """Return every claim in an order in which each follows what it uses.

    Raises
    ------
    RegistryError
        for a repeated id, an unknown id in `uses` or `formulas`, or claims that use each other
        in a circle.
    """
    return ordered(claim for name in CLAIM_MODULES for claim in import_module(name).CLAIMS)


def claim_ids() -> tuple[str, ...]:
    """Return the ids of all claims."""
    return tuple(one.id for one in claims())


def figures() -> tuple[PaperFigure, ...]:
    """Return the reproduced figures of the paper."""
    return tuple(one for name in FIGURE_MODULES for one in import_module(name).FIGURES)


def ordered(found: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return `found` with every claim behind those it uses, otherwise in the given order."""
    by_id: dict[str, Claim] = {}
    for claim in found:
        if claim.id in by_id:
            raise RegistryError(f"Two claims have the id `{claim.id}`")
        by_id[claim.id] = claim
    for claim in by_id.values():
        for needed in claim.uses:
            if needed not in by_id:
                raise RegistryError(f"Claim `{claim.id}` uses `{needed}`, which does not exist")
        for name in claim.formulas:
            _require_formula(name, claim)

    done: dict[str, Claim] = {}

    def visit(claim: Claim, path: tuple[str, ...]) -> None:
        if claim.id in path:
            circle = " -> ".join((*path[path.index(claim.id) :], claim.id))
            raise RegistryError(f"Claims use each other in a circle: {circle}")
        if claim.id not in done:
            for needed in claim.uses:
                visit(by_id[needed], (*path, claim.id))
            done[claim.id] = claim

    for claim in by_id.values():
        visit(claim, ())
    return tuple(done.values())


def _require_formula(name: str, claim: Claim) -> None:
    try:
        formula(name)
    except ArgumentError as error:
        raise RegistryError(f"Claim `{claim.id}` names a formula: {error}") from None


def select(found: tuple[Claim, ...], ids: Iterable[str]) -> tuple[Claim, ...]:
    """Return the claims named by `ids` and all they use, in the order of `found`.

    Raises
    ------
    ArgumentError
        for an unknown id; the message names the nearest ones.
    """
    by_id = {claim.id: claim for claim in found}
    wanted: set[str] = set()
    waiting = list(ids)
    while waiting:
        name = waiting.pop()
        if name not in by_id:
            hint = meant(nearest(name, by_id))
            rule = "be an id that `higgs verify --list` shows"
            raise ArgumentError("--claim", rule, f"{name!r} ({hint})" if hint else repr(name))
        if name not in wanted:
            wanted.add(name)
            waiting.extend(by_id[name].uses)
    return tuple(claim for claim in found if claim.id in wanted)
