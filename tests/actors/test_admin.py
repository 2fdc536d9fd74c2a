"""Editing actors and their relations."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from actors.models import Actor, Relation, RelationKind, Support
from record.editing.admin.base import ListField
from tests.factories import make_actor, make_relation
from tests.forms import read_form

pytestmark = pytest.mark.django_db


def address(row: Any) -> str:
    return reverse(f"admin:actors_{row._meta.model_name}_change", args=[row.pk])


def save(client: Client, row: Any, **changes: Any) -> Any:
    """Change fields on a row's page and save; return the answer."""
    return client.post(address(row), read_form(client.get(address(row))) | changes)


def new_row_fields(prefix: str, **fields: Any) -> dict[str, Any]:
    """Return a first row typed beneath an actor that has none."""
    row = {f"{prefix}-0-{name}": value for name, value in fields.items()}
    return {f"{prefix}-TOTAL_FORMS": "1"} | row


def rows_of(response: Any, prefix: str) -> Any:
    """Return the forms of the rows beneath the thing on a page that was refused."""
    [formset] = [
        each.formset
        for each in response.context["inline_admin_formsets"]
        if each.formset.prefix == prefix
    ]
    return formset.forms


def test_aliases_are_typed_one_per_line(admin_client):
    actor = make_actor(aliases=["Damascus", "SAR"])
    page = admin_client.get(address(actor))
    assert read_form(page)["aliases"] == "Damascus\nSAR"
    save(admin_client, actor, aliases=" Damascus \r\n\r\nالحكومة السورية\r\nDamascus")
    actor.refresh_from_db()
    assert actor.aliases == ["Damascus", "الحكومة السورية"]
    save(admin_client, actor, aliases="")
    actor.refresh_from_db()
    assert actor.aliases == []


def test_aliases_as_json_are_refused_with_what_to_write(admin_client):
    actor = make_actor(aliases=["Damascus"])
    answer = save(admin_client, actor, aliases='["Damascus", "SAR"]')
    assert answer.context["errors"] == [
        ["Write one per line, without brackets or quotation marks."]
    ]
    assert read_form(answer)["aliases"] == '["Damascus", "SAR"]'
    actor.refresh_from_db()
    assert actor.aliases == ["Damascus"]


def test_a_list_that_was_not_touched_has_not_changed():
    field = ListField(required=False)
    assert not field.has_changed(["a", "b"], "a\r\nb\r\n")
    assert not field.has_changed(None, "")
    assert field.has_changed(["a", "b"], "b\r\na")


def test_relations_are_edited_beneath_an_actor_in_both_directions(admin_client):
    iran, russia, government = (make_actor(slug=name) for name in ("iran", "russia", "government"))
    outward = make_relation(subject=iran, object=government, support=[Support.MILITARY])
    inward = make_relation(subject=russia, object=iran)
    form = read_form(admin_client.get(address(iran)))
    assert form["relations-0-object"] == str(government.pk)
    assert form["relations-0-support"] == "military"
    assert form["relations_to-0-subject"] == str(russia.pk)
    save(
        admin_client,
        iran,
        **{"relations-0-support": ["military", "financial"], "relations_to-0-start": "2015"},
    )
    outward.refresh_from_db()
    inward.refresh_from_db()
    assert (outward.support, inward.start) == (["military", "financial"], "2015")


