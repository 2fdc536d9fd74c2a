"""JSON: one object with the selection in words, the errors of the query, and the rows."""

import json
from typing import Any

import pytest
from django.test import Client

from talks.exports.file_format import Context, write_file
from talks.exports.formats import FORMATS
from talks.exports.rows import ROW_KINDS
from talks.exports.selections import SELECTIONS
from talks.models import Citation
from tests.factories import make_round, make_venue
from tests.records import ask
from tests.talks.files import as_json, published_names

pytestmark = pytest.mark.django_db

KINDS = pytest.mark.parametrize("kind", ROW_KINDS)


def test_it_is_json():
    assert FORMATS["json"].media_type == "application/json"


@KINDS
def test_a_file_without_rows_has_an_empty_list(kind):
    assert as_json(kind, things=[]) == {"filter": "", "errors": {}, kind: []}


@KINDS
def test_a_file_is_one_object_with_the_question_in_words_and_the_rows(kind, few_of_each):
    file = as_json(kind, words='saying “"calm" </script>”', errors={"page": ["No “x”."]})

    assert list(file) == ["filter", "errors", kind]
    assert file["filter"] == 'saying “"calm" </script>”'
    assert file["errors"] == {"page": ["No “x”."]}
    assert len(file[kind]) == len(list(SELECTIONS[kind](ask()))) > 0
    assert all(list(row) == published_names(kind) for row in file[kind])


def test_every_citation_is_in_the_files_of_things_and_of_sources(few_of_each):
    of_rounds = [c for row in as_json("rounds")["rounds"] for c in row["citations"]]
    of_sources = [c for row in as_json("sources")["sources"] for c in row["citations"]]

    assert len(of_rounds) == Citation.objects.filter(round__isnull=False).count()
    assert len(of_sources) == Citation.objects.count()


def test_a_file_has_the_question_and_its_errors(few_of_each):
    make_round(venue=make_venue(slug="geneva", city="Geneva"))
    query = "venue=geneva&venue=nowhere&since=2020-13"
    file = json.loads(Client().get(f"/rounds.json?{query}").getvalue())

    assert file["filter"] == "in Geneva"
    assert file["errors"].keys() == {"venue", "since"}
    assert len(file["rounds"]) == 1


@KINDS
def test_each_row_is_written_as_its_thing_is_read(kind, few_of_each):
    things_read: list[Any] = []

    def things() -> Any:
        for thing in SELECTIONS[kind](ask()):
            things_read.append(thing)
            yield thing

    pieces = write_file(FORMATS["json"], things(), Context(ROW_KINDS[kind]))
    next(pieces)
    assert things_read == []
    next(pieces)
    assert len(things_read) == 1
    next(pieces)
    assert len(things_read) <= 2
