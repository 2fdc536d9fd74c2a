"""The page of each row: what it says, its sources, and its links."""

import re

import pytest
from django.test import Client

from actors.models import Relation
from talks.models import (
    TARGETS,
    Citation,
    ContextNote,
    OutcomeDocument,
    Participation,
    Source,
    TrackRole,
)
from tests.factories import (
    make_citation,
    make_document,
    make_round,
    make_source,
    make_statement,
    make_track,
)
from tests.fixtures.facts import FACTS, Fact
from tests.pages import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("facts")]

SOURCE = "opposing-sides-agree-geneva"
TEXTS = {"name", "city", "country_name", "timing", "format", "agenda", "outcome", "quotation"}
LINK_FIELDS = {"track", "venue", "speaker", "on_behalf_of", "round"}


def page_of(address: str) -> Page:
    response = Client().get(address.split("#")[0])
    assert response.status_code == 200
    page = Page(response)
    ids = page.ids()
    assert len(set(ids)) == len(ids), "an id twice in a page"
    return page


def in_words(locator: str) -> str:
    if locator == "0":
        return "headline"
    return "paragraph {}, sentence {}".format(*locator.split("."))


def place(locator: str) -> tuple[str, str]:
    """Return the link to a place in the document, and its words."""
    return f"/sources/{SOURCE}/#at-{locator.replace('.', '-')}", in_words(locator)


FACT = pytest.mark.parametrize(
    "fact", FACTS, ids=lambda fact: f"{fact.id} {' '.join(fact.key)}".strip()
)


# Every fact of the document ---------------------------------------------------------------------


@FACT
def test_a_fact_of_the_document_is_on_its_page_with_its_places_in_words(fact: Fact) -> None:
    row = fact.model._default_manager.get_by_natural_key(*fact.key)
    page = page_of(row.get_absolute_url())
    if isinstance(row, Relation):
        head = f"{row.kind_in_a_table.capitalize()} {row.object}"
        [where] = [line for line in page.all("tr") if page.text(line).startswith(head)]
    elif isinstance(row, TrackRole):
        [where] = [line for line in page.all("dd") if page.text(line).startswith(str(row.actor))]
    elif isinstance(row, ContextNote):
        _, _, name = row.get_absolute_url().partition("#")
        where = page.by_id(name)
        assert row.summary in page.text(where)
    else:
        [where] = page.all("section", "citations")

    links = page.links(where)
    if isinstance(row, ContextNote) and not row.actors.exists():
        assert {place(locator) for locator in fact.locators} == {
            (f"/sources/{SOURCE}/#{name}", page.text(page.all("h3", within=where)[0]).lower())
        }
    else:
        assert {place(locator) for locator in fact.locators} <= set(links)


@FACT
def test_each_fact_of_the_document_is_on_its_page(fact: Fact) -> None:
    row = fact.model._default_manager.get_by_natural_key(*fact.key)
    page = page_of(row.get_absolute_url())
    text, links = page.text(), {address for address, _ in page.links()}

    for name, value in fact.values.items():
        if name in TEXTS and value:
            assert value in text, name
        elif name in LINK_FIELDS and value:
            assert getattr(row, name).get_absolute_url() in links, name
        elif name == "addressees":
            assert {f"/actors/{slug}/" for slug in value} <= links
        elif name == "topics" and not isinstance(row, ContextNote):
            assert {f"/?topic={slug}" for slug in value} <= links
        elif name == "participations":
            for actor, role in (one.split("/") for one in value):
                part = row.participations.get(actor__slug=actor, role=role)
                assert part.actor.get_absolute_url() in links
        elif name == "status":
            assert f"Status {value}" in text
        elif name == "support":
            assert ", ".join(value) in text
        elif name == "role" and value:
            assert value in text
    if hasattr(row, "summary"):
        assert row.summary in text


