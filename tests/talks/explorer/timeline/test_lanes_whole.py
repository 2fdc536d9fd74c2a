"""The lanes of the whole record are those of a slow and obvious placing."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talks.explorer.timeline.lanes import lanes_of
from talks.models import THING_TYPES
from tests.records import ask, questions, select_by
from tests.talks.explorer.timeline import placing
from tests.talks.explorer.timeline.drawing import items_of, lanes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]


@settings(max_examples=40)
@given(question=questions(), by=st.sampled_from(("track", "venue", "actor")))
def test_lanes_are_those_of_a_slow_and_obvious_placing(question, by):
    # The lanes of chosen actors are tested below, and a day of knowledge in test_knowledge.py.
    for name in ("actor", "direction", "as_of", "lanes"):
        question.pop(name, None)
    items = items_of(ask(**question))

    assert lanes(by, items, **question) == placing.lanes_of(by, items)


@settings(max_examples=15)
@given(question=questions())
def test_a_lane_counts_its_things(question):
    selection = select_by(**question)
    for lane, numbers in lanes_of(selection):
        things = [selection.catalogue.thing(number)[0] for number in numbers]
        assert lane.counts == tuple(things.count(model) for model in THING_TYPES)


def test_each_lane_has_a_key_of_its_own_that_an_address_can_hold():
    for by in ("track", "venue", "actor"):
        keys = [lane.key for lane, _ in lanes_of(select_by(lanes=by))]
        assert len(set(keys)) == len(keys)
        assert all(re.fullmatch(r"[-\w]{1,80}", key, re.ASCII) for key in keys)
