from tests.verification.session_samples import claim
from verification.schedule import next_claim, starting_order


def ids(claims):
    return [one.id for one in claims]


def test_slow_checks_and_what_they_rely_on_start_first() -> None:
    claims = (
        claim("plain"),
        claim("base"),
        claim("middle", uses=("base",)),
        claim("alone", exclusive="cores"),
        claim("long", uses=("middle",), slow=True),
    )
    assert ids(starting_order(claims)) == ["base", "middle", "long", "alone", "plain"]


def test_what_is_used_is_finished_first() -> None:
    first, second = claim("first"), claim("second", uses=("first", "not-in-this-session"))
    assert next_claim([second, first], {"first", "second"}, ()) is first
    assert next_claim([second], {"first", "second"}, (first,)) is None
    assert next_claim([second], {"second"}, ()) is second


def test_exclusive_checks_do_not_run_side_by_side() -> None:
    one, other = claim("one", exclusive="mpmath"), claim("other", exclusive="mpmath")
    free = claim("free")
    assert next_claim([other, free], {"one", "other", "free"}, (one,)) is free
    assert next_claim([other], {"one", "other"}, (one,)) is None
    assert next_claim([other], {"other"}, (free,)) is other
