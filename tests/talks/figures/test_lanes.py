"""The lanes: which there are, in which order, and what stands in each."""

import re

import pytest

from talks.figures import Lane, lanes_of
from talks.figures.lanes import MOST_ACTORS, NO_ROUND, NO_VENUE, OTHERS
from talks.models import OutcomeDocument, Round, Statement
from tests.factories import (
    make_actor,
    make_document,
    make_participation,
    make_round,
    make_statement,
    make_track,
    make_venue,
)

pytestmark = pytest.mark.django_db


def test_by_track_each_has_a_lane_in_the_order_of_positions_and_the_rest_the_last():
    low, top = (
        make_track(slug="low", position=2, tone=3),
        make_track(slug="top", position=1, tone=4),
    )
    items = [
        make_statement(),
        make_round(track=low),
        make_round(track=top),
        make_statement(round=make_round(track=low)),
        make_document(round=make_round(track=top)),
        make_document(),
    ]

    assert lanes_of("track", items) == (
        [Lane("top", "Top", 4), Lane("low", "Low", 3), NO_ROUND],
        [[2], [1], [0], [1], [0], [2]],
    )


def test_by_venue_cities_come_by_name_then_what_has_none():
    bern, aden = make_venue(slug="bern"), make_venue(slug="aden")
    items = [
        make_round(venue=bern),
        make_round(),
        make_statement(round=make_round(venue=aden)),
        make_statement(),
    ]

    assert lanes_of("venue", items) == (
        [Lane("aden", "Aden"), Lane("bern", "Bern"), NO_VENUE, NO_ROUND],
        [[1], [2], [0], [3]],
    )


def test_by_actor_an_item_stands_in_the_lane_of_each_who_has_a_part():
    a, b = make_actor(slug="a"), make_actor(slug="b")
    round = make_round(participants=(a, b))
    make_participation(round=round, actor=a, role="host")
    items = [
        round,
        make_statement(speaker=a),
        make_statement(speaker=b, on_behalf_of=a),
        make_document(parties=(a,)),
    ]

    assert lanes_of("actor", items) == (
        [Lane("a", "A"), Lane("b", "B")],
        [[0, 1], [0], [0, 1], [0]],
    )


def test_by_actor_those_with_the_most_items_have_lanes_and_the_rest_share_one():
    actors = [make_actor(slug=f"a-{n}") for n in range(MOST_ACTORS + 3)]
    items = [make_statement(speaker=actor) for n, actor in enumerate(actors) for _ in range(n + 1)]
    lanes, placed = lanes_of("actor", [*items, make_round()])

    assert lanes == [*(Lane(f"a-{n}", f"A {n}") for n in range(MOST_ACTORS + 2, 2, -1)), OTHERS]
    assert placed[-1] == placed[0] == [MOST_ACTORS]
    assert placed[-2] == [0]


def test_by_actor_where_some_are_chosen_each_has_a_lane_with_those_who_count_for_it():
    un, envoy, russia = (make_actor(slug=slug) for slug in ("un", "envoy", "russia"))
    items = [
        make_statement(speaker=envoy),
        make_statement(speaker=un),
        make_round(participants=(envoy, russia)),
        make_statement(),
    ]
    chosen = [("United Nations", {un.pk, envoy.pk}), ("Russia", {russia.pk}), ("Iran", {10**6})]

    assert lanes_of("actor", items, chosen=chosen) == (
        [
            Lane("united-nations", "United Nations"),
            Lane("russia", "Russia"),
            Lane("iran", "Iran"),
            OTHERS,
        ],
        [[0], [0], [0, 1], [3]],
    )


def test_two_actors_of_one_name_have_a_lane_each():
    first, second = make_actor(slug="a", name="Moaz"), make_actor(slug="b", name="Moaz")
    items = [make_statement(speaker=first), make_statement(speaker=second)]

    assert lanes_of("actor", items) == ([Lane("a", "Moaz"), Lane("b", "Moaz")], [[0], [1]])
    _, placed = lanes_of("actor", items, chosen=[("Moaz", {first.pk}), ("Moaz", {second.pk})])
    assert placed == [[0], [1]]


@pytest.mark.parametrize("by", ["track", "venue", "actor"])
def test_where_nothing_is_left_there_is_no_lane(by):
    assert lanes_of(by, []) == ([], [])


def test_no_lane_is_empty_unless_it_was_chosen(record):
    items = [
        *Round.objects.for_marks().with_actors(),
        *Statement.objects.for_marks(),
        *OutcomeDocument.objects.for_marks().with_actors(),
    ]
    for by in ("track", "venue", "actor"):
        lanes, placed = lanes_of(by, items)
        assert {number for numbers in placed for number in numbers} == set(range(len(lanes)))


def test_each_lane_has_a_key_of_its_own_that_an_address_can_hold(record):
    items = [make_round(), make_statement(), make_round(venue=make_venue())]
    for by in ("track", "venue", "actor"):
        keys = [lane.key for lane in lanes_of(by, items)[0]]
        assert len(set(keys)) == len(keys)
        assert all(re.fullmatch(r"[-\w]{1,80}", key, re.ASCII) for key in keys)
