"""Every argument of every public function, given what it does not mean.

A number in another type must give what the double gives, to the bit; anything else is refused in
one line that names the argument. No other exception, no warning, no cast in silence.
"""

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.campaigns.calls import Call, Case, cases, judge
from tests.campaigns.film_calls import QUICK as FILMS
from tests.campaigns.foreign_calls import QUICK as FOREIGN
from tests.campaigns.quench_calls import QUICK as OWN
from tests.campaigns.quench_calls import WORKING

QUICK = (*OWN, *FOREIGN, *FILMS)
SOME, MANY = 200, 20_000  # pairs of odd values in two arguments of one call


def _name(call: Call) -> str:
    return call.name


def _pairs(call: Call, count: int) -> Iterator[Case]:
    """Yield cases in which a second argument is odd as well, with a fixed seed."""
    rng = random.Random(7)
    every = list(cases(call))
    for _ in range(count):
        one, other = rng.sample(every, 2)
        if one.argument == other.argument:
            continue
        changed = replace(call, arguments={**call.arguments, one.argument: one.make})
        yield Case(changed, other.argument, f"{other.label}, {one.id}", other.make)


def _judged(several: list[Case]) -> None:
    wrong = []
    for case in several:
        try:
            judge(case)
        except AssertionError as error:
            wrong.append(str(error))
    assert not wrong, f"{len(wrong)} of {len(several)}:\n" + "\n".join(wrong)


@pytest.mark.parametrize("call", QUICK, ids=_name)
def test_odd_values_are_right_or_refused(call: Call) -> None:
    _judged(list(cases(call)))


@pytest.mark.slow
@pytest.mark.parametrize("call", WORKING, ids=_name)
def test_odd_values_of_what_works_are_right_or_refused(call: Call) -> None:
    _judged(list(cases(call)))


TWO = pytest.mark.parametrize("call", [one for one in QUICK if len(one.arguments) > 1], ids=_name)


@TWO
def test_two_odd_values_are_right_or_refused(call: Call) -> None:
    _judged(list(_pairs(call, SOME)))


@pytest.mark.slow
@TWO
def test_many_pairs_of_odd_values_are_right_or_refused(call: Call) -> None:
    _judged(list(_pairs(call, MANY)))