@FACT
def test_the_page_of_the_source_has_each_fact_at_each_of_its_places(fact: Fact) -> None:
    row = fact.model._default_manager.get_by_natural_key(*fact.key)
    page = page_of(f"/sources/{SOURCE}/")

    for locator in fact.locators:
        link, words = place(locator)
        section = page.by_id(link.partition("#")[2])
        assert page.text(page.all("h3", within=section)[0]).lower() == words
        assert (row.get_absolute_url(), str(row)) in page.links(section)


def test_the_page_of_the_source_lists_facts_in_the_order_of_the_source() -> None:
    page = page_of(f"/sources/{SOURCE}/")
    places = [page.text(heading).lower() for heading in page.all("h3")]
    locators = {locator for fact in FACTS for locator in fact.locators}

    def order(locator: str) -> list[int]:
        return [int(part) for part in locator.split(".")]

    assert places == [in_words(locator) for locator in sorted(locators, key=order)]


def test_every_link_to_a_place_in_the_source_has_its_target() -> None:
    names = set(page_of(f"/sources/{SOURCE}/").ids())

    for citation in Citation.objects.all():
        assert citation.get_absolute_url().partition("#")[2] in names


def test_the_ninth_geneva_round_is_as_the_document_describes_it() -> None:
    page = page_of("/rounds/geneva-9/")
    facts = dict(
        zip(
            [page.text(term) for term in page.all("dt")],
            [page.text(value) for value in page.all("dd")],
            strict=True,
        )
    )

    assert page.text(page.all("h1")[0]) == "Geneva 9"
    assert facts["Status"] == "planned"
    assert facts["Date"].startswith("Date not given")
    assert "As soon as it is safe to meet in the coronavirus pandemic" in facts["Date"]
    assert facts["Venue"] == "Geneva, Switzerland"
    assert "Not virtual" in facts["Format"]
    assert "Agenda agreed by the two sides" in facts["Agenda"]
    assert "constitution" in facts["Agenda"]
    assert facts["Subject"] == "Constitution"
    assert {"Parties: Syrian government, Syrian opposition", "Mediator: United Nations"} == {
        page.text(line) for line in page.all("li", within=page.all("dd")[-1])
    }
    [citations] = page.all("section", "citations")
    assert {place(locator) for locator in ("0", "1.1", "1.2", "1.3", "1.4", "2.1", "3.1")} <= set(
        page.links(citations)
    )


# Each kind of page ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*TARGETS, "source"])
def test_every_row_with_an_address_has_a_page_there(name: str) -> None:
    model = TARGETS.get(name, Source)
    if model is OutcomeDocument:
        make_citation(document=make_document())
    rows = list(model._default_manager.all())
    assert rows

    pages = {address: page_of(address) for address in {row.get_absolute_url() for row in rows}}
    for row in rows:
        page = pages[row.get_absolute_url()]
        _, _, fragment = row.get_absolute_url().partition("#")
        assert not fragment or fragment in page.ids()
        if not isinstance(row, Relation | TrackRole | ContextNote | Participation):
            title = str(getattr(row, "speaker", row))
            assert page.text(page.all("h1")[0]).startswith(title)
            assert title in page.text(page.all("title")[0])


@pytest.mark.parametrize(
    "kind", ["rounds", "statements", "documents", "tracks", "venues", "sources", "actors"]
)
@pytest.mark.parametrize("slug", ["nowhere", "geneva-99", "9", "_", "a" * 300])
def test_a_wrong_address_answers_404_with_a_link_to_the_timeline(kind: str, slug: str) -> None:
    response = Client().get(f"/{kind}/{slug}/")
    page = Page(response)

    assert response.status_code == 404
    assert page.text(page.all("h1")[0]) == "Page not found"
    assert ("/", "timeline") in page.links()


@pytest.mark.parametrize("address", ["/rounds.xml", "/venues.csv", "/rounds.zip", "/rounds/a b/"])
def test_a_malformed_address_answers_404(address: str) -> None:
    assert Client().get(address).status_code == 404


