"""Differences are shown whole: by fact and field, the gravest first, beside the record's value."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from talks.disagreements import disagreements
from talks.models import Citation, Nature
from tests.factories import make_citation, make_round, make_source, make_track


@pytest.mark.django_db
def test_reports_on_one_field_of_one_fact_stand_together_the_gravest_first() -> None:
    meeting, other = make_round(start="2017-02-16"), make_round()
    for value, nature in (("15", Nature.SLIP), ("15-16", Nature.CONTRADICTION)):
        make_citation(
            round=meeting,
            source=make_source(),
            reported_field="start",
            reported_value=value,
            nature=nature,
        )
    make_citation(round=other, reported_field="venue", reported_value="x", nature=Nature.PRECISION)
    make_citation(round=other, source=make_source(), locator="2.2")

    found = disagreements(Citation.objects.differing())

    assert [(one.fact, one.field, one.nature) for one in found] == [
        (meeting, "start", Nature.CONTRADICTION),
        (other, "venue", Nature.PRECISION),
    ]
    assert {report.reported_value for report in found[0].reports} == {"15", "15-16"}
    assert found[0].recorded == "2017-02-16"


def test_the_page_lists_what_the_document_says_otherwise(client: Client, document: None) -> None:
    page = client.get("/sources/disagreements/").content.decode()

    assert "16 points" in page
    assert "“Kazakhstan”" in page
    assert "“regime”" in page
    assert "/sources/opposing-sides-agree-geneva/#at-2-3" in page


def test_the_page_takes_one_query_however_many_there_are(
    client: Client, django_assert_num_queries: Callable[[int], Any], document: None
) -> None:
    with django_assert_num_queries(1):
        client.get("/sources/disagreements/")


def test_a_round_tells_at_the_value_that_a_source_differs(client: Client, document: None) -> None:
    page = client.get("/rounds/astana-10/").content.decode()
    value = page.split("<dt>Venue</dt>")[1].split("</dd>")[0]

    assert "1 source differs" in value
    assert "“Kazakhstan”" in value
    assert "/sources/opposing-sides-agree-geneva/#at-1-4" in value
    assert page.count("1 source differs") == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "recorded"),
    [
        *(("start", "2017-02-16"), ("track", "Lake talks"), ("number", "4"), ("venue", "")),
        *(("length", ""), ("save", ""), ("citations", ""), ("topics", ""), ("__class__", "")),
    ],
)
def test_what_is_recorded_is_the_value_of_a_field_and_of_nothing_else(field, recorded) -> None:
    meeting = make_round(start="2017-02-16", track=make_track(slug="lake"), number=4)
    make_citation(
        round=meeting, reported_field=field, reported_value="x", nature=Nature.CONTRADICTION
    )
    [found] = disagreements(Citation.objects.differing())

    assert found.recorded == recorded
