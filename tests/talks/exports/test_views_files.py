"""Files over HTTP: exactly what the page shows under the same question, in every format."""

import csv
import io
import json
from typing import Any
from unittest import mock

import pytest
from django.http import HttpResponse
from django.test import Client
from hypothesis import example, given, settings

from talks.explorer import results
from talks.exports.rows import COLUMNS, FORMATS
from talks.models import THING_TYPES
from tests.pages import Page
from tests.records import asked, questions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]

MEDIA = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
KINDS = pytest.mark.parametrize("kind", COLUMNS)
FORMS = pytest.mark.parametrize("form", FORMATS)


def get(kind: str, form: str, query: str = "") -> HttpResponse:
    response = Client().get(f"/{kind}.{form}?{query}")
    assert response.status_code == 200
    return response


def from_json(kind: str, query: str) -> list[dict[str, Any]]:
    return json.loads(get(kind, "json", query).getvalue())[kind]


def from_csv(kind: str, query: str) -> list[dict[str, str]]:
    text = get(kind, "csv", query).getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def shown(query: str) -> tuple[list[str], set[str], set[str]]:
    """Return what the page shows: its list over all its pages, its chart, and its sidebar."""
    first = page = Page(Client().get(f"/?{query}"))
    listed = page.entries()
    while turns := [link for link in page.all("a") if link.get("rel") == "next"]:
        page = Page(Client().get(turns[0].get("href")))
        listed += page.entries()
    marks = {
        f"/{mark['path']}/"
        for trace in (first.figure()["data"] if listed else ())
        if trace["meta"] in ("round", "statement", "document")
        for mark in trace["customdata"]
    }
    boxes = first.all("input", within=first.named("actors"))
    return listed, marks, {box.get("value", "") for box in boxes}


@settings(max_examples=12)
@given(question=questions())
@example({"venue": "geneva"})
@example({"venue": "astana", "actor": "israel"})
@example({"q": "“calm” & <b>", "lanes": "actor"})
def test_files_hold_exactly_what_the_page_shows(question):
    query = asked(**question).here
    with mock.patch.object(results, "PAGE_SIZE", 31):
        listed, marks, sidebar = shown(query)

    assert len(set(listed)) == len(listed)
    assert marks == set(listed)
    for kind in THING_TYPES.values():
        rows = from_json(kind, query)
        shown_here = [address for address in listed if address.startswith(f"/{kind}/")]
        # As of a day the page orders by what was known of dates, a file as the record stands.
        in_order = sorted if "as_of" in question else list
        assert in_order(row["url"] for row in rows) == in_order(shown_here)
        assert [line["url"] for line in from_csv(kind, query)] == [row["url"] for row in rows]
    if "actor" not in question:
        assert {row["slug"] for row in from_json("actors", query)} == sidebar


@settings(max_examples=10)
@given(question=questions())
def test_every_kind_is_the_same_in_every_format(question):
    query = asked(**question).here

    for kind in COLUMNS:
        rows, lines = from_json(kind, query), from_csv(kind, query)
        names = [name for name in ("slug", "url", "subject", "object") if name in COLUMNS[kind]]
        assert [[row[name] for name in names] for row in rows] == [
            [line[name] for name in names] for line in lines
        ]


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("venue=geneva", [f"geneva-{n}" for n in range(1, 10)]),
        ("venue=astana", [f"astana-{n}" for n in range(1, 13)]),
        ("q=12&track=astana", ["astana-12"]),
        ("since=2019&until=2019&track=constitutional-committee", ["constitutional-committee-2019"]),
    ],
)
def test_the_rounds_of_a_question_are_those_of_the_document(query, slugs):
    assert [row["slug"] for row in from_json("rounds", query)] == slugs
    assert [line["slug"] for line in from_csv("rounds", query)] == slugs


def test_a_file_is_whole_whatever_page_lanes_or_zoom_are_shown():
    whole = get("rounds", "json", "venue=geneva").getvalue()
    look = "venue=geneva&page=7&lanes=actor&open=rounds/geneva-9&view=2017-01-01/2018-01-01"

    assert get("rounds", "json", look).getvalue() == whole


@KINDS
@FORMS
def test_every_kind_comes_in_every_format_named_and_typed_as_a_stream(kind, form):
    response = get(kind, form)

    assert response.streaming
    assert response["Content-Type"] == MEDIA[form]
    assert response["Content-Disposition"] == f'inline; filename="{kind}.{form}"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert len(response.getvalue()) > 100


def test_every_format_is_known_here():
    assert MEDIA.keys() == FORMATS.keys()


@KINDS
def test_an_empty_selection_is_a_file_all_the_same(kind):
    query = "venue=astana&actor=israel"

    assert from_json(kind, query) == from_csv(kind, query) == []
    header = get(kind, "csv", query).getvalue().decode("utf-8-sig")
    assert header.strip().split(",") == list(COLUMNS[kind])


def test_a_file_says_what_was_asked_and_what_of_it_was_wrong():
    told = json.loads(get("rounds", "json", "venue=geneva&venue=nowhere&since=2020-13").getvalue())

    assert told["filter"] == "in Geneva"
    assert told["errors"].keys() == {"venue", "since"}
    assert len(told["rounds"]) == 9
