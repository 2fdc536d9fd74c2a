"""Merging two actors or two sources: what moves, what is joined, what is in the way."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from reversion.models import Version

from actors.models import Actor, Relation
from record.editing.links import find_links
from record.editing.row_merge import Merge
from record.editing.versions import list_changes
from talks.models import Citation, Source
from tests.factories import (
    make_actor,
    make_citation,
    make_participation,
    make_relation,
    make_round,
    make_source,
    make_statement,
)
from tests.record.editing.merging import merge, refer_from_every_table

pytestmark = pytest.mark.django_db


def pointing(thing: models.Model) -> dict[str, set[Any]]:
    """Return the keys of all rows that point at a thing, by the table and the column."""
    keys_by_column = {}
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if field.related_model is type(thing):
                rows = model._default_manager.filter(**{field.attname: thing.pk})
                keys_by_column[f"{model._meta.label}.{field.attname}"] = set(
                    rows.values_list("pk", flat=True)
                )
    return keys_by_column


def test_every_column_that_points_at_a_model_is_found():
    for model in (Actor, Source):
        columns = {(link.model, column) for link in find_links(model) for column in link.columns}
        assert columns == {
            (table, field.attname)
            for table in apps.get_models(include_auto_created=True)
            for field in table._meta.concrete_fields
            if field.related_model is model
        }


def test_every_row_that_pointed_at_the_duplicate_points_at_the_target():
    target, duplicate = make_actor(slug="kept"), make_actor(slug="gone")
    for actor in (target, duplicate):
        refer_from_every_table(actor)
    before, after = pointing(duplicate), pointing(target)
    assert all(before.values()), "a table is missing in refer_from_every_table"
    merge(duplicate, target)

    assert pointing(target) == {name: before[name] | after[name] for name in before}
    assert not Actor.objects.filter(pk=duplicate.pk).exists()


def test_the_target_takes_names_and_addresses_of_the_duplicate_and_fills_empty_fields():
    target = make_actor(slug="kept", name="Kept", name_ar="باق", aliases=["K"], country="")
    duplicate = make_actor(
        slug="gone", name="Gone", name_ar="ذاهب", aliases=["G", "K"], country="SY", wikidata="Q1"
    )
    duplicate.former_slugs = ["older"]
    duplicate.description = "Other words."
    duplicate.save()
    Actor.objects.filter(pk=target.pk).update(description="Own words.")
    plan = merge(duplicate, target)

    target.refresh_from_db()
    assert target.aliases == ["K", "Gone", "ذاهب", "G"]
    assert target.former_slugs == ["gone", "older"]
    assert (target.country, target.wikidata, target.description) == ("SY", "Q1", "Own words.")
    assert {one.label for one in plan.filled_fields} == {"country", "Wikidata id", "other names"}
    assert [(one.before, one.after) for one in plan.differing_fields] == [
        ("Own words.", "Other words.")
    ]


def test_rows_that_would_repeat_others_are_joined_with_them():
    target, duplicate, third = make_actor(slug="kept"), make_actor(slug="gone"), make_actor()
    round, source = make_round(), make_source()
    for actor in (target, duplicate):
        make_participation(round=round, actor=actor, role="party")
    make_participation(round=round, actor=duplicate, role="host")
    statement = make_statement(addressees=(target, duplicate))
    ours = make_relation(subject=target, object=third, start="2015", support=["military"])
    theirs = make_relation(
        subject=duplicate, object=third, start="2015", support=["financial"], role="In detail"
    )
    make_citation(relation=ours, source=source, locator="1", supports=["start"])
    make_citation(relation=theirs, source=source, locator="1", supports=["role"])
    other = make_citation(relation=theirs, source=source, locator="2")
    plan = merge(duplicate, target)

    assert [(part.actor, part.role) for part in round.participations.all()] == [
        (target, "party"),
        (target, "host"),
    ]
    assert [*statement.addressees.all()] == [target]
    ours.refresh_from_db()
    assert (ours.support, ours.role) == (["military", "financial"], "In detail")
    assert {one.locator: one.supports for one in ours.citations.all()} == {
        "1": ["start", "role"],
        "2": [],
    }
    assert Citation.objects.filter(pk=other.pk, relation=ours).exists()
    assert Relation.objects.count() == 1
    assert plan.joined_counts["participations"] == 1


def test_two_rows_for_one_thing_that_differ_are_not_merged_until_one_is_corrected():
    target, duplicate, third = make_actor(slug="kept"), make_actor(slug="gone"), make_actor()
    make_relation(subject=target, object=third, start="2015", end="2018")
    theirs = make_relation(subject=duplicate, object=third, start="2015", end="2019")
    plan = Merge(target, duplicate)

    assert [one.row for one in plan.obstacles] == [theirs]
    assert "another end" in plan.obstacles[0].message
    with pytest.raises(ValueError, match="another end"):
        plan.carry_out(user=None, why="")
    assert Actor.objects.filter(pk=duplicate.pk).exists()


def test_a_relation_that_would_be_to_itself_is_an_obstacle():
    target, duplicate = make_actor(slug="kept"), make_actor(slug="gone")
    relation = make_relation(subject=duplicate, object=target)

    assert [one.row for one in Merge(target, duplicate).obstacles] == [relation]


def test_sources_are_merged_with_their_citations():
    target, duplicate = (
        make_source(slug="kept", url=""),
        make_source(slug="gone", url="https://a.example/"),
    )
    statement = make_statement()
    make_citation(source=target, statement=statement, locator="1", supports=["date"])
    make_citation(source=duplicate, statement=statement, locator="1", supports=["summary"])
    make_citation(source=duplicate, statement=statement, locator="2", quotation="Words")
    merge(duplicate, target)

    citations = {one.locator: (one.supports, one.quotation) for one in statement.citations.all()}
    assert citations == {"1": (["date", "summary"], ""), "2": ([], "Words")}
    target.refresh_from_db()
    assert (target.url, target.former_slugs) == ("https://a.example/", ["gone"])


@pytest.mark.parametrize("other_values", [{"quotation": "Other"}, {"reported_value": "rebels"}])
def test_citations_that_differ_at_one_place_are_an_obstacle(other_values):
    target, duplicate, statement = make_source(), make_source(), make_statement()
    difference = {"reported_field": "speaker", "reported_value": "others", "nature": "naming"}
    difference = difference if "reported_value" in other_values else {}
    make_citation(
        source=target, statement=statement, locator="1", **{"quotation": "One"} | difference
    )
    make_citation(
        source=duplicate,
        statement=statement,
        locator="1",
        **{"quotation": "One"} | difference | other_values,
    )

    assert len(Merge(target, duplicate).obstacles) == 1


def test_versions_are_saved_of_all_that_changes_and_the_deletion_can_be_undone():
    target, duplicate = make_actor(slug="kept"), make_actor(slug="gone", name="Gone")
    by_the_duplicate, to_the_duplicate = (
        make_statement(speaker=duplicate),
        make_statement(addressees=(duplicate,)),
    )
    round = make_round()
    make_participation(round=round, actor=duplicate)
    merge(duplicate, target)

    for thing, label in (
        (by_the_duplicate, "speaker"),
        (to_the_duplicate, "addressees"),
        (target, "former slugs"),
        (round, "participation “"),
    ):
        latest, before = list_changes(type(thing), thing.pk)
        assert latest.why == "One and the same"
        assert before.is_baseline
        assert any(one.label.startswith(label) for one in latest.differences), thing
    [deletion] = Version.objects.get_deleted(Actor)
    assert deletion.object_repr == "Gone"


def test_the_number_of_queries_does_not_grow_with_the_rows_that_are_moved():
    def queries(count: int) -> int:
        target, duplicate = make_actor(), make_actor()
        for _ in range(count):
            refer_from_every_table(duplicate)
        with CaptureQueriesContext(connection) as captured:
            merge(duplicate, target)
        return len(captured)

    assert queries(12) <= queries(3) + 12  # SQLite takes fewer rows in an insert
