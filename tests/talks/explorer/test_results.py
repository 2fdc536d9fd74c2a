"""The list beneath the timeline: each selected thing once, in one order, page by page."""

from itertools import pairwise
from typing import Any
from unittest import mock

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from record.search import parse, relevance_by_key
from talks.explorer import results
from talks.explorer.catalogue import write_place
from talks.explorer.results import Page
from talks.models import THING_TYPES, OutcomeDocument, Round, Statement
from tests.factories import make_round, make_statement, make_track
from tests.records import ask, questions, rollback, rows_of, select_by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]


def rows_on(one: Page, part: str = "entries") -> list[Any]:
    return [entry.thing for entry in getattr(one, part)]


def read_all_pages(**question: Any) -> list[Page]:
    """Turn the pages one after the other, by where each says that the next begins."""
    pages = [results.read_page(select_by(**question))]
    while pages[-1].after:
        pages.append(results.read_page(select_by(**question, after=pages[-1].after)))
    return pages


@settings(max_examples=40)
@given(question=questions(), size=st.integers(6, 60), order=st.sampled_from(("time", "newest")))
@example({}, 7, "newest")
@example({"venue": "astana", "actor": "israel"}, 7, "time")
def test_the_pages_hold_each_thing_of_the_selection_once(question, size, order):
    with mock.patch.object(results, "PAGE_SIZE", size):
        pages = read_all_pages(**question, order=order)
        backwards = [pages[-1]]
        while backwards[-1].before:
            backwards.append(
                results.read_page(select_by(**question, order=order, before=backwards[-1].before))
            )

    keys_in_list = [(type(row), row.pk) for one in pages for row in rows_on(one)]
    selection = select_by(**question)
    in_list = selection.possible
    if selection.question.is_timed and selection.question.undated != "only":
        in_list = in_list - selection.catalogue.without_date
    matching_things = [selection.catalogue.thing(number) for number in in_list]
    assert len(keys_in_list) == len(matching_things)
    assert set(keys_in_list) == set(matching_things)
    assert all(len(one.entries) == size for one in pages[:-1])
    assert [one.start for one in pages] == [
        at * size + 1 if matching_things else 0 for at in range(len(pages))
    ]
    assert all(one.total == len(matching_things) for one in pages)
    assert [one.start for one in backwards] == [one.start for one in reversed(pages)]


def place(row: Any) -> tuple[Any, ...]:
    """Return its place in the list: by day, on a day rounds first, in their tracks' order."""
    day = (row.earliest is None, row.earliest or 0)
    if isinstance(row, Round):
        return *day, 0, row.track.position, row.ordinal, row.pk
    return *day, 1 if isinstance(row, Statement) else 2, row.pk


def test_dated_things_come_first_by_day_then_undated_things():
    rows = [row for one in read_all_pages() for row in rows_on(one)]

    assert all(place(one) <= place(other) for one, other in pairwise(rows))
    assert any(one.earliest is None for one in rows) and rows[0].earliest


def test_newest_first_keeps_undated_things_last():
    rows = [row for one in read_all_pages(order="newest") for row in rows_on(one)]
    dated = [row for row in rows if row.earliest]

    assert rows[: len(dated)] == dated
    assert all(place(one) >= place(other) for one, other in pairwise(dated))
    undated = rows[len(dated) :]
    assert all(place(one) <= place(other) for one, other in pairwise(undated))


@settings(max_examples=20)
@given(question=questions())
def test_each_thing_type_is_in_the_order_of_the_timeline(question):
    for name in ("as_of", "since", "until"):
        question.pop(name, None)
    rows = [row for one in read_all_pages(**question) for row in rows_on(one)]

    for model in THING_TYPES:
        rows_in_order = rows_of(select_by(**question), model).in_time_order()
        assert [row for row in rows if isinstance(row, model)] == list(rows_in_order)


