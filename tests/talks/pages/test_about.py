"""About: its numbers are those of the record, and every page links to it."""

import pytest
from django.test import Client

from talks.models import KIND_MEANINGS, Nature, StatementKind
from tests.factories import make_citation, make_round, make_source, make_statement
from tests.pages import Page


def page_of(address: str) -> Page:
    response = Client().get(address)
    assert response.status_code == 200
    return Page(response)


def test_with_the_document_alone_it_says_nothing_of_the_wider_record(document: None) -> None:
    page = page_of("/about/")
    text = page.text()

    assert "Only its facts are loaded here" in text
    assert "all in the founding article" in text
    assert "Everything here rests on one article" in text
    assert "PA-X Peace" not in text
    assert "13 of 13 statements and 22 of 22 rounds rest on a single source" in text


def test_with_more_sources_it_counts_the_weak_ones(document: None) -> None:
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
def test_an_empty_record_has_an_about_page_that_claims_nothing() -> None:
    text = page_of("/about/").text()

    assert "What it holds Rounds 0 Statements 0" in text
    assert "There are none yet. Dates and status" in text
    assert "founding article" not in text
    assert "one document" not in text


@pytest.mark.django_db
def test_a_record_without_the_founding_document_says_nothing_of_it() -> None:
    make_citation(
        round=make_round(),
        source=make_source(),
        reported_field="start",
        reported_value="x",
        nature=Nature.SLIP,
    )
    text = page_of("/about/").text()

    assert "There is 1 such point. All of them, by type and track." in text
    assert "founding article" not in text
    assert "one document" not in text


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/tracks/", "/sources/", "/actors/", "/about/"])
def test_every_page_links_to_it_and_marks_itself_in_the_menu(address: str) -> None:
    page = page_of(address)
    [nav] = [one for one in page.all("nav") if one.get("aria-label") == "Main"]
    [here] = [link for link in page.all("a", within=nav) if link.get("aria-current")]

    assert here.get("href") == address
    assert ("/about/", "About") in page.links(nav)
    assert "/about/" in dict(page.links(page.all("footer")[0]))


@pytest.mark.django_db
def test_it_says_what_each_type_of_statement_and_each_column_means() -> None:
    text = page_of("/about/").text()

    assert set(KIND_MEANINGS) == set(StatementKind)
    assert "Rejection Refuses a plan, a demand, a person or a meeting." in text
    assert "speaker_name The speaker's name." in text
