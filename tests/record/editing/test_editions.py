"""A new edition of the record comes in, and what editors did stays."""

from typing import Any

import pytest
from django.core import serializers

from actors.models import Actor, Relation
from record.editing.editions import EditionReport, bring_in
from record.editing.versions import list_changes, save_versions

pytestmark = pytest.mark.django_db
FIRST = {"un": "United Nations", "envoy": "Envoy", "ngo": "NGO"}


def edition(names: dict[str, str], *relations: tuple[str, str]) -> Any:
    """Return the rows of an edition: actors with their names, and who is an office of whom."""
    rows: list[dict[str, Any]] = [
        {"model": "actors.actor", "fields": {"slug": slug, "name": name, "kind": "person"}}
        for slug, name in names.items()
    ]
    rows += [
        {
            "model": "actors.relation",
            "fields": {"subject": [one], "kind": "office-of", "object": [other], "start": ""},
        }
        for one, other in relations
    ]
    return serializers.deserialize("python", rows, handle_forward_references=True)


def load(names: dict[str, str], *relations: tuple[str, str], **options: Any) -> EditionReport:
    return bring_in(edition(names, *relations), [Actor, Relation], **options)


def names_of(report: EditionReport) -> dict[str, list[str]]:
    return {what: [row.name for row in rows] for what, rows in vars(report).items() if rows}


def actors() -> dict[str, str]:
    return dict(Actor.objects.values_list("slug", "name"))


def rename(slug: str, name: str) -> None:
    Actor.objects.filter(slug=slug).update(name=name)


def test_a_new_edition_adds_changes_and_removes_what_no_editor_has_touched():
    assert names_of(load(FIRST, ("envoy", "un"))) == {}
    assert names_of(load(FIRST, ("envoy", "un"))) == {}
    second = {"un": "UN", "envoy": "Envoy", "bloc": "Bloc"}
    report = names_of(load(second, is_preview=True))

    assert report == {
        "new": ["Bloc"],
        "changed": ["UN"],
        "removed": ["Envoy holds an office of UN", "NGO"],
    }
    [change] = load(second, is_preview=True).changed
    assert change.changes == "name: “United Nations” → “UN”"
    assert actors() == FIRST and Relation.objects.count() == 1
    assert names_of(load(second)) == report
    assert actors() == second and not Relation.objects.exists()


def test_what_an_editor_changed_or_deleted_stays_so_edition_after_edition():
    load(FIRST)
    rename("un", "The UN")
    Actor.objects.get(slug="ngo").delete()
    for name in ("UN", "U. N."):
        report = load({"un": name, "envoy": "Envoy", "ngo": "An NGO"})
        assert names_of(report) == {"left_alone": ["The UN"], "absent": ["An NGO"]}
        assert actors() == {"un": "The UN", "envoy": "Envoy"}
    report = load({"un": "UN", "envoy": "Envoy", "ngo": "An NGO"}, overwrites=True)
    assert names_of(report) == {"overwritten": ["UN"], "new": ["An NGO"]}
    assert names_of(load({"un": "U. N.", "envoy": "Envoy", "ngo": "An NGO"})) == {
        "changed": ["U. N."]
    }


def test_what_an_editors_work_needs_is_not_removed():
    load(FIRST, ("envoy", "un"))
    own = Actor.objects.create(slug="own", name="Own", kind="person")
    Relation.objects.create(subject=own, kind="opposes", object=Actor.objects.get(slug="ngo"))
    rename("un", "The UN")

    assert names_of(load({})) == {
        "removed": ["Envoy holds an office of The UN", "Envoy"],
        "needed": ["NGO", "The UN"],
    }
    assert actors() == {"un": "The UN", "ngo": "NGO", "own": "Own"}


def test_a_part_of_an_edition_removes_nothing():
    load(FIRST)

    assert names_of(load({"un": "UN"}, is_whole=False)) == {"changed": ["UN"]}
    assert actors() == FIRST | {"un": "UN"}


def test_of_a_record_from_before_editions_were_remembered_what_has_a_history_stays():
    for slug, name in FIRST.items():
        Actor.objects.create(slug=slug, name=name, kind="person")
    save_versions(Actor, [Actor.objects.get(slug="un").pk], why="Edited.")

    report = load({"un": "UN", "envoy": "The envoy", "ngo": "NGO"})
    assert names_of(report) == {"changed": ["The envoy"], "left_alone": ["United Nations"]}


def test_the_history_of_a_row_tells_that_an_edition_changed_it():
    load(FIRST)
    un = Actor.objects.get(slug="un")
    save_versions(Actor, [un.pk], why="Looked at.")
    load(FIRST | {"un": "UN"})

    assert next(iter(list_changes(Actor, un.pk))).why.startswith("A new edition")
