"""About: the numbers are those of the record as it is loaded, and every page leads there."""

import pytest
from django.test import Client

from tests.factories import make_citation, make_round, make_source, make_statement
from tests.pages import Page


def page_of(address: str) -> Page:
    response = Client().get(address)
    assert response.status_code == 200
    return Page(response)


def test_with_the_document_alone_it_claims_nothing_of_the_wider_record(document: None) -> None:
    page = page_of("/about/")
    text = page.text()

    assert "Only its facts are loaded here" in text
    assert "all of the document" in text
    assert "Everything here rests on the one document" in text
    assert "PA-X Peace" not in text
    assert "Wikidata" not in text
    assert "13 of 13 statements and 22 of 22 rounds rest on a single source" in text


def test_with_more_sources_it_counts_what_is_weak_in_them(document: None) -> None:
    aggregator = make_source(subkind="aggregator")
    make_source(subkind="blog", published="2017")
    statement = make_statement(quotation="No.", quotation_reread=True)
    make_statement(quotation="Yes.")
    make_citation(statement=statement, source=aggregator)
    make_citation(statement=statement, source=make_source(published="2018"))
    make_citation(round=make_round(), source=aggregator, locator="2")
    text = page_of("/about/").text()

    assert "13 of 15 statements and 23 of 23 rounds rest on a single source" in text
    assert "1 of 4 sources carry no date" in text
    assert "1 sources are aggregators and 1 are blogs" in text
    assert "On a second look 1 of these were found again" in text


@pytest.mark.django_db
def test_an_empty_record_has_an_about_page_too() -> None:
    assert "What it holds Rounds 0 Statements 0" in page_of("/about/").text()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/tracks/", "/sources/", "/actors/", "/about/"])
def test_every_page_leads_to_it_and_says_where_one_is(address: str) -> None:
    page = page_of(address)
    [nav] = [one for one in page.all("nav") if one.get("aria-label") == "Main"]
    [here] = [link for link in page.all("a", within=nav) if link.get("aria-current")]

    assert here.get("href") == address
    assert ("/about/", "About") in page.links(nav)
    assert "/about/" in dict(page.links(page.all("footer")[0]))
