"""Two actors, or two sources, that are one: all moves, and the old address leads on."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from reversion.models import Version

from actors.models import Actor, Relation
from record.editing.models import Proposal
from record.editing.row_merge import Merge, links
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


def merge(gone: Any, kept: Any) -> Merge:
    found = Merge(
        type(kept)._default_manager.get(pk=kept.pk), type(gone)._default_manager.get(pk=gone.pk)
    )
    found.do(user=None, why="One and the same")
    return found


def pointing(thing: models.Model) -> dict[str, set[Any]]:
    """Return the keys of all rows that point at a thing, by the table and the column."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if field.related_model is type(thing):
                rows = model._default_manager.filter(**{field.attname: thing.pk})
                found[f"{model._meta.label}.{field.attname}"] = set(
                    rows.values_list("pk", flat=True)
                )
    return found


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


def test_every_column_that_points_at_a_model_is_known():
    for model in (Actor, Source):
        known = {(link.model, column) for link in links(model) for column in link.columns}
        assert known == {
            (table, field.attname)
            for table in apps.get_models(include_auto_created=True)
            for field in table._meta.concrete_fields
            if field.related_model is model
        }


def test_all_that_points_at_the_one_points_at_the_other_then():
    kept, gone = make_actor(slug="kept"), make_actor(slug="gone")
    for actor in (kept, gone):
        with_everything(actor)
    before, after = pointing(gone), pointing(kept)
    assert all(before.values()), "a table is missing in with_everything"
    merge(gone, kept)

    assert pointing(kept) == {name: before[name] | after[name] for name in before}
    assert not Actor.objects.filter(pk=gone.pk).exists()


def test_it_keeps_names_and_addresses_of_the_one_given_up_and_fills_what_is_empty():
    kept = make_actor(slug="kept", name="Kept", name_ar="باق", aliases=["K"], country="")
    gone = make_actor(
        slug="gone", name="Gone", name_ar="ذاهب", aliases=["G", "K"], country="SY", wikidata="Q1"
    )
    gone.former_slugs = ["older"]
    gone.description = "Other words."
    gone.save()
    Actor.objects.filter(pk=kept.pk).update(description="Own words.")
    found = merge(gone, kept)

    kept.refresh_from_db()
    assert kept.aliases == ["K", "Gone", "ذاهب", "G"]
    assert kept.former_slugs == ["gone", "older"]
    assert (kept.country, kept.wikidata, kept.description) == ("SY", "Q1", "Own words.")
    assert {one.label for one in found.filled} == {"country", "Wikidata id", "other names"}
    assert [(one.before, one.after) for one in found.left] == [("Own words.", "Other words.")]


def test_rows_that_would_repeat_others_are_joined_with_them():
    kept, gone, third = make_actor(slug="kept"), make_actor(slug="gone"), make_actor()
    round, source = make_round(), make_source()
    for actor in (kept, gone):
        make_participation(round=round, actor=actor, role="party")
    make_participation(round=round, actor=gone, role="host")
    statement = make_statement(addressees=(kept, gone))
    ours = make_relation(subject=kept, object=third, start="2015", support=["military"])
    theirs = make_relation(
        subject=gone, object=third, start="2015", support=["financial"], role="In detail"
    )
    make_citation(relation=ours, source=source, locator="1", supports=["start"])
    make_citation(relation=theirs, source=source, locator="1", supports=["role"])
    other = make_citation(relation=theirs, source=source, locator="2")
    found = merge(gone, kept)

    assert [(part.actor, part.role) for part in round.participations.all()] == [
        *((kept, "party"), (kept, "host")),
    ]
    assert [*statement.addressees.all()] == [kept]
    ours.refresh_from_db()
    assert (ours.support, ours.role) == (["military", "financial"], "In detail")
    assert {one.locator: one.supports for one in ours.citations.all()} == {
        **{"1": ["start", "role"], "2": []},
    }
    assert Citation.objects.filter(pk=other.pk, relation=ours).exists()
    assert Relation.objects.count() == 1
    assert found.repeated["participations"] == 1


