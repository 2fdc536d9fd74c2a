"""Differences are shown whole: by fact and field, the gravest first, beside the record's value."""

from typing import Any

import pytest
from django.test import Client

from talks.models import Citation, Nature
from talks.pages.disagreements import group_disagreements
from tests.factories import (
    make_actor,
    make_citation,
    make_document,
    make_round,
    make_source,
    make_track,
)
from tests.pages import Page


@pytest.mark.django_db
def test_reports_on_one_field_of_a_fact_are_one_group_worst_first() -> None:
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

    disagreements = group_disagreements(Citation.objects.differing())

    assert [(one.fact, one.field, one.nature) for one in disagreements] == [
        (meeting, "start", Nature.CONTRADICTION),
        (other, "venue", Nature.PRECISION),
    ]
    assert {report.reported_value for report in disagreements[0].reports} == {"15", "15-16"}
    assert disagreements[0].recorded_value == "2017-02-16"


def test_the_page_lists_the_differences_of_the_document(client: Client, document: None) -> None:
    page = client.get("/sources/disagreements/").content.decode()

    assert "16 points on which sources differ, 16 of them in the founding article" in page
    assert "“Kazakhstan”" in page
    assert "“regime”" in page
    assert "/sources/opposing-sides-agree-geneva/#at-2-3" in page


def test_the_wider_record_and_the_document_are_counted_apart(
    client: Client, document: None
) -> None:
    make_citation(
        round=make_round(), reported_field="start", reported_value="x", nature=Nature.SLIP
    )
    page = Page(client.get("/sources/disagreements/"))

    assert "17 points on which sources differ, 16 of them in the founding article" in page.text()


@pytest.mark.django_db
def test_without_the_founding_document_the_page_says_nothing_of_it(client: Client) -> None:
    dispute(Nature.SLIP, round=make_round())
    text = Page(client.get("/sources/disagreements/")).text()

    assert "1 point on which sources differ." in text
    assert "founding article" not in text


def dispute(nature: str, **fact: Any) -> None:
    make_citation(reported_field="length", reported_value="x", nature=nature, **fact)


@pytest.fixture
def five() -> None:
    """Two disagreements on the lake, one in the hills, two on no track."""
    lake, hills = (make_track(slug=slug, position=n) for n, slug in ((2, "lake"), (1, "hills")))
    by_the_lake = make_round(track=lake)
    dispute(Nature.SLIP, round=by_the_lake)
    dispute(Nature.CONTRADICTION, document=make_document(round=by_the_lake))
    dispute(Nature.CONTRADICTION, round=make_round(track=hills))
    dispute(Nature.CONTRADICTION, document=make_document())
    dispute(Nature.NAMING, actor=make_actor())


@pytest.mark.django_db
@pytest.mark.usefixtures("five")
def test_the_numbers_of_the_table_link_to_the_rows_that_they_count(
    client: Client,
) -> None:
    page = Page(client.get("/sources/disagreements/"))
    [table] = page.all("table", "matrix")
    rows = [page.text(row) for row in page.all("tr", within=table)[1:]]
    links = [address for address, _ in page.links(table)]

    assert rows == ["Hills 1 1", "Lake 1 1 2", "Several or no tracks 1 1 2", "All 3 1 1 5"]
    assert links[:2] == [
        "/sources/disagreements/?nature=contradiction&track=hills#list-title",
        "/sources/disagreements/?track=hills#list-title",
    ]
    assert links[-1] == "/sources/disagreements/#list-title"
    for address, number in page.links(table):
        rows = Page(client.get(address.partition("#")[0])).all("li", "disagreement")
        assert len(rows) == int(number)


@pytest.mark.django_db
@pytest.mark.usefixtures("five")
def test_the_list_goes_by_nature_and_then_by_track(client: Client) -> None:
    page = Page(client.get("/sources/disagreements/"))
    headings = [
        page.text(one)
        for part in page.all("section", "nature")
        for one in part.iter()
        if one.tag in ("h2", "h3")
    ]

    assert headings == [
        "Contradiction",
        "Hills talks",
        "Lake talks",
        "Several or no tracks",
        "Different name or number",
        "Several or no tracks",
        "Misprint",
        "Lake talks",
    ]


@pytest.mark.django_db
@pytest.mark.usefixtures("five")
@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("nature=contradiction", 3),
        ("nature=contradiction&nature=slip", 4),
        ("nature=contradiction&track=lake", 1),
        ("track=lake&track=none", 4),
        ("nature=judgement", 0),
        ("nature=lie", 5),
        ("nature=lie&track=lake", 2),
    ],
)
def test_the_list_is_narrowed_to_the_chosen_natures_and_tracks(
    client: Client, query: str, number: int
) -> None:
    page = Page(client.get(f"/sources/disagreements/?{query}"))

    assert len(page.all("li", "disagreement")) == number
    assert page.text(page.by_id("list-title")) == ("All 5" if number == 5 else f"{number} of 5")


@pytest.mark.django_db
@pytest.mark.usefixtures("five")
def test_a_wrong_value_is_named_with_the_right_ones(client: Client) -> None:
    page = Page(client.get("/sources/disagreements/?nature=%3Cb%3E&track=sea&track=%00"))
    [nature, *tracks] = [page.text(one) for one in page.all("p", "error")]

    assert nature.startswith("“<b>” is no nature here: choose one from the table, or one of con")
    assert [message[:5] for message in tracks] == ["“sea”", "“\x00” i"]
    assert "hills, lake, none" in tracks[0]


@pytest.mark.django_db
def test_the_value_of_the_record_is_in_words(client: Client) -> None:
    meeting = make_round(start="2017-02-16", status="postponed")
    for field in ("start", "status"):
        make_citation(round=meeting, reported_field=field, reported_value="x", nature=Nature.SLIP)
    page = Page(client.get("/sources/disagreements/"))
    texts = [page.text(facts) for facts in page.all("dl", "facts")]

    assert texts[0].startswith("16 February 2017 the record “x”")
    assert texts[1].startswith("postponed the record “x”")


def test_a_round_shows_beside_a_value_that_a_source_differs(client: Client, document: None) -> None:
    page = client.get("/rounds/astana-10/").content.decode()
    value = page.split("<dt>Venue</dt>")[1].split("</dd>")[0]

    assert "1 source is less precise" in value
    assert "“Kazakhstan”" in value
    assert "/sources/opposing-sides-agree-geneva/#at-1-4" in value
    assert page.count("1 source is less precise") == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "recorded"),
    [
        ("start", "2017-02-16"),
        ("track", "Lake talks"),
        ("number", "4"),
        ("venue", ""),
        ("length", ""),
        ("save", ""),
        ("citations", ""),
        ("topics", ""),
        ("__class__", ""),
    ],
)
def test_only_a_column_of_the_fact_has_a_recorded_value(field, recorded) -> None:
    meeting = make_round(start="2017-02-16", track=make_track(slug="lake"), number=4)
    make_citation(
        round=meeting, reported_field=field, reported_value="x", nature=Nature.CONTRADICTION
    )
    [disagreement] = group_disagreements(Citation.objects.differing())

    assert disagreement.recorded_value == recorded
