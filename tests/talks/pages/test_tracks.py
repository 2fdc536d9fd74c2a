"""The tracks: what is counted on each, how late plans were held, the founding article's count."""

import pytest
from django.test import Client

from talks.models import Track
from talks.pages.track_tallies import read_own_counts, tally_tracks
from tests.factories import (
    make_citation,
    make_document,
    make_round,
    make_source,
    make_statement,
    make_track,
    make_venue,
)
from tests.pages import Page


def page_of(address: str) -> Page:
    response = Client().get(address)
    assert response.status_code == 200
    return Page(response)


@pytest.mark.django_db
def test_tracks_are_listed_in_their_order_with_their_counts() -> None:
    make_track(slug="later", position=2)
    lake = make_track(slug="lake", position=1, tone=4, description="By the lake.")
    whole = make_round(track=lake, start="2014~", venue=make_venue())
    make_round(track=lake, start="2014-01-22", end="2014-01-31", part_of=whole)
    make_round(track=lake, start="2016-03", number=9)
    for status in ("planned", "postponed", "postponed"):
        make_round(track=lake, status=status, start="2019")
    for _ in range(2):
        make_statement(round=whole)
    make_document(round=whole)
    citation = make_citation(track=lake, source=make_source(slug="a-map"))
    page = page_of("/tracks/")
    first, second = page.all("li", "entry")

    assert [page.links(entry)[0] for entry in (first, second)] == [
        ("/tracks/lake/", "Lake talks"),
        ("/tracks/later/", "Later talks"),
    ]
    assert "tone-4" in first.get("class")
    assert page.text(first) == (
        "22 January 2014 to March 2016 Lake talks By the lake. Source: 1 "
        "Rounds: 3 held, 1 planned, 2 postponed · 2 statements · 1 document · On the timeline"
    )
    assert ("/?track=lake", "On the timeline") in page.links(first)
    assert (citation.get_absolute_url(), "1") in page.links(first)
    assert page.text(second) == (
        "dates not given Later talks No source yet Rounds: none · On the timeline"
    )
    assert "Slips" not in page.text()


@pytest.mark.django_db
def test_a_tally_counts_rounds_by_country_and_sessions() -> None:
    lake = make_track()
    for country in ("Austria", "Switzerland", "Switzerland"):
        make_round(track=lake, venue=make_venue(country_name=country))
    make_round(track=lake, part_of=lake.rounds.first())
    make_round(track=lake, status="planned", venue=make_venue())
    [tally] = tally_tracks(Track.objects.filter(pk=lake.pk))

    assert tally.countries == [("Switzerland", 2), ("", 1), ("Austria", 1)]
    assert (tally.rounds_held, tally.sessions, tally.dates_in_words) == (4, 1, "")


@pytest.mark.django_db
def test_a_row_that_only_sums_up_rounds_is_not_counted_beside_them() -> None:
    summary = make_round(number=None)
    make_round(track=summary.track, number=1, part_of=summary)
    make_citation(round=summary, source=make_source(slug="article"), supports=["status"])
    tallies = tally_tracks(Track.objects.filter(pk=summary.track.pk))

    assert (tallies[0].rounds_held, tallies[0].sessions) == (1, 0)
    assert read_own_counts("article", tallies) == []


@pytest.mark.django_db
def test_slips_are_in_the_table_and_the_figure_and_plans_without_a_day_are_named() -> None:
    lake = make_track(slug="lake")
    realised_round = make_round(track=lake, start="2017-09-14", number=6)
    make_round(track=lake, status="postponed", start="2017-08", realised_as=realised_round)
    make_round(track=lake, status="planned", title="Some day", realised_as=realised_round)
    page = page_of("/tracks/")
    [table] = page.all("table", "stacking")
    [chart] = page.all("talks-figure")

    assert [page.text(row) for row in page.all("tr", within=table)[1:]] == [
        "Lake 6 August 2017 14 September 2017 14 to 44 days"
    ]
    assert chart.get("role") == "img"
    assert "1 announced round" in chart.get("aria-label")
    assert '"sure"' in "".join(page.by_id(chart.get("data-figure")).itertext())
    assert "where the plan was undated: Some day, held as Lake 6." in page.text()


@pytest.mark.django_db
def test_a_track_links_to_its_neighbours_and_its_documents() -> None:
    first, second, third = (make_track(slug=slug, position=n) for n, slug in enumerate("abc"))
    document = make_document(round=make_round(track=second))
    page = page_of("/tracks/b/")
    [neighbours] = page.all("nav", "neighbours")

    assert [address for address, _ in page.links(neighbours)] == [
        first.get_absolute_url(),
        "/tracks/",
        third.get_absolute_url(),
    ]
    for track, rel in ((first, "next"), (third, "prev")):
        ends = page_of(track.get_absolute_url())
        assert [link.get("rel") for link in ends.all("a") if link.get("rel")] == [rel]
    assert document.get_absolute_url() in page.entries()
    assert "founding article" not in page.text()


@pytest.mark.parametrize(
    ("track", "record", "document_says"),
    [
        (
            "astana",
            "12 rounds held: 12 in Kazakhstan",
            "12 rounds held, paragraph 1, sentence 4",
        ),
        (
            "geneva",
            "8 rounds held: 8 in Switzerland",
            "8 rounds held, paragraph 1, sentence 4 Geneva 9 still to come, headline, "
            "paragraph 1, sentence 1, paragraph 1, sentence 2",
        ),
    ],
)
def test_the_documents_own_count_is_shown_beside_the_records(
    document: None, track: str, record: str, document_says: str
) -> None:
    page = page_of(f"/tracks/{track}/")
    [_, own] = page.all("dl", "facts")
    texts = [page.text(value) for value in page.all("dd", within=own)]

    assert texts == [record, document_says]