def test_two_tellings_that_differ_are_not_merged_until_one_is_mended():
    kept, gone, third = make_actor(slug="kept"), make_actor(slug="gone"), make_actor()
    make_relation(subject=kept, object=third, start="2015", end="2018")
    theirs = make_relation(subject=gone, object=third, start="2015", end="2019")
    found = Merge(kept, gone)

    assert [one.row for one in found.obstacles] == [theirs]
    assert "another end" in found.obstacles[0].told
    with pytest.raises(ValueError, match="another end"):
        found.do(user=None, why="")
    assert Actor.objects.filter(pk=gone.pk).exists()


def test_what_would_be_a_relation_to_itself_is_an_obstacle():
    kept, gone = make_actor(slug="kept"), make_actor(slug="gone")
    relation = make_relation(subject=gone, object=kept)

    assert [one.row for one in Merge(kept, gone).obstacles] == [relation]


def test_sources_are_merged_with_what_rests_on_them():
    kept, gone = (
        make_source(slug="kept", url=""),
        make_source(slug="gone", url="https://a.example/"),
    )
    statement = make_statement()
    make_citation(source=kept, statement=statement, locator="1", supports=["date"])
    make_citation(source=gone, statement=statement, locator="1", supports=["summary"])
    make_citation(source=gone, statement=statement, locator="2", quotation="Words")
    merge(gone, kept)

    cited = {one.locator: (one.supports, one.quotation) for one in statement.citations.all()}
    assert cited == {"1": (["date", "summary"], ""), "2": ([], "Words")}
    kept.refresh_from_db()
    assert (kept.url, kept.former_slugs) == ("https://a.example/", ["gone"])


@pytest.mark.parametrize("said", [{"quotation": "Other"}, {"reported_value": "rebels"}])
def test_what_two_sources_say_differently_at_one_place_is_not_lost(said):
    kept, gone, statement = make_source(), make_source(), make_statement()
    differs = {"reported_field": "speaker", "reported_value": "others", "nature": "naming"}
    differs = differs if "reported_value" in said else {}
    make_citation(source=kept, statement=statement, locator="1", **{"quotation": "One"} | differs)
    make_citation(
        source=gone, statement=statement, locator="1", **{"quotation": "One"} | differs | said
    )

    assert len(Merge(kept, gone).obstacles) == 1


def test_versions_are_kept_of_all_that_is_touched_and_the_deletion_can_be_undone():
    kept, gone = make_actor(slug="kept"), make_actor(slug="gone", name="Gone")
    spoken, heard = make_statement(speaker=gone), make_statement(addressees=(gone,))
    round = make_round()
    make_participation(round=round, actor=gone)
    merge(gone, kept)

    for thing, label in (
        *((spoken, "speaker"), (heard, "addressees")),
        *(
            (kept, "former slugs"),
            (round, "participation “"),
        ),
    ):
        changed, before = list_changes(type(thing), thing.pk)
        assert changed.why == "One and the same"
        assert before.is_baseline
        assert any(one.label.startswith(label) for one in changed.differences), thing
    [deleted] = Version.objects.get_deleted(Actor)
    assert deleted.object_repr == "Gone"


def test_the_number_of_queries_does_not_grow_with_what_is_moved():
    def queries(count: int) -> int:
        kept, gone = make_actor(), make_actor()
        for _ in range(count):
            with_everything(gone)
        with CaptureQueriesContext(connection) as captured:
            merge(gone, kept)
        return len(captured)

    assert queries(12) <= queries(3) + 12  # SQLite takes fewer rows in an insert


# Its pages --------------------------------------------------------------------------------------


def address(thing: Any, **query: Any) -> str:
    label = thing._meta.label_lower.replace(".", "_")
    return reverse(f"admin:{label}_merge", args=[thing.pk], query=query or None)


def look(client: Client, gone: Any, kept: Any) -> tuple[str, str]:
    """Return the page that tells what a merge would do, and its digest."""
    page = client.get(address(gone, into=kept.pk)).content.decode()
    return page, page.partition('name="digest" value="')[2].partition('"')[0]


