"""What a question selects of each kind of thing."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import assume, example, given, settings

from actors.models import Actor, Relation
from record.dates import bounds
from talks.explorer import facets
from talks.exports.selections import SELECTIONS
from talks.models import THING_TYPES, OutcomeDocument, Round, Source, Statement, TrackRole
from tests.factories import make_actor, make_document, make_relation, make_round, make_statement
from tests.records import ask, questions, rollback, select_by
from tests.talks.explorer.oracle import RowAsOf, read_memberships

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]


def select_rows(kind: str, question: dict[str, Any]) -> list[Any]:
    rows = list(SELECTIONS[kind](ask(**question)))
    assert len(set(rows)) == len(rows), "a row is selected twice"
    return rows


def having_part(question: dict[str, Any]) -> set[int]:
    """Return who has a part in what is left, alone or by one who counts for them."""
    memberships, day = read_memberships(), bounds(question.get("as_of", "")).latest
    rows = [
        RowAsOf(row, day)
        for model, kind in THING_TYPES.items()
        for row in model._default_manager.for_timeline().filter(
            pk__in=[row.pk for row in select_rows(kind, question)]
        )
    ]
    direction = question.get("direction", "by")
    return {
        actor.pk
        for actor in Actor.objects.all()
        if any(row.is_of(actor.slug, direction, memberships) for row in rows)
    }


def is_known(row: Relation | TrackRole, day: dt.date | None) -> bool:
    """Return whether a source that was published by a day backs a row; without a day, True."""
    days = [citation.source.latest for citation in row.citations.all()]
    return day is None or any(latest is not None and latest <= day for latest in days)


MODELS = {
    "rounds": {Round},
    "statements": {Statement},
    "documents": {OutcomeDocument},
    "actors": {Actor},
    "relations": {Relation, TrackRole},
    "sources": {Source},
}


@pytest.mark.parametrize("kind", SELECTIONS)
def test_without_a_question_everything_is_selected(kind):
    everything = {row for model in MODELS[kind] for row in model._default_manager.all()}

    assert set(select_rows(kind, {})) == everything
    assert set(select_rows(kind, {"venue": "nowhere", "lanes": "actor", "page": 2})) == everything


@settings(max_examples=30)
@given(question=questions())
def test_rounds_statements_and_documents_are_the_selection_in_the_order_of_the_list(question):
    selection = select_by(**question)
    catalogue, is_timed = selection.catalogue, selection.question.is_timed

    def place(number):
        is_undated, is_sure = number in catalogue.without_date, number in selection.certain
        return (is_undated, not is_sure, number) if is_timed else number

    for model, kind in THING_TYPES.items():
        numbers = sorted(selection.possible & catalogue.by_type[model], key=place)
        keys = [catalogue.thing(number)[1] for number in numbers]
        assert [row.pk for row in select_rows(kind, question)] == keys


@settings(max_examples=30)
@given(question=questions())
def test_actors_are_those_with_a_part_in_the_selection(question):
    rows = select_rows("actors", question)

    assert rows == [row for row in Actor.objects.in_reading_order() if row in rows]
    if not ask(**question).is_empty:
        assert {row.pk for row in rows} == having_part(question)


@settings(max_examples=30)
@given(question=questions())
def test_without_a_chosen_actor_the_actors_are_those_of_the_sidebar(question):
    question.pop("actor", None)
    groups = facets.group_actor_facets(select_by(**question))

    assert [row.slug for row in select_rows("actors", question)] == [
        facet.option.value for group in groups.values() for facet in group
    ]


@settings(max_examples=20)
@given(question=questions())
@example({"as_of": "2016"})
@example({"as_of": "2021", "actor": "russia"})
def test_relations_are_those_of_the_selected_actors_that_were_known(question):
    rows = select_rows("relations", question)
    subjects = {row.pk for row in select_rows("actors", question)}

    day = ask(**question).day
    relations = Relation.objects.for_page().filter(subject__in=subjects)
    roles = TrackRole.objects.filter(actor__in=subjects).order_by("pk")
    assert rows == [row for row in (*relations, *roles) if is_known(row, day)]


@settings(max_examples=20)
@given(question=questions())
def test_sources_are_those_that_the_selection_cites(question):
    assume(not ask(**question).is_empty)
    rows = [row for kind in THING_TYPES.values() for row in select_rows(kind, question)]

    sources = {citation.source for row in rows for citation in row.citations.all()}
    assert select_rows("sources", question) == sorted(sources, key=lambda source: source.title)


def test_dated_documents_come_by_day_and_undated_ones_after_them():
    with rollback():
        round = make_round(slug="a-round-of-papers")
        dates = ("", "2017", "2014-01-02", "../2012")
        papers = [make_document(round=round, date=date) for date in dates]
        rows = select_rows("documents", {})

    assert [row for row in rows if row in papers] == [papers[at] for at in (2, 1, 0, 3)]


def test_a_group_is_selected_by_its_member_and_not_the_member_by_its_group():
    with rollback():
        member, group = make_actor(slug="member"), make_actor(slug="group")
        make_relation(subject=member, object=group, kind="member-of")
        make_statement(speaker=member, summary="of the member")
        make_statement(speaker=group, summary="of the league")

        by_member = {row.slug for row in select_rows("actors", {"q": "of the member"})}
        by_group = {row.slug for row in select_rows("actors", {"q": "of the league"})}
    assert (by_member, by_group) == ({"member", "group"}, {"group"})
