"""Files of a record in which everything occurs: whole, one row a line, written as they come."""

import datetime as dt
from typing import Any

import pytest

from talks.exports.rows import COLUMNS, FORMATS, export, row
from talks.exports.selections import SELECTIONS
from talks.models import Citation
from tests.records import asked
from tests.talks.files import as_csv, as_json, as_text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]

KINDS = pytest.mark.parametrize("kind", COLUMNS)


@KINDS
def test_every_row_of_a_record_in_which_everything_occurs_has_every_column(kind):
    for thing in SELECTIONS[kind](asked()):
        said = row(kind, thing)
        assert list(said) == list(COLUMNS[kind])
        plain = (str, int, list, dt.date, type(None))
        assert all(isinstance(value, plain) for value in said.values()), said


def test_each_citation_of_each_kind_is_told():
    of_rounds = [c for row in as_json("rounds")["rounds"] for c in row["citations"]]
    of_sources = [c for row in as_json("sources")["sources"] for c in row["citations"]]

    assert len(of_rounds) == Citation.objects.filter(round__isnull=False).count()
    assert len(of_sources) == Citation.objects.count()


@KINDS
def test_json_is_one_object_with_the_question_in_words_and_the_rows(kind):
    told = as_json(kind, words='saying “"calm" </script>”', errors={"page": ["No “x”."]})

    assert list(told) == ["filter", "errors", kind]
    assert told["filter"] == 'saying “"calm" </script>”'
    assert told["errors"] == {"page": ["No “x”."]}
    assert len(told[kind]) == len(list(SELECTIONS[kind](asked()))) > 0


@KINDS
def test_csv_has_a_header_and_a_line_for_each_row(kind):
    lines = as_csv(kind)

    assert list(lines[0]) == list(COLUMNS[kind])
    assert len(lines) == len(list(SELECTIONS[kind](asked())))
    named = [str(row.get("slug", row.get("subject"))) for row in as_json(kind)[kind]]
    assert [line.get("slug", line.get("subject")) for line in lines] == named


@pytest.mark.parametrize("file_format", FORMATS)
@KINDS
def test_rows_are_written_as_they_come(kind, file_format):
    drawn: list[Any] = []

    def things() -> Any:
        for thing in SELECTIONS[kind](asked()):
            drawn.append(thing)
            yield thing

    pieces = iter(export(kind, file_format, things(), words="", errors={}))
    next(pieces)
    assert drawn == []
    next(pieces)
    assert len(drawn) == 1
    next(pieces)
    assert len(drawn) <= 2


@pytest.mark.parametrize("file_format", FORMATS)
@KINDS
def test_a_selection_that_is_longer_than_a_chunk_is_whole(kind, file_format, monkeypatch):
    whole = as_text(kind, file_format)
    monkeypatch.setattr("talks.exports.rows.CHUNK", 3)

    assert as_text(kind, file_format) == whole


def test_rows_are_not_kept_once_they_are_written():
    things = SELECTIONS["statements"](asked())
    as_text("statements", "json", things=things)

    assert things._result_cache is None
