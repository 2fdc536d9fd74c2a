"""The lanes: which there are, in which order, and the things in each."""

import pytest

from talks.explorer.timeline.figure import Lane
from talks.explorer.timeline.lanes import MOST_ACTORS
from tests.factories import (
    make_actor,
    make_document,
    make_participation,
    make_relation,
    make_round,
    make_statement,
    make_track,
    make_venue,
)
from tests.talks.explorer.timeline.drawing import lanes
from tests.talks.explorer.timeline.placing import NO_ROUND, NO_VENUE, OTHERS

pytestmark = pytest.mark.django_db


def test_by_track_each_has_a_lane_in_the_order_of_positions_and_the_rest_the_last():
    low = make_track(slug="low", position=2, tone=3)
    top = make_track(slug="top", position=1, tone=4)
    items = [
        make_statement(),
        make_round(track=low),
        make_round(track=top),
        make_statement(round=make_round(track=low)),
        make_document(round=make_round(track=top)),
        make_document(),
    ]

    assert lanes("track", items) == (
        [Lane("top", "Top", 4), Lane("low", "Low", 3), NO_ROUND],
        [[2], [1], [0], [1], [0], [2]],
    )


def test_by_venue_lanes_are_by_city_then_things_without_venue():
    bern, aden = make_venue(slug="bern"), make_venue(slug="aden")
    items = [
        make_round(venue=bern),
        make_round(),
        make_statement(round=make_round(venue=aden)),
        make_statement(),
    ]

    assert lanes("venue", items) == (
        [Lane("aden", "Aden"), Lane("bern", "Bern"), NO_VENUE, NO_ROUND],
        [[1], [2], [0], [3]],
    )


def test_by_actor_a_thing_is_in_the_lane_of_each_of_its_actors():
    a, b, c = (make_actor(slug=slug) for slug in "abc")
    round = make_round(participants=(a, b))
    make_participation(round=round, actor=a, role="host")
    items = [
        round,
        make_statement(speaker=a, addressees=(c,)),
        make_statement(speaker=b, on_behalf_of=a),
        make_document(parties=(a,)),
    ]

    assert lanes("actor", items) == ([Lane("a", "A"), Lane("b", "B")], [[0, 1], [0], [0, 1], [0]])


def test_by_actor_those_with_the_most_items_have_lanes_and_the_rest_share_one():
    actors = [make_actor(slug=f"a-{n}") for n in range(MOST_ACTORS + 3)]
    items = [make_statement(speaker=actor) for n, actor in enumerate(actors) for _ in range(n + 1)]
    found_lanes, placed = lanes("actor", [*items, make_round()])

    assert found_lanes == [
        *(Lane(f"a-{n}", f"A {n}") for n in range(MOST_ACTORS + 2, 2, -1)),
        OTHERS,
    ]
    assert placed[-1] == placed[0] == [MOST_ACTORS]
    assert placed[-2] == [0]


def test_by_actor_a_lane_holds_what_the_circle_did_in_its_time_and_its_members_have_none():
    un, league = (make_actor(slug=slug, kind="organization") for slug in ("un", "league"))
    envoy = make_actor(slug="envoy", kind="person")
    states = [make_actor(slug=slug, kind="state") for slug in ("iran", "russia")]
    make_relation(subject=envoy, object=un, kind="office-of", start="2014", end="2018")
    for state in states:
        make_relation(subject=state, object=league, kind="member-of")
    items = [
        make_round(participants=(envoy, *states), start="2017-01-23"),
        make_statement(speaker=envoy, date="2016"),
        make_statement(speaker=envoy, date="2019"),
        make_statement(speaker=un),
        make_statement(speaker=un),
    ]

    assert lanes("actor", items) == (
        [Lane("un", "Un"), Lane("iran", "Iran"), Lane("russia", "Russia"), OTHERS],
        [[0, 1, 2], [0], [3], [0], [0]],
    )


def test_by_actor_each_chosen_actor_has_a_lane_with_its_members():
    un, envoy, russia, iran = (make_actor(slug=slug) for slug in ("un", "envoy", "russia", "iran"))
    make_relation(subject=envoy, object=un, kind="office-of")
    items = [
        make_statement(speaker=envoy),
        make_statement(speaker=un),
        make_round(participants=(envoy, russia)),
        make_statement(speaker=make_actor(), addressees=(envoy,)),
    ]
    chosen = {"actor": ["russia", "un", "iran"]}
    own_lanes = [Lane(one.slug, one.name) for one in (iran, russia, un)]

    assert lanes("actor", items, **chosen) == (own_lanes, [[2], [2], [1, 2], []])
    assert lanes("actor", items, **chosen, direction="to") == (own_lanes, [[], [], [], [2]])


@pytest.mark.parametrize("by", ["track", "venue", "actor"])
def test_an_empty_selection_has_no_lane(by):
    assert lanes(by, []) == ([], [])
