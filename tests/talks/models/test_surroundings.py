"""What was said before a round, at it and after it: whose days decide, and what is vague."""

from typing import Any

import pytest
from django.test import Client

from talks.models import Excerpt, read_surroundings
from tests.factories import (
    make_citation,
    make_document,
    make_round,
    make_source,
    make_statement,
    make_track,
)
from tests.pages import Page

pytestmark = pytest.mark.django_db

SUMMARIES = {  # summary: day
    "Too early.": "2017-01-24",
    "In the run-up.": "2017-02-01",
    "Perhaps in the run-up.": "2017-02",
    "On the day.": "2017-02-16",
    "Some year.": "2017",
    "The day after.": "2017-02-17",
    "Too late.": "2017-03-14",
    "No date.": "",
}


@pytest.fixture
def lake() -> Any:
    """The second of three rounds of a track, with statements around it and a document at it."""
    track = make_track(slug="lake")
    make_round(track=track, start="2017-01-23", end="2017-01-24")
    round = make_round(track=track, start="2017-02-16")
    make_round(track=track, start="2017-03-14")
    make_round(track=track, start="2017-02-10", status="postponed")
    elsewhere = make_round(start="2017-02-16")
    for summary, date in SUMMARIES.items():
        make_statement(summary=summary, date=date)
    make_statement(summary="Tied to it.", date="2018", round=round)
    make_statement(summary="Elsewhere, that day.", date="2017-02-16", round=elsewhere)
    make_document(title="A paper.", date="2017-02-17", round=round)
    return round


def read_all(round: Any, limit: int = 50) -> dict[str, list[str]]:
    excerpts: list[Excerpt] = [
        section.take(limit, lambda rows: rows)
        for section in read_surroundings(round, lambda model: model._default_manager.all())
    ]
    return {
        one.section.name: [
            getattr(thing, "summary", "") or thing.title
            for thing in one.things
            if not getattr(thing, "is_possible", False)
        ]
        + [f"({thing.summary})" for thing in one.things if getattr(thing, "is_possible", False)]
        for one in excerpts
    }


def test_days_decide_what_was_said_before_and_after_and_vague_days_are_possible(lake):
    assert read_all(lake) == {
        "before": ["In the run-up.", "(Some year.)", "(Perhaps in the run-up.)"],
        "at": ["On the day.", "A paper.", "Tied to it."],
        "after": ["The day after.", "(Some year.)", "(Perhaps in the run-up.)"],
    }


def test_the_nearest_come_first_where_not_all_are_read(lake):
    make_statement(summary="The eve.", date="2017-02-15")

    assert read_all(lake, 1)["before"] == ["The eve."]
    assert read_all(lake, 1)["after"] == ["The day after."]


def test_a_round_without_a_date_has_what_is_tied_to_it_alone(lake):
    lake.start = ""
    lake.save()

    assert read_all(lake) == {"at": ["A paper.", "Tied to it."]}


def test_the_page_of_a_round_says_since_and_until_which_round(lake):
    page = Page(Client().get(lake.get_absolute_url()))
    before = page.all("section", "around")[0]

    assert page.text(before).startswith("Said and agreed before it Since Lake 1")
    assert ("/?since=2017-01-25&until=2017-02-15", "These days in the timeline") in page.links(
        before
    )
    assert "possible" in page.text(before)


def test_the_panel_shows_as_of_a_day_what_was_known_then(lake):
    old, new = make_source(published="2017-02-20"), make_source(published="2020")
    make_citation(round=lake, source=old, supports=["start", "status"])
    for statement in lake.statements.model.objects.filter(
        summary__in=["On the day.", "In the run-up."]
    ):
        is_old = statement.summary == "On the day."
        make_citation(statement=statement, source=old if is_old else new, supports=["date"])
    address = f"/?open=rounds/{lake.slug}"
    [today, then] = [
        Page(Client().get(f"{address}{more}")).text() for more in ("", "&as_of=2017-02-28")
    ]

    assert "In the run-up." in today.partition("Said and agreed before it")[2]
    assert "In the run-up." not in then
    assert "On the day." in then.partition("Said and agreed at it")[2]
