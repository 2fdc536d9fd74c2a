"""The list beneath the timeline: all that is left, once, in one order, page by page."""

from dataclasses import replace
from itertools import pairwise
from typing import Any
from unittest import mock

import pytest
from django.core.paginator import Page
from hypothesis import example, given, settings
from hypothesis import strategies as st

from talks import facets, listing, selections
from talks.filters import Filter
from talks.models import OutcomeDocument, Round, Statement
from tests.factories import make_round, make_statement, make_track
from tests.talks.records import asked, questions, undone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]


def page(question: Filter, number: int = 1) -> Page[Any]:
    return listing.page(replace(question, page=number), total=facets.totals(question).total)


def all_pages(question: Filter) -> list[Page[Any]]:
    first = page(question)
    return [first, *(page(question, n) for n in list(first.paginator.page_range)[1:])]


@settings(max_examples=40)
@given(question=questions(), size=st.integers(6, 60))
@example({}, 7)
@example({"venue": "astana", "actor": "israel"}, 7)
def test_the_pages_hold_all_that_is_left_once_each(question, size):
    whole = asked(**question)
    with mock.patch.object(listing, "PAGE_SIZE", size):
        pages = all_pages(whole)

    listed = [(type(row), row.pk) for one in pages for row in one.object_list]
    left = [(type(row), row.pk) for _, rows in selections.things(whole) for row in rows]
    assert len(listed) == len(left)
    assert set(listed) == set(left)
    assert all(len(one.object_list) == size for one in pages[:-1])
    assert pages[0].paginator.count == len(left)


def place(row: Any) -> tuple[Any, ...]:
    """Return its place in the list: by day, on a day rounds first, in their tracks' order."""
    day = (row.earliest is None, row.earliest or 0)
    if isinstance(row, Round):
        return *day, 0, row.track.position, row.ordinal, row.pk
    return *day, 1 if isinstance(row, Statement) else 2, row.pk


def test_the_dated_come_first_by_their_day_then_the_undated_in_their_order():
    rows = [row for one in all_pages(asked()) for row in one.object_list]

    assert all(place(one) <= place(other) for one, other in pairwise(rows))
    assert any(one.earliest is None for one in rows) and rows[0].earliest


@settings(max_examples=20)
@given(question=questions())
def test_each_kind_stands_in_the_order_of_the_timeline(question):
    question.pop("as_of", None)
    whole = asked(**question)
    rows = [row for one in all_pages(whole) for row in one.object_list]

    for model, selected in selections.things(whole):
        assert [row for row in rows if isinstance(row, model)] == list(selected.in_time_order())


@pytest.mark.parametrize("number", [3, 4, 999_999])
def test_beyond_the_last_page_is_the_last(number):
    with undone():
        Statement.objects.all().delete()
        OutcomeDocument.objects.all().delete()
        whole = asked(track=["geneva", "astana"])
        with mock.patch.object(listing, "PAGE_SIZE", 9):
            found = page(whole, number)

    assert (found.number, found.start_index(), found.end_index()) == (3, 19, 21)
    assert [str(row) for row in found.object_list] == ["Astana 10", "Astana 11", "Astana 12"]


def test_a_page_holds_fifty():
    found = page(asked())

    assert len(found.object_list) == 50
    assert found.has_next()


def test_where_nothing_is_left_there_is_one_empty_page():
    found = page(asked(venue="astana", actor="israel"))

    assert (found.paginator.num_pages, list(found.object_list)) == (1, [])


def test_on_the_same_day_rounds_come_before_what_was_said():
    with undone():
        track = make_track(slug="lake")
        statement = make_statement(date="1950-01-01")
        late = make_round(track=track, start="1950-01-01", ordinal=2)
        early = make_round(track=track, start="1950-01-01", ordinal=1)
        found = page(asked(until="1950")).object_list

    assert [row for row in found if row.earliest] == [early, late, statement]
