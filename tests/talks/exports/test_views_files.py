"""Files over HTTP: exactly what the page shows under the same question."""

import json
from typing import Any
from unittest import mock

import pytest
from django.http import HttpResponse
from django.test import Client
from hypothesis import example, given, settings

from talks.explorer import results
from talks.exports.formats import FORMATS
from talks.models import THING_TYPES
from tests.pages import Page
from tests.records import ask, questions
from tests.talks.files import KINDS_AND_SUFFIXES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]

FILES = pytest.mark.parametrize(("kind", "suffix"), KINDS_AND_SUFFIXES)


def get(kind: str, suffix: str, query: str = "") -> HttpResponse:
    response = Client().get(f"/{kind}.{suffix}?{query}")
    assert response.status_code == 200
    return response


def from_json(kind: str, query: str) -> list[dict[str, Any]]:
    return json.loads(get(kind, "json", query).getvalue())[kind]


def read_page(query: str) -> tuple[list[str], set[str], set[str]]:
    """Return what the page shows: its list over all its pages, its chart, and its sidebar.

    Of a period the list stands on each page in two parts: what is dated, and what is undated.
    """
    first = page = Page(Client().get(f"/?{query}"))
    paths = page.entries()
    while turns := [link for link in page.all("a") if link.get("rel") == "next"]:
        page = Page(Client().get(turns[0].get("href")))
        paths += page.entries()
    if further := [link for part in page.all("p", "more") for link in page.links(part)]:
        [(address, _words)] = further
        few = {
            page.links(entry)[0][0]
            for entry in page.all("li", "entry", within=page.by_id("undated-entries"))
        }
        paths = [path for path in paths if path not in few]
        paths += read_page(address.partition("?")[2])[0]
    marks = {
        f"/{mark['path']}/"
        for trace in (first.figure()["data"] if paths else ())
        if trace["meta"] in ("round", "statement", "document")
        for mark in trace["customdata"]
    }
    boxes = first.all("input", within=first.by_id("actors"))
    return paths, marks, {box.get("value", "") for box in boxes}


@settings(max_examples=12)
@given(question=questions())
@example({"venue": "geneva"})
@example({"venue": "astana", "actor": "israel"})
@example({"q": "“calm” & <b>", "lanes": "actor"})
def test_files_hold_exactly_what_the_page_shows(question):
    query = ask(**question).here
    with mock.patch.object(results, "PAGE_SIZE", 31):
        paths, marks, sidebar = read_page(query)

    assert len(set(paths)) == len(paths)
    assert marks == set(paths)
    for kind in THING_TYPES.values():
        rows = from_json(kind, query)
        shown_paths = [address for address in paths if address.startswith(f"/{kind}/")]
        # As of a day the page orders by what was known of dates, a file as the record stands.
        in_order = sorted if "as_of" in question else list
        assert in_order(row["url"] for row in rows) == in_order(shown_paths)
    if "actor" not in question:
        assert {row["slug"] for row in from_json("actors", query)} == sidebar


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


def test_a_file_is_whole_whatever_page_lanes_or_zoom_are_shown():
    whole = get("rounds", "json", "venue=geneva").getvalue()
    look = "venue=geneva&page=7&lanes=actor&open=rounds/geneva-9&view=2017-01-01/2018-01-01"

    assert get("rounds", "json", look).getvalue() == whole


@FILES
def test_every_file_is_a_stream_with_a_name_and_a_type(kind, suffix):
    response = get(kind, suffix)

    assert response.streaming
    assert response["Content-Type"] == FORMATS[suffix].media_type
    assert response["Content-Disposition"] == f'inline; filename="{kind}.{suffix}"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert len(response.getvalue()) > 100


@FILES
def test_an_empty_selection_is_a_file_all_the_same(kind, suffix):
    nothing = get(kind, suffix, "venue=astana&actor=israel")

    assert len(nothing.getvalue()) < len(get(kind, suffix).getvalue())


def test_an_unknown_format_is_not_found():
    assert Client().get("/rounds.nothing").status_code == 404
