"""The list of sources with its filters and errors, and the page of one source."""

import pytest
from django.test import Client

from talks.pages import source_search
from tests.factories import make_citation, make_round, make_source
from tests.pages import Page

pytestmark = pytest.mark.django_db


def page_of(address: str) -> Page:
    response = Client().get(address)
    assert response.status_code == 200
    return Page(response)


def matching_slugs(query: str) -> list[str]:
    """Return the slugs of the sources that that match a query, in the order of the list."""
    return [address.split("/")[2] for address in page_of(f"/sources/?{query}").entries()]


@pytest.fixture
def four() -> None:
    """Four sources, alphabetic by slug, of which two have citations."""
    make_source(slug="a", publisher="TASS", language="ru", published="2017-02-16")
    make_source(slug="b", publisher="The Blog", subkind="blog", author="Ann Lee")
    c = make_source(slug="c", kind="un-document", publisher="UN", published="2019~", language="ar")
    d = make_source(slug="d", publisher="TASS, again", published="2018-05", language="ru")
    for source, number in ((c, 2), (d, 1)):
        for n in range(number):
            make_citation(source=source, round=make_round(), locator=f"{n}")


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("", "abcd"),
        ("kind=un-document", "c"),
        ("subkind=blog", "b"),
        ("publisher=TASS", "a"),
        ("publisher=tass", "a"),
        ("published=dated", "acd"),
        ("published=undated", "b"),
        ("published=2017", "a"),
        ("published=2018", "cd"),  # “about 2019” may be 2018
        ("published=1999", ""),
        ("language=ru", "ad"),
        ("language=und", "b"),
        ("q=tass", "ad"),
        ("q=lee+blog", "b"),
        ("q=lee+tass", ""),
        ("language=ru&published=2018", "d"),
        ("sort=date", "dcab"),
        ("sort=citations", "cdab"),
        ("page=99", "abcd"),
        ("unknown=%00&another=<b>", "abcd"),
    ],
)
def test_the_list_holds_the_sources_that_match_all_filters(query: str, slugs: str) -> None:
    assert matching_slugs(query) == list(slugs)


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize(
    ("query", "field", "message"),
    [
        ("kind=%3Cb%3E", "kind", "“<b>” is no kind of source: choose one from the list."),
        ("subkind=rumour", "subkind", "“rumour” is no source type"),
        ("published=17", "published", "“17” is no year from 1900 to 2100"),
        ("published=dated&published=undated", "published", "asked for twice: choose one"),
        ("language=tlh", "language", "“tlh” is no language of a source here"),
        ("publisher=tas", "publisher", "No publisher is called “tas”: choose one"),
        ("sort=colour", "sort", "“colour” is no order of the list"),
        ("q=%00", "q", "Take out the NUL character."),
        ("q=" + "x" * 201, "q", "at most 200"),
        ("page=x", "page", "A page is a number, as 2."),
        ("page=0", "page", "greater than or equal to 1"),
        ("page=" + "9" * 5000, "page", "A page is a number"),
    ],
)
def test_a_wrong_value_narrows_nothing_and_is_named_at_its_field(
    query: str, field: str, message: str
) -> None:
    page = page_of(f"/sources/?{query}")

    assert len(page.entries()) == 4
    assert message in page.text(page.by_id(f"id_{field}_error"))
    if field != "page":
        assert page.by_id(f"id_{field}").get("aria-describedby") == f"id_{field}_error"


@pytest.mark.usefixtures("four")
def test_each_option_counts_its_sources_under_the_other_filters() -> None:
    page = page_of("/sources/?published=2018&language=ru")

    def options(name: str) -> list[str]:
        return [page.text(option) for option in page.all("option", within=page.by_id(name))]

    assert options("id_kind") == ["Any kind", "News (1)"]
    assert options("id_published") == ["Any time", "With a date (2)", "2018 (1)", "2017 (1)"]
    assert options("id_language") == ["Any language", "Arabic (1)", "Russian (1)"]
    assert [option.get("value") for option in page.by_id("publishers")] == ["TASS, again"]
    assert page.text(page.by_id("list-title")) == "1 of 4 sources"


def test_a_chosen_option_stays_in_the_list_even_if_no_source_matches() -> None:
    make_source(kind="news")
    page = page_of("/sources/?kind=dataset")
    [selected_option] = [
        one for one in page.all("option") if "selected" in one.attrib and one.get("value")
    ]

    assert page.text(selected_option) == "Data set (0)"
    assert "No source matches." in page.text()


def test_links_between_pages_keep_the_filters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_search, "PAGE_SIZE", 2)
    for number in range(5):
        make_source(slug=f"s{number}", publisher="A & B")
    page = page_of("/sources/?publisher=A+%26+B&page=2")
    links = {link.get("rel"): link.get("href") for link in page.all("a") if link.get("rel")}

    assert matching_slugs("publisher=A+%26+B&page=2") == ["s2", "s3"]
    assert links == {
        "prev": "?publisher=A+%26+B&page=1#list-title",
        "next": "?publisher=A+%26+B&page=3#list-title",
    }


def test_a_weak_source_is_marked_and_others_are_not() -> None:
    for subkind in ("aggregator", "government-release", ""):
        make_source(slug=f"a-{subkind}", subkind=subkind)
    page = page_of("/sources/")

    assert [page.text(one) for one in page.all("span", "witness-weak")] == ["aggregator"]
    assert [page.text(one) for one in page.all("span", "witness")] == [
        "aggregator",
        "government release",
    ]
    assert "Low reliability" in page_of("/sources/a-aggregator/").text()
    assert "Low reliability" not in page_of("/sources/a-government-release/").text()


def test_a_source_shows_how_it_was_read_and_links_to_the_original() -> None:
    source = make_source(
        slug="it",
        publisher="A & B",
        published="2017-02-16",
        language="pt-BR",
        url="https://example.org/a",
        accessed_via="Opening of a stored copy.",
        note="Undated page.",
    )
    round = make_round()
    for locator in ("1", "2"):
        make_citation(source=source, round=round, locator=locator)
    page = page_of("/sources/it/")
    [out] = [link for link in page.all("a") if link.get("href") == "https://example.org/a"]

    assert set(out.get("rel").split()) == {"noopener", "noreferrer", "external"}
    assert "Published 16 February 2017 2017-02-16" in page.text()
    assert "Language Brazilian Portuguese" in page.text()
    assert "Read as Opening of a stored copy." in page.text()
    assert "1 fact, 2 citations" in page.text()
    assert ("/sources/?publisher=A%20%26%20B", "A & B") in page.links()
    assert matching_slugs("publisher=A%20%26%20B") == ["it"]