def test_an_actor_and_its_relations_are_made_in_one_go(admin_client):
    government = make_actor()
    page = read_form(admin_client.get(reverse("admin:actors_actor_add")))
    row = new_row_fields("relations", kind="backs", object=government.pk, support=["political"])
    answer = admin_client.post(
        reverse("admin:actors_actor_add"),
        page | row | {"name": "Iran", "slug": "iran", "kind": "state", "aliases": "Tehran"},
    )
    assert answer.status_code == 302
    relation = Relation.objects.get()
    assert (relation.subject.slug, relation.object) == ("iran", government)
    assert Actor.objects.get(slug="iran").aliases == ["Tehran"]


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"start": "2020-13"}, "start", "no such month"),
        ({"end": "in 2020"}, "end", "Write it like"),
        ({"start": "2020", "end": "2019-12"}, "end", "ends before it starts: correct one date"),
        ({"kind": "opposes", "support": ["military"]}, "support", "choose “backs”"),
        ({"support": ["moral"]}, "support", "moral is not one of the available choices"),
    ],
)
def test_a_mistake_is_reported_at_its_field_and_the_typed_values_stay(
    admin_client, changes, field, message
):
    relation = make_relation(role="Since the start")
    answer = save(admin_client, relation, role="Typed anew", **changes)
    assert answer.status_code == 200
    form = answer.context["adminform"].form
    assert list(form.errors) == [field]
    assert message in form.errors[field][0]
    form = read_form(answer)
    assert form["role"] == "Typed anew"
    assert all(
        form[name] in (value, value[0]) for name, value in changes.items() if value != ["moral"]
    )
    relation.refresh_from_db()
    assert (relation.role, relation.start) == ("Since the start", "")


def test_no_relation_is_to_itself(admin_client):
    relation = make_relation()
    answer = save(admin_client, relation, object=relation.subject_id)
    assert list(answer.context["adminform"].form.errors) == ["object"]


def test_a_relation_that_is_in_the_record_already_is_refused_on_its_page(admin_client):
    first = make_relation(start="2015")
    other = make_relation(subject=first.subject, object=first.object, start="2016")
    answer = save(admin_client, other, start="2015")
    assert list(answer.context["adminform"].form.errors) == ["start"]


def test_a_row_that_repeats_another_is_refused_at_its_field(admin_client):
    actor, other = make_actor(), make_actor()
    row = {"kind": "opposes", "object": other.pk}
    twice = new_row_fields("relations", **row) | {
        f"relations-1-{name}": value for name, value in row.items()
    }
    answer = save(admin_client, actor, **twice | {"relations-TOTAL_FORMS": "2"})
    first, second = rows_of(answer, "relations")
    assert not first.errors
    assert list(second.errors) == ["start"]
    assert "in the record already" in second.errors["start"][0]
    assert not Relation.objects.exists()


def test_rows_that_swap_places_are_refused_before_the_database_does(admin_client):
    actor, other = make_actor(), make_actor()
    for year in ("2015", "2016"):
        make_relation(subject=actor, object=other, start=year)
    answer = save(admin_client, actor, **{"relations-0-start": "2016", "relations-1-start": "2015"})
    assert answer.status_code == 200
    assert [list(form.errors) for form in rows_of(answer, "relations")] == [["start"], ["start"]]


def test_a_row_beneath_another_may_be_deleted_or_changed(admin_client):
    actor = make_actor()
    to_delete, to_change = make_relation(subject=actor), make_relation(subject=actor)
    changes = {"relations-0-DELETE": "on", "relations-1-kind": RelationKind.OPPOSES}
    assert save(admin_client, actor, **changes).status_code == 302
    assert [row.kind for row in Relation.objects.all()] == [RelationKind.OPPOSES]
    assert Relation.objects.get() == to_change != to_delete


@pytest.mark.parametrize("words", ["syrian gov", "الحكومة", "damascus", "the-slug", "one side"])
def test_actors_are_found_by_any_of_their_names(admin_client, words):
    make_actor(slug="other")
    make_actor(
        slug="the-slug",
        name="Syrian government",
        name_ar="الحكومة السورية",
        aliases=["Damascus"],
        description="One side.",
    )
    page = admin_client.get(reverse("admin:actors_actor_changelist"), {"q": words})
    assert [actor.slug for actor in page.context["cl"].result_list] == ["the-slug"]


def test_a_date_is_shown_in_words_beside_the_typed_text(admin_client):
    relation = make_relation(start="2015-09~")
    assert (
        "from about September 2015" not in read_form(admin_client.get(address(relation))).values()
    )
    assert "about September 2015" in admin_client.get(address(relation)).content.decode()