def test_a_round_links_to_its_neighbours_statements_and_documents() -> None:
    track = make_track(slug="sochi")
    before, round, after = (make_round(track=track, ordinal=n) for n in (1, 5, 9))
    part = make_round(part_of=round, title="First session")
    plan = make_round(realised_as=round, status="postponed", title="Put off")
    statement, document = make_statement(round=round), make_document(round=round)
    page = page_of(round.get_absolute_url())

    links = dict(page.links())
    for row in (part, plan, document, statement):
        assert row.get_absolute_url() in links
    [neighbours] = page.all("nav", "neighbours")
    assert page.links(neighbours) == [
        (before.get_absolute_url(), "← Sochi 1"),
        ("/?track=sochi&open=rounds/sochi-5", "On the timeline"),
        (after.get_absolute_url(), "Sochi 9 →"),
    ]
    assert "Part of Sochi 5" in page_of(part.get_absolute_url()).text()
    assert "Held as Sochi 5" in page_of(plan.get_absolute_url()).text()


def test_a_statement_links_to_its_neighbours_in_time() -> None:
    page = page_of("/statements/russia-political-solution/")
    [neighbours] = page.all("nav", "neighbours")

    assert [address for address, _ in page.links(neighbours)] == [
        "/statements/united-states-political-solution/",
        "/?actor=russia&open=statements/russia-political-solution",
        "/statements/kelly-craft-agree-to-a-ceasefire/",
    ]


def test_the_first_round_has_no_previous_one_and_the_last_no_next() -> None:
    first, last = page_of("/rounds/geneva-1/"), page_of("/rounds/geneva-9/")

    assert [link.get("rel") for link in first.all("a") if link.get("rel")] == ["next"]
    assert [link.get("rel") for link in last.all("a") if link.get("rel")] == ["prev"]


def test_a_track_and_a_venue_list_their_rounds_in_order() -> None:
    geneva = [f"/rounds/geneva-{number}/" for number in range(1, 10)]

    assert page_of("/tracks/geneva/").entries() == geneva
    assert page_of("/venues/geneva/").entries() == geneva
    text = page_of("/tracks/geneva/").text()
    assert re.search(r"Mediator United Nations Opposing .*: paragraph 3, sentence 1", text)


def test_the_list_of_sources_counts_the_citations_of_each() -> None:
    source = make_source(slug="a-paper", publisher="The Paper", published="2017-02-16")
    make_citation(source=source, round=make_round())
    page = page_of("/sources/")
    lines = {page.links(line)[0][0]: page.text(line) for line in page.all("li", "entry")}

    assert lines["/sources/a-paper/"] == "16 February 2017 A paper The Paper · news · 1 citation"
    assert lines[f"/sources/{SOURCE}/"].startswith("about 2020 ")
    assert lines[f"/sources/{SOURCE}/"].endswith(f" {Citation.objects.count() - 1} citations")


def test_a_difference_from_the_record_is_shown_beside_its_citation() -> None:
    assert "uses the name “regime”" in page_of("/actors/syrian-government/").text()
    assert "less precise: venue “Kazakhstan”" in page_of("/rounds/astana-3/").text()
    assert "uses the name “rebels”" in page_of(f"/sources/{SOURCE}/").text()


def test_a_source_with_two_citations_of_a_fact_is_named_once() -> None:
    round, first, second = make_round(), make_source(slug="first"), make_source(slug="second")
    for source, locator in ((first, "1.1"), (second, "1.1"), (first, "2.1")):
        make_citation(round=round, source=source, locator=locator)
    page = page_of(round.get_absolute_url())
    [citations] = page.all("section", "citations")

    assert [text for _, text in page.links(citations)] == [
        "First",
        "paragraph 1, sentence 1",
        "paragraph 2, sentence 1",
        "Second",
        "paragraph 1, sentence 1",
    ]


def test_pages_say_where_there_are_no_citations() -> None:
    assert "No source yet." in page_of(make_round().get_absolute_url()).text()
    assert "No facts from it yet." in page_of(make_source().get_absolute_url()).text()
