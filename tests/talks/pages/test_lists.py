"""The plain lists of rounds, statements, documents and venues."""

import pytest
from django.test import Client

from talks.pages import lists
from tests.factories import (
    make_actor,
    make_document,
    make_participation,
    make_round,
    make_statement,
    make_track,
    make_venue,
)
from tests.pages import Page

pytestmark = pytest.mark.django_db


def page_of(address: str) -> Page:
    response = Client().get(address)
    assert response.status_code == 200
    return Page(response)


def headings(page: Page) -> list[str]:
    return [page.text(heading) for heading in page.all("h2")]


def test_who_stayed_away_or_walked_out_is_listed_below_the_rounds() -> None:
    lake = make_round(title="At the lake", start="2012-06-30")
    for role in ("party", "invited", "absent", "declined", "walked-out"):
        make_participation(round=lake, role=role, actor=make_actor(name=f"The {role}"))
    text = page_of("/rounds/").text()

    assert "The absent, absent: At the lake, 30 June 2012" in text
    assert "The declined, declined: At the lake" in text
    assert "The walked-out, walked out: At the lake" in text
    assert "The party" not in text.partition("Who stayed away")[2]
    assert "The invited" not in text.partition("Who stayed away")[2]


def test_rounds_are_listed_by_track_in_their_order() -> None:
    cairo, geneva = make_track(slug="cairo", position=2), make_track(slug="geneva", position=1)
    rounds = [make_round(track=track, ordinal=n) for track in (geneva, cairo) for n in (1, 2)]
    page = page_of("/rounds/")

    assert headings(page) == [str(geneva), str(cairo)]
    assert page.entries() == [round.get_absolute_url() for round in rounds]
    assert ("#cairo", cairo.short_name) in page.links()


@pytest.mark.parametrize(
    ("address", "make"), [("/statements/", make_statement), ("/documents/", make_document)]
)
def test_statements_and_documents_are_listed_by_year(address, make) -> None:
    rows = [make(slug=f"row-{date or 'undated'}", date=date) for date in ("2016-03", "2017", "")]
    page = page_of(address)

    assert headings(page) == ["2016", "2017", "Undated"]
    assert page.entries() == [row.get_absolute_url() for row in rows]
    assert (f"{address}?year=2017", "2017") in page.links()
    assert page_of(f"{address}?year=2017").entries() == [rows[1].get_absolute_url()]
    assert page_of(f"{address}?year=undated").entries() == [rows[2].get_absolute_url()]
    assert page_of(f"{address}?year=1999").entries() == []


def test_a_wrong_year_or_page_narrows_nothing_and_is_named() -> None:
    row = make_statement()
    page = page_of("/statements/?year=20x&page=x")

    assert page.entries() == [row.get_absolute_url()]
    assert len(page.all("p", "error")) == 2


def test_a_long_list_comes_in_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "PAGE_SIZE", 2)
    rows = [make_statement(slug=f"s-{n}", date=f"201{n}") for n in range(5)]
    page = page_of("/statements/?page=2")

    assert page.entries() == [row.get_absolute_url() for row in rows[2:4]]
    [pages] = page.all("nav", "pages")
    assert page.text(pages) == "Previous 3 to 4 of 5 Next"
    assert [address for address, _ in page.links(pages)] == ["?page=1", "?page=3"]


def test_venues_are_listed_by_country_with_their_rounds() -> None:
    venue = make_venue(slug="montreux", city="Montreux", country_name="Switzerland")
    make_round(venue=venue)
    page = page_of("/venues/")

    assert headings(page) == ["Switzerland"]
    assert "Montreux 1 round" in page.text()
