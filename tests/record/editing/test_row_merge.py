"""Merging two actors or two sources: everything moves, and the former address redirects."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from reversion.models import Version

from actors.models import Actor, Relation
from record.editing.links import find_links
from record.editing.models import Proposal
from record.editing.row_merge import Merge
from record.editing.versions import list_changes
from talks.models import Citation, Source, Statement
from tests.factories import (
    make_actor,
    make_citation,
    make_context_note,
    make_document,
    make_participation,
    make_relation,
    make_round,
    make_source,
    make_statement,
    make_track_role,
)

pytestmark = pytest.mark.django_db


def merge(duplicate: Any, target: Any) -> Merge:
    rows = type(target)._default_manager
    plan = Merge(target=rows.get(pk=target.pk), duplicate=rows.get(pk=duplicate.pk))
    plan.carry_out(user=None, why="One and the same")
    return plan


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


def with_everything(actor: Actor) -> None:
    make_statement(speaker=actor, addressees=(make_actor(), actor))
    make_statement(on_behalf_of=actor)
    make_participation(actor=actor, round=make_round())
    make_relation(subject=actor)
    make_relation(object=actor)
    make_document(parties=(actor,))
    make_context_note(actors=(actor,))
    make_track_role(actor=actor)
    make_citation(actor=actor)


def test_every_column_that_points_at_a_model_is_found():
    for model in (Actor, Source):
        columns = {(link.model, column) for link in find_links(model) for column in link.columns}
        assert columns == {
            (table, field.attname)
            for table in apps.get_models(include_auto_created=True)
            for field in table._meta.concrete_fields
            if field.related_model is model
        }


def test_all_that_pointed_at_the_duplicate_points_at_the_target():
    target, duplicate = make_actor(slug="kept"), make_actor(slug="gone")
    for actor in (target, duplicate):
        with_everything(actor)
    before, after = pointing(duplicate), pointing(target)
    assert all(before.values()), "a table is missing in with_everything"
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
        **{"1": ["start", "role"], "2": []},
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


@pytest.mark.parametrize("said", [{"quotation": "Other"}, {"reported_value": "rebels"}])
def test_citations_that_differ_at_one_place_are_an_obstacle(said):
    target, duplicate, statement = make_source(), make_source(), make_statement()
    differs = {"reported_field": "speaker", "reported_value": "others", "nature": "naming"}
    differs = differs if "reported_value" in said else {}
    make_citation(source=target, statement=statement, locator="1", **{"quotation": "One"} | differs)
    make_citation(
        source=duplicate, statement=statement, locator="1", **{"quotation": "One"} | differs | said
    )

    assert len(Merge(target, duplicate).obstacles) == 1


def test_versions_are_saved_of_all_that_changes_and_the_deletion_can_be_undone():
    target, duplicate = make_actor(slug="kept"), make_actor(slug="gone", name="Gone")
    spoken, heard = make_statement(speaker=duplicate), make_statement(addressees=(duplicate,))
    round = make_round()
    make_participation(round=round, actor=duplicate)
    merge(duplicate, target)

    for thing, label in (
        (spoken, "speaker"),
        (heard, "addressees"),
        *(
            (target, "former slugs"),
            (round, "participation “"),
        ),
    ):
        changed, before = list_changes(type(thing), thing.pk)
        assert changed.why == "One and the same"
        assert before.is_baseline
        assert any(one.label.startswith(label) for one in changed.differences), thing
    [deleted] = Version.objects.get_deleted(Actor)
    assert deleted.object_repr == "Gone"


def test_the_number_of_queries_does_not_grow_with_the_rows_that_are_moved():
    def queries(count: int) -> int:
        target, duplicate = make_actor(), make_actor()
        for _ in range(count):
            with_everything(duplicate)
        with CaptureQueriesContext(connection) as captured:
            merge(duplicate, target)
        return len(captured)

    assert queries(12) <= queries(3) + 12  # SQLite takes fewer rows in an insert


# Its pages --------------------------------------------------------------------------------------


def address(thing: Any, **query: Any) -> str:
    label = thing._meta.label_lower.replace(".", "_")
    return reverse(f"admin:{label}_merge", args=[thing.pk], query=query or None)


def look(client: Client, duplicate: Any, target: Any) -> tuple[str, str]:
    """Return the page that tells what a merge would do, and its digest."""
    page = client.get(address(duplicate, into=target.pk)).content.decode()
    return page, page.partition('name="digest" value="')[2].partition('"')[0]


def test_an_editor_looks_at_a_merge_first_and_then_does_it(editor, client):
    target, duplicate = make_actor(slug="kept", name="Kept"), make_actor(slug="gone", name="Gone")
    statement = make_statement(speaker=duplicate)
    assert (
        address(duplicate)
        in editor.get(reverse("admin:actors_actor_change", args=[duplicate.pk])).content.decode()
    )
    page, digest = look(editor, duplicate, target)

    assert "1 moved" in page
    assert "gains Gone" in page
    assert Statement.objects.get(pk=statement.pk).speaker == duplicate
    done = editor.post(address(duplicate), {"into": target.pk, "digest": digest}, follow=True)
    assert "“Gone” is merged into “Kept”." in done.content.decode()
    assert Statement.objects.get(pk=statement.pk).speaker == target
    [change, _] = list_changes(Actor, target.pk)
    assert (change.who, change.why) == ("editor", "“Gone” was merged into “Kept”")


def test_if_the_record_changed_since_the_look_nothing_is_merged_and_the_page_is_shown_again(editor):
    target, duplicate = make_actor(), make_actor()
    _, digest = look(editor, duplicate, target)
    make_statement(speaker=duplicate)
    _, other = look(editor, duplicate, target)
    Actor.objects.filter(pk=duplicate.pk).update(country="SY")  # which the target one would gain
    for value in (digest, other, "", "wrong"):
        page = editor.post(
            address(duplicate), {"into": target.pk, "digest": value}
        ).content.decode()
        assert "has changed since you looked" in page
    assert Actor.objects.filter(pk=duplicate.pk).exists()


def test_obstacles_are_shown_with_a_link_to_the_page_where_to_correct_them(editor):
    target, duplicate = make_actor(), make_actor()
    relation = make_relation(subject=duplicate, object=target)
    page, digest = look(editor, duplicate, target)

    assert "would relate to itself" in page
    assert reverse("admin:actors_relation_change", args=[relation.pk]) in page
    assert digest == ""
    editor.post(address(duplicate), {"into": target.pk, "digest": Merge(target, duplicate).digest})
    assert Actor.objects.filter(pk=duplicate.pk).exists()


def test_a_thing_is_not_merged_while_a_proposal_to_change_it_waits(editor, django_user_model):
    target, duplicate = make_actor(), make_actor()
    author = django_user_model.objects.create_user("somebody")
    Proposal.objects.create(
        kind="actors.actor", target=str(duplicate.pk), title="x", form={}, author=author
    )
    page, _ = look(editor, duplicate, target)

    assert "is waiting: decide on it first" in page
    editor.post(address(duplicate), {"into": target.pk, "digest": Merge(target, duplicate).digest})
    assert Actor.objects.filter(pk=duplicate.pk).exists()


@pytest.mark.parametrize("into", ["self", "0", "x", ""])
def test_a_thing_can_only_be_merged_into_another_one(editor, into):
    duplicate = make_actor()
    page = editor.get(address(duplicate, into=duplicate.pk if into == "self" else into))

    assert page.status_code == 200
    assert "errorlist" in page.content.decode()


def test_a_contributor_merges_nothing(contributor, client):
    for target, duplicate in ((make_actor(), make_actor()), (make_source(), make_source())):
        data = {"into": target.pk, "digest": Merge(target, duplicate).digest}
        assert contributor.get(address(duplicate)).status_code == 403
        assert contributor.post(address(duplicate), data).status_code == 403
        assert client.get(address(duplicate)).status_code == 302
        assert type(duplicate)._default_manager.filter(pk=duplicate.pk).exists()
        change = address(duplicate).replace("merge/", "change/")
        assert "Merge into another" not in contributor.get(change).content.decode()


# Former addresses -------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/actors/gone/", "/sources/gone/"])
def test_a_former_address_redirects_to_the_current_one_permanently(client, path):
    make = make_actor if "actors" in path else make_source
    make(slug="kept", former_slugs=["gone", "older"])
    answer = client.get(f"{path}?a=1")

    assert (answer.status_code, answer["Location"]) == (301, f"{path.replace('gone', 'kept')}?a=1")
    assert client.get(path.replace("gone", "older")).status_code == 301
    assert client.get(path.replace("gone", "never")).status_code == 404


def test_a_former_slug_that_is_in_use_again_does_not_redirect(client):
    make_actor(slug="kept", former_slugs=["gone"])
    make_actor(slug="gone", name="Another")

    assert "Another" in client.get("/actors/gone/").content.decode()


@pytest.mark.parametrize("name", ["actor", "source"])
def test_filters_understand_a_former_slug(client, name):
    target = (make_actor if name == "actor" else make_source)(slug="kept", former_slugs=["gone"])
    statement = make_statement(
        summary="Said by the kept.", speaker=target if name == "actor" else make_actor()
    )
    make_citation(statement=statement, source=target if name == "source" else make_source())
    make_statement(summary="Said by another.")

    for path in ("/", "/statements.json"):
        answer = (
            client.get(f"{path}?{name}=gone").content
            if path == "/"
            else b"".join(client.get(f"{path}?{name}=gone").streaming_content)
        )
        assert b"Said by the kept." in answer
        assert b"Said by another." not in answer
        assert b"in this record" not in answer
