"""Circles: who counts for whom, and when."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.circles import ANY_TIME, make_circles
from actors.models import Relation, RelationKind
from record.dates import Bounds
from tests.factories import make_actor, make_relation

DAYS = [dt.date(2017, 1, day) for day in range(1, 9)]
SPANS = st.tuples(st.none() | st.sampled_from(DAYS), st.none() | st.sampled_from(DAYS)).map(
    lambda days: Bounds(*(days if None in days else sorted(days)))
)


def spans_by_member(group):
    circle = Relation.objects.circles()[group.pk]
    return {key: [tuple(map(str, span)) for span in spans] for key, spans in circle.items()}


@pytest.mark.django_db
def test_only_members_and_office_holders_belong_to_an_actor():
    group = make_actor()
    counted = {
        kind: make_relation(object=group, kind=kind).subject_id for kind in RelationKind.values
    }

    assert Relation.objects.circles()[group.pk].keys() == {
        group.pk, counted["member-of"], counted["office-of"],
    }  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("start", "end", "span"),
    [
        ("", "", ("None", "None")),
        ("2017-01-24", "", ("2017-01-24", "None")),
        ("", "2018", ("None", "2018-12-31")),
        ("2017-02", "2017-11-20", ("2017-02-01", "2017-11-20")),
        ("2017~", "2018~", ("2016-01-01", "2019-12-31")),
        ("2017-02/2017-05", "", ("2017-02-01", "2017-05-31")),
        ("2017/..", "", ("2017-01-01", "None")),
    ],
)
def test_a_relation_lasts_as_long_as_it_may_have_lasted(start, end, span):
    group, member = make_actor(), make_actor()
    make_relation(subject=member, object=group, kind="member-of", start=start, end=end)

    assert spans_by_member(group)[member.pk] == [span]


@pytest.mark.django_db
def test_a_relation_may_have_lasted_beyond_where_it_was_first_and_last_seen():
    group, member = make_actor(), make_actor()
    make_relation(
        subject=member, object=group, kind="member-of", start="2017", end="2018",
        start_is_sighting=True, end_is_sighting=True,
    )  # fmt: skip

    assert spans_by_member(group)[member.pk] == [("None", "None")]


@pytest.mark.django_db
def test_circles_take_one_query_however_deep(django_assert_num_queries):
    chain = [make_actor() for _ in range(8)]
    for member, group in pairwise(chain):
        make_relation(subject=member, object=group, kind=RelationKind.MEMBER_OF)

    with django_assert_num_queries(1):
        circles_by_actor = Relation.objects.circles()
    assert circles_by_actor == {
        actor.pk: {member.pk: [ANY_TIME] for member in chain[: depth + 1]}
        for depth, actor in enumerate(chain)
        if depth
    }


def test_a_chain_of_any_length_is_followed_to_its_end():
    length = 1500
    chain = [(member, member + 1, ANY_TIME) for member in reversed(range(length))]

    assert make_circles(chain)[length].keys() == set(range(length + 1))


def reach(group, memberships, day):
    """Return who belongs to a group on a day, step by step."""
    reached = {group}
    for _ in memberships:
        reached |= {
            member
            for member, other, (first, last) in memberships
            if other in reached and (first or day) <= day <= (last or day)
        }
    return reached


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(1, 6), SPANS), max_size=12))
def test_on_each_day_a_circle_is_who_can_be_reached_step_by_step_on_that_day(memberships):
    circles = make_circles(memberships)

    assert circles.keys() == {group for _, group, _ in memberships}
    for group, circle in circles.items():
        for day in DAYS:
            there = {
                member
                for member, spans in circle.items()
                if any((first or day) <= day <= (last or day) for first, last in spans)
            }
            assert there == reach(group, memberships, day)
