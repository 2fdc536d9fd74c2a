"""Actors and their relations: constraints, keys, order, and who counts for whom."""

import pytest

from actors.models import Actor, ActorKind, Relation, RelationKind
from tests.breaking import (
    Break,
    assert_refused_by_the_database,
    assert_reported_at_its_field,
    constraints_of,
)
from tests.factories import make_actor, make_relation

pytestmark = pytest.mark.django_db


# Constraints -----------------------------------------------------------------------------------


def a_relation(**fields: object) -> Relation:
    both = {"subject": make_actor(), "object": make_actor()}
    return Relation(**both | {"kind": RelationKind.BACKS} | fields)


def repeat_relation() -> Relation:
    first = make_relation(start="2015")
    return Relation(subject=first.subject, object=first.object, kind=first.kind, start="2015")


def to_itself() -> Relation:
    actor = make_actor()
    return Relation(subject=actor, object=actor, kind=RelationKind.OPPOSES)


BREAKS = [
    Break(
        "Actor.slug",
        lambda: Actor(slug=make_actor().slug, name="A", kind="state"),
        "slug",
        "already exists",
    ),
    Break(
        "actor_is_of_a_known_kind",
        lambda: Actor(slug="ghost", name="Ghost", kind="ghost"),
        "kind",
        "is not a valid choice",
    ),
    Break("relation_is_told_once", repeat_relation, "start", "give another start"),
    Break("relation_is_not_to_itself", to_itself, "object", "no relation to itself"),
    Break(
        "relation_ends_after_it_starts",
        lambda: a_relation(start="2018", end="2017"),
        "end",
        "ends before it starts",
    ),
    Break(
        "relation_is_of_a_known_kind",
        lambda: a_relation(kind="likes"),
        "kind",
        "is not a valid choice",
    ),
    Break(
        "relation_has_a_known_confidence",
        lambda: a_relation(confidence="sure"),
        "confidence",
        "is not a valid choice",
    ),
    Break(
        "relation_first_seen_has_a_start",
        lambda: a_relation(start_is_sighting=True),
        "start",
        "needs a start",
    ),
    Break(
        "relation_last_seen_has_an_end",
        lambda: a_relation(end_is_sighting=True),
        "end",
        "needs an end",
    ),
]


@pytest.mark.parametrize("broken", BREAKS, ids=str)
def test_the_database_itself_refuses(broken):
    assert_refused_by_the_database(broken)


@pytest.mark.parametrize("broken", BREAKS, ids=str)
def test_a_form_reports_the_error_at_the_field_to_correct(broken):
    assert_reported_at_its_field(broken)


def test_every_constraint_is_broken_here():
    assert {broken.constraint for broken in BREAKS} == constraints_of("actors")


def test_two_actors_may_have_relations_of_another_time_kind_or_direction():
    first = make_relation(start="2015")
    for row in (
        Relation(subject=first.subject, object=first.object, kind=first.kind, start="2016"),
        Relation(subject=first.subject, object=first.object, kind="opposes", start="2015"),
        Relation(subject=first.object, object=first.subject, kind=first.kind, start="2015"),
    ):
        row.full_clean()
        row.save()

    assert Relation.objects.count() == 4


# Keys, order, names ----------------------------------------------------------------------------


def test_rows_are_found_by_their_natural_keys():
    actors = [make_actor() for _ in range(2)]
    pairs = {"subject": actors[0], "object": actors[1]}
    relations = [
        make_relation(**pairs, start="2015"),
        make_relation(**pairs, start=""),
        make_relation(**pairs, kind=RelationKind.OPPOSES),
        make_relation(subject=actors[1], object=actors[0]),
    ]

    for rows in (actors, relations):
        manager = type(rows[0])._default_manager
        assert [manager.get_by_natural_key(*row.natural_key()) for row in rows] == rows


def test_actors_are_ordered_by_kind_and_then_by_name():
    for kind in reversed(ActorKind.values):
        for slug in ("b", "a"):
            make_actor(slug=f"{kind}-{slug}", kind=kind)

    assert [actor.slug for actor in Actor.objects.in_reading_order()] == [
        f"{kind}-{slug}" for kind in ActorKind.values for slug in ("a", "b")
    ]


def test_relations_of_a_page_are_ordered_by_kind_and_names_without_a_query_for_each(
    django_assert_num_queries,
):
    a, b, c = (make_actor(slug=slug) for slug in "abc")
    rows = [
        make_relation(subject=b, object=c, kind="opposes"),
        make_relation(subject=b, object=a),
        make_relation(subject=a, object=c),
        make_relation(subject=a, object=b),
    ]

    with django_assert_num_queries(2):  # relations; their citations
        lines = [f"{row} {list(row.citations.all())}" for row in Relation.objects.for_page()]
    assert lines == ["A backs B []", "A backs C []", "B backs A []", "B opposes C []"]
    assert set(Relation.objects.for_page()) == set(rows)


def test_a_relation_gives_its_time_if_it_has_one():
    assert Relation(start="2015", end="2016").dates_in_words == "2015 to 2016"
    assert Relation().dates_in_words == ""
    sighting = Relation(start="2015", start_is_sighting=True, end="2016", end_is_sighting=True)
    assert sighting.dates_in_words == "first seen 2015, last seen 2016"
    sighting.end_is_sighting = False
    assert sighting.dates_in_words == "first seen 2015, to 2016"
