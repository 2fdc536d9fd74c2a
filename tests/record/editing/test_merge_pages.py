"""The pages of a merge: an editor looks first and then merges; nobody else does."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from actors.models import Actor
from record.editing.models import Proposal
from record.editing.row_merge import Merge
from record.editing.versions import list_changes
from talks.models import Statement
from tests.factories import make_actor, make_relation, make_source, make_statement

pytestmark = pytest.mark.django_db


def address(thing: Any, **query: Any) -> str:
    label = thing._meta.label_lower.replace(".", "_")
    return reverse(f"admin:{label}_merge", args=[thing.pk], query=query or None)


def look(client: Client, duplicate: Any, target: Any) -> tuple[str, str]:
    """Return the page that previews a merge, and its digest."""
    page = client.get(address(duplicate, into=target.pk)).content.decode()
    return page, page.partition('name="digest" value="')[2].partition('"')[0]


def test_an_editor_previews_a_merge_before_doing_it(editor, client):
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
    answer = editor.post(address(duplicate), {"into": target.pk, "digest": digest}, follow=True)
    assert "“Gone” is merged into “Kept”." in answer.content.decode()
    assert Statement.objects.get(pk=statement.pk).speaker == target
    [change, _] = list_changes(Actor, target.pk)
    assert (change.who, change.why) == ("editor", "“Gone” was merged into “Kept”")


def test_if_the_record_changed_since_the_preview_nothing_is_merged(editor):
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