def test_an_editor_looks_at_a_merge_first_and_then_does_it(editor, client):
    kept, gone = make_actor(slug="kept", name="Kept"), make_actor(slug="gone", name="Gone")
    statement = make_statement(speaker=gone)
    assert (
        address(gone)
        in editor.get(reverse("admin:actors_actor_change", args=[gone.pk])).content.decode()
    )
    page, digest = look(editor, gone, kept)

    assert "1 moved" in page
    assert "gains Gone" in page
    assert Statement.objects.get(pk=statement.pk).speaker == gone
    done = editor.post(address(gone), {"into": kept.pk, "digest": digest}, follow=True)
    assert "“Gone” is merged into “Kept”." in done.content.decode()
    assert Statement.objects.get(pk=statement.pk).speaker == kept
    [change, _] = list_changes(Actor, kept.pk)
    assert (change.who, change.why) == ("editor", "“Gone” was merged into “Kept”")


def test_what_changed_since_the_look_is_shown_anew_and_nothing_is_merged(editor):
    kept, gone = make_actor(), make_actor()
    _, digest = look(editor, gone, kept)
    make_statement(speaker=gone)
    _, other = look(editor, gone, kept)
    Actor.objects.filter(pk=gone.pk).update(country="SY")  # which the kept one would gain
    for sent in (digest, other, "", "wrong"):
        page = editor.post(address(gone), {"into": kept.pk, "digest": sent}).content.decode()
        assert "has changed since you looked" in page
    assert Actor.objects.filter(pk=gone.pk).exists()


def test_obstacles_are_told_with_the_page_where_to_mend_them(editor):
    kept, gone = make_actor(), make_actor()
    relation = make_relation(subject=gone, object=kept)
    page, digest = look(editor, gone, kept)

    assert "would be of itself" in page
    assert reverse("admin:actors_relation_change", args=[relation.pk]) in page
    assert digest == ""
    editor.post(address(gone), {"into": kept.pk, "digest": Merge(kept, gone).digest})
    assert Actor.objects.filter(pk=gone.pk).exists()


def test_while_a_proposal_to_change_it_waits_it_is_not_merged(editor, django_user_model):
    kept, gone = make_actor(), make_actor()
    author = django_user_model.objects.create_user("somebody")
    Proposal.objects.create(
        kind="actors.actor", target=str(gone.pk), title="x", form={}, author=author
    )
    page, _ = look(editor, gone, kept)

    assert "waits: decide on it first" in page
    editor.post(address(gone), {"into": kept.pk, "digest": Merge(kept, gone).digest})
    assert Actor.objects.filter(pk=gone.pk).exists()


@pytest.mark.parametrize("into", ["self", "0", "x", ""])
def test_another_one_must_be_chosen(editor, into):
    gone = make_actor()
    page = editor.get(address(gone, into=gone.pk if into == "self" else into))

    assert page.status_code == 200
    assert "errorlist" in page.content.decode()


def test_a_contributor_merges_nothing(contributor, client):
    for kept, gone in ((make_actor(), make_actor()), (make_source(), make_source())):
        sent = {"into": kept.pk, "digest": Merge(kept, gone).digest}
        assert contributor.get(address(gone)).status_code == 403
        assert contributor.post(address(gone), sent).status_code == 403
        assert client.get(address(gone)).status_code == 302
        assert type(gone)._default_manager.filter(pk=gone.pk).exists()
        change = address(gone).replace("merge/", "change/")
        assert "Merge into another" not in contributor.get(change).content.decode()


# Former addresses -------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/actors/gone/", "/sources/gone/"])
def test_the_old_address_leads_to_the_new_one_for_good(client, path):
    make = make_actor if "actors" in path else make_source
    make(slug="kept", former_slugs=["gone", "older"])
    answer = client.get(f"{path}?a=1")

    assert (answer.status_code, answer["Location"]) == (301, f"{path.replace('gone', 'kept')}?a=1")
    assert client.get(path.replace("gone", "older")).status_code == 301
    assert client.get(path.replace("gone", "never")).status_code == 404


def test_a_slug_that_is_in_use_again_is_its_own(client):
    make_actor(slug="kept", former_slugs=["gone"])
    make_actor(slug="gone", name="Another")

    assert "Another" in client.get("/actors/gone/").content.decode()


@pytest.mark.parametrize("name", ["actor", "source"])
def test_filters_understand_a_former_slug(client, name):
    kept = (make_actor if name == "actor" else make_source)(slug="kept", former_slugs=["gone"])
    statement = make_statement(
        summary="Said by the kept.", speaker=kept if name == "actor" else make_actor()
    )
    make_citation(statement=statement, source=kept if name == "source" else make_source())
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