def test_the_best_match_comes_first_across_pages():
    with rollback():
        for number in range(12):
            make_statement(summary=f"A truce{' and much besides' * (number % 5)}.", date="2012")
        make_statement(summary="Truce, truce, truce.", date="2013")
        with mock.patch.object(results, "PAGE_SIZE", 5):
            pages = read_all_pages(q="truce", order="relevance")
        relevance = relevance_by_key(Statement, parse("truce"))

    listed_keys = [row.pk for one in pages for row in rows_on(one)]
    assert rows_on(pages[0])[0].summary == "Truce, truce, truce."
    assert sorted(listed_keys) == sorted(relevance)
    assert [relevance[pk] for pk in listed_keys] == sorted(relevance.values(), reverse=True)


def test_without_words_the_order_is_that_of_time():
    assert ask(order="relevance").look.order == "time"


@pytest.mark.parametrize("order", ["time", "newest"])
def test_new_rows_do_not_move_the_pages_that_readers_turn(order):
    with rollback(), mock.patch.object(results, "PAGE_SIZE", 9):
        first = results.read_page(select_by(order=order))
        second = rows_on(results.read_page(select_by(order=order, after=first.after)))
        make_statement(date="1950-01-01" if order == "time" else "2090-01-01")
        again = rows_on(results.read_page(select_by(order=order, after=first.after)))

    assert again == second


def test_the_place_of_a_deleted_row_still_begins_a_page():
    with rollback(), mock.patch.object(results, "PAGE_SIZE", 3):
        first, *others = [make_statement(date=f"1950-01-0{day}") for day in range(1, 8)]
        until = {"until": "1950", "show": "statements"}
        place = write_place(select_by().catalogue.places[select_by(**until).possible.min()])
        first.delete()
        after, before = (
            results.read_page(select_by(**until, **{way: place})) for way in ("after", "before")
        )

    assert rows_on(after) == others[:3]
    assert rows_on(before) == others[:3]


@pytest.mark.parametrize("number", [3, 4, 999_999])
def test_a_number_beyond_the_last_page_shows_the_last(number):
    with rollback():
        Statement.objects.all().delete()
        OutcomeDocument.objects.all().delete()
        with mock.patch.object(results, "PAGE_SIZE", 9):
            last = results.read_page(select_by(track=["geneva", "astana"], page=number))

    assert (last.start, last.end, last.after) == (19, 21, "")
    assert [str(row) for row in rows_on(last)] == ["Astana 10", "Astana 11", "Astana 12"]


def test_a_page_holds_fifty():
    first = results.read_page(select_by())

    assert (len(first.entries), first.start, first.end) == (50, 1, 50)
    assert first.after and not first.before


def test_an_empty_selection_has_one_empty_page():
    empty = results.read_page(select_by(venue="astana", actor="israel"))

    assert (empty.start, empty.end, empty.total, empty.entries) == (0, -1, 0, [])


def test_rounds_come_before_statements_of_the_same_day():
    with rollback():
        track = make_track(slug="lake")
        statement = make_statement(date="1950-01-01")
        late = make_round(track=track, start="1950-01-01", ordinal=2)
        early = make_round(track=track, start="1950-01-01", ordinal=1)
        rows = rows_on(results.read_page(select_by(until="1950")))

    assert rows[:3] == [early, late, statement]


def test_a_period_lists_what_is_dated_in_it_then_what_may_be_and_apart_what_has_no_date():
    with rollback():
        track = make_track(slug="lake")
        dates = ("1950-03", "1949/1950", "1950-02-01", "", "../1950", "1950-12~")
        for number, date in enumerate(dates):
            make_round(track=track, start=date, slug=f"lake-{number}")
        period = {"since": "1950", "until": "1950", "track": "lake"}
        page, newest, without, alone = (
            results.read_page(select_by(**period, **more))
            for more in ({}, {"order": "newest"}, {"undated": "no"}, {"undated": "only"})
        )

    entries = [(entry.thing.slug[-1], entry.is_vague) for entry in page.entries]
    assert entries == [("2", False), ("0", False), ("1", True), ("5", True)]
    assert [row.slug for row in rows_on(page, "undated")] == ["lake-3", "lake-4"]
    assert [row.slug[-1] for row in rows_on(newest)] == ["0", "2", "5", "1"]
    assert (len(without.entries), without.undated_total) == (4, 0)
    assert {row.slug for row in rows_on(alone)} == {"lake-3", "lake-4"}
