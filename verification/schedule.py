"""Which check to start next, so that no thread waits while there is work."""

from collections.abc import Collection, Iterable

from verification.claim import Claim


def starting_order(claims: tuple[Claim, ...]) -> list[Claim]:
    """Return `claims` in the order in which to start them, as far as they can be.

    First the slow ones and all they rely on, then those that cannot run side by side, which
    would be left to wait for one another at the end, then the others as they come.
    """
    uses = {claim.id: claim.uses for claim in claims}
    urgent: set[str] = set()
    reached = [claim.id for claim in claims if claim.slow]
    while reached:
        name = reached.pop()
        if name not in urgent:
            urgent.add(name)
            reached.extend(uses.get(name, ()))
    return sorted(claims, key=lambda claim: (claim.id not in urgent, not claim.exclusive))


def next_claim(
    waiting: Iterable[Claim],
    unfinished: Collection[str],
    running: Collection[Claim],
    *,
    compiling: bool = False,
) -> Claim | None:
    """Return the first of `waiting` that may start beside `running`, or None.

    It may if nothing it uses is among the ids `unfinished` and nothing it needs for itself is
    taken; while kernels are `compiling`, only if it runs none.
    """
    taken = {claim.exclusive for claim in running if claim.exclusive}
    for claim in waiting:
        if compiling and claim.compiled:
            continue
        if claim.exclusive not in taken and not any(name in unfinished for name in claim.uses):
            return claim
    return None
