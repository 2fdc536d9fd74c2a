"""The record as of a day: what was known of a row. (test_selection.py tests which rows.)"""

from typing import Any

import pytest

from talks.explorer import facets, knowledge
from talks.explorer.things import read_thing
from talks.models import Nature, Round
from tests.factories import (
    make_actor,
    make_citation,
    make_document,
    make_participation,
    make_round,
    make_source,
    make_statement,
)
from tests.records import ask, rows_of, select_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def sources() -> dict[str, Any]:
    dates = {"announcement": "2017-02-01", "report": "2017-03-20", "study": "2019", "page": ""}
    return {slug: make_source(slug=slug, published=date) for slug, date in dates.items()}


def as_of(day: str, thing: Any) -> Any:
    """Return the thing as it was known on a day, None where it was not."""
    return read_thing(type(thing), thing.slug, ask(as_of=day).day)


def count_rounds(**question: Any) -> int:
    return rows_of(select_by(**question), Round).count()


@pytest.fixture
def meeting(sources: dict[str, Any]) -> Round:
    """A round announced in February 2017, held in March, and reported afterwards."""
    round = make_round(
        status="held", start="2017-03-14", end="2017-03-15", agenda="A truce.", outcome="None."
    )
    make_participation(round=round, actor=make_actor(), role="party")
    make_citation(round=round, source=sources["announcement"], supports=["start", "agenda"])
    make_citation(
        round=round, source=sources["report"], supports=["end", "outcome", "participations"]
    )
    return round


def test_a_round_is_absent_as_of_a_day_before_its_first_source(meeting):
    assert as_of("2017-01-31", meeting) is None


def test_as_of_a_day_before_it_began_a_round_is_planned_as_announced(meeting):
    then = as_of("2017-02", meeting)

    assert (then.status, then.start, then.end) == ("planned", "2017-03-14", "")
    assert (then.agenda, then.outcome, list(then.participations.all())) == ("A truce.", "", [])
    assert [citation.source.slug for citation in then.citations.all()] == ["announcement"]
    assert len(then.source_links) == 1


def test_a_round_is_held_once_it_began_and_has_its_outcome_once_reported(meeting):
    at_its_end, after_the_report = as_of("2017-03-16", meeting), as_of("2017-03-20", meeting)

    assert (at_its_end.status, at_its_end.outcome) == ("held", "")
    assert (after_the_report.status, after_the_report.end, after_the_report.outcome) == (
        "held",
        "2017-03-15",
        "None.",
    )
    assert (len(after_the_report.participations.all()), len(after_the_report.source_links)) == (
        1,
        2,
    )


def test_a_round_is_not_selected_by_participants_who_were_not_yet_known(meeting):
    actor = meeting.participations.get().actor.slug

    for day, count in (("2017-02", 0), ("2017-03", 1)):
        assert count_rounds(as_of=day, actor=actor) == count


def test_a_date_is_missing_as_of_a_day_before_any_source_supports_it(sources):
    round = make_round(start="2017-03-14", end="2017-03-15")
    make_citation(round=round, source=sources["announcement"], supports=["agenda"])
    make_citation(round=round, source=sources["report"], supports=["start", "end"])
    then = as_of("2017-02", round)

    assert (then.start, then.end, then.earliest, then.latest) == ("", "", None, None)
    assert count_rounds(as_of="2017-02", since="2018") == 1
    assert count_rounds(as_of="2017-04", since="2018") == 0


@pytest.mark.parametrize(("reporting_source", "day", "status"), [
    ("report", "2017-03-19", "planned"),
    ("report", "2017-03-20", "postponed"),
    ("", "2017-04-09", "planned"),
    ("", "2017-04-10", "postponed"),
])  # fmt: skip
def test_a_round_is_postponed_once_a_source_reports_it_or_its_day_has_passed(
    sources, reporting_source, day, status
):
    slot = make_round(status="postponed", start="2017-04-10")
    make_citation(round=slot, source=sources["announcement"], supports=["start"])
    if reporting_source:
        make_citation(round=slot, source=sources[reporting_source], supports=["status"])

    assert as_of(day, slot).status == status
    assert count_rounds(as_of=day, status=status) == 1


def test_a_postponed_round_names_its_successor_only_once_that_was_held(meeting, sources):
    slot = make_round(status="postponed", start="2017-02-20", realised_as=meeting)
    make_citation(round=slot, source=sources["announcement"])

    assert as_of("2017-03-01", slot).realised_as is None
    assert as_of("2017-03-14", slot).realised_as == meeting


def test_a_source_of_a_year_counts_from_its_last_day(sources):
    round = make_round(start="2016")
    make_citation(round=round, source=sources["study"])

    assert as_of("2019-12-30", round) is None
    assert as_of("2019-12-31", round) == round


def test_statements_and_documents_that_lie_ahead_are_absent(sources):
    early, late = (make_statement(date=date) for date in ("2017-02-01", "2017-02-02"))
    paper = make_document(date="2017-05-04")
    for name, thing in (("statement", early), ("statement", late), ("document", paper)):
        make_citation(**{name: thing}, source=sources["announcement"])

    assert as_of("2017-02-01", early) == early
    assert as_of("2017-02-01", late) is None
    assert as_of("2017-05-03", paper) is None


def test_days_are_not_disputed_before_the_disputing_source_is_published(meeting, sources):
    make_citation(
        round=meeting,
        source=sources["study"],
        reported_field="dates",
        reported_value="12-15 March",
        reported_days="2017-03-12/2017-03-15",
        nature=Nature.CONTRADICTION,
    )

    assert as_of("2018", meeting).disputed_from is None
    assert str(as_of("2019", meeting).disputed_from) == "2017-03-12"
    assert (
        as_of("2018", meeting).reported_points,
        len(as_of("2019", meeting).reported_points),
    ) == ({}, 1)


def test_things_that_were_perhaps_known_are_counted(sources):
    undated, vague, later, ahead = (
        make_statement(date=date) for date in ("2019-01", "2019-01", "2019-01", "2020")
    )
    for statement, source in (
        (undated, "page"),
        (vague, "study"),
        (later, "study"),
        (ahead, "page"),
    ):
        make_citation(statement=statement, source=sources[source])
    question = ask(as_of="2019-06")

    left_out = knowledge.perhaps_known_by(type(undated).objects.all(), question.day)
    assert set(left_out) == {undated, vague, later}
    assert not facets.count_perhaps_known(ask(as_of="2018-12")).total
