"""The public pages of actors: the list, and the page of one with its part in the talks."""

import pytest
from django.test import Client

from tests.factories import (
    make_actor,
    make_citation,
    make_context_note,
    make_document,
    make_participation,
    make_relation,
    make_round,
    make_source,
    make_statement,
    make_track,
    make_track_role,
)
from tests.pages import Page

pytestmark = pytest.mark.django_db


def page_of(address: str) -> Page:
    response = Client().get(address)
    assert response.status_code == 200
    return Page(response)


def section(page: Page, title: str) -> list[str]:
    """Return the addresses of the entries beneath a heading."""
    [article] = page.all("article")
    children = list(article)
    [at] = [n for n, one in enumerate(children) if one.tag == "h2" and page.text(one) == title]
    return [page.links(entry)[0][0] for entry in page.all("li", "entry", within=children[at + 1])]


def titles(page: Page) -> list[str]:
    return [page.text(one) for one in page.all("h2", "section-title")]


def test_actors_are_listed_by_kind_with_the_counts_of_their_circles_and_their_own() -> None:
    state = make_actor(slug="a-state", name_ar="دولة")
    person = make_actor(slug="a-person", kind="person")
    make_relation(subject=person, object=state, kind="office-of")
    for _ in range(3):
        make_statement(speaker=person, on_behalf_of=state)
    make_statement(speaker=person)
    for _ in range(2):
        round = make_round(participants=(state, person))
        make_participation(round=round, actor=state, role="host")
    page = page_of("/actors/")

    assert titles(page) == ["State or government", "Person"]
    lines = [page.text(line) for roster in page.all("ul", "roster") for line in roster]
    assert lines == [
        "A state دولة 2 rounds, 4 statements; itself 2 rounds, 3 statements 2 · 4 · – (2 · 3 · –)",
        "A person 2 rounds, 4 statements 2 · 4 · –",
    ]
    [jump] = page.all("nav", "jump")
    assert page.links(jump) == [("#state", "State or government"), ("#person", "Person")]
    [arabic] = [one for one in page.all("span") if one.get("lang") == "ar"]
    assert arabic.get("dir") == "rtl"


def test_the_page_of_an_actor_lists_its_rounds_and_the_statements_by_and_to_it() -> None:
    actor, envoy, other = (make_actor(slug=slug) for slug in ("un", "envoy", "other"))
    track = make_track()
    rounds = [make_round(track=track, participants=(actor,)) for _ in range(2)]
    make_participation(round=rounds[0], actor=actor, role="host")
    make_round(track=track, participants=(other,))
    own_statement = make_statement(speaker=actor, on_behalf_of=actor)
    on_behalf = make_statement(speaker=envoy, on_behalf_of=actor)
    addressed = make_statement(speaker=other, addressees=(actor, envoy))
    paper = make_document(parties=(actor, other))
    page = page_of("/actors/un/")

    assert section(page, "Rounds") == [round.get_absolute_url() for round in rounds]
    assert section(page, "Signed or agreed") == [paper.get_absolute_url()]
    assert section(page, "Statements") == [own_statement.get_absolute_url()]
    assert section(page, "By representatives") == [on_behalf.get_absolute_url()]
    assert section(page, "Addressed to Un") == [addressed.get_absolute_url()]
    assert ("/?actor=un", "On the timeline") in page.links()


def test_who_was_invited_and_stayed_away_took_no_part() -> None:
    actor = make_actor(slug="iran")
    invitation = make_participation(actor=actor, role="invited")
    source = make_citation(participation=invitation, supports=["role"]).source
    make_document(third_parties=(actor,))
    page = page_of("/actors/iran/")

    assert titles(page) == ["Invited, but not there", "Third party to"]
    [line] = page.all("ul", "spaced")[0]
    assert invitation.round.get_absolute_url() in dict(page.links(line))
    assert page.text(line).endswith("date not given: invited Source: 1")
    assert any(address.startswith(source.get_absolute_url()) for address, _ in page.links(line))
    assert "Iran 1 document – · – · 1" in page_of("/actors/").text()


def test_the_page_of_an_actor_shows_its_relations_in_both_directions() -> None:
    actor, friend, foe = (make_actor(slug=slug) for slug in ("iran", "friend", "foe"))
    make_relation(subject=actor, object=friend, support=["military"], role="in kind", start="2015")
    make_relation(subject=foe, object=actor, kind="rival-of")
    make_track_role(track=make_track(slug="astana"), actor=actor, role="guarantor")
    page = page_of("/actors/iran/")
    [table] = page.all("table", "relations")

    assert [page.text(line) for line in page.all("tr", within=table)[1:]] == [
        "Backs Friend In kind; military support 2015 Checked once",
        "Rival of Foe Checked once",
        "Guarantor of Astana talks",
    ]


@pytest.mark.parametrize(
    ("fields", "since", "until"),
    [
        ({"start": "2018-10-31"}, "31 October 2018", ""),
        ({"start": "2018/.."}, "2018", "ongoing"),
        ({"start": "2014-01-22", "start_is_sighting": True}, "first seen 22 January 2014", ""),
        ({"start": "2012", "end": "2023", "end_is_sighting": True}, "2012", "last seen 2023"),
        ({"start": "2012/2014"}, "2012", "2014"),
        ({"end": "2016"}, "", "2016"),
        ({"end": "../2020~"}, "", "by about 2020"),
        ({}, "", ""),
    ],
)
def test_a_relation_says_since_when_and_until_when(fields, since: str, until: str) -> None:
    relation = make_relation(**fields)

    assert (relation.since_in_words, relation.until_in_words) == (since, until)


def test_the_page_of_an_actor_names_the_members_that_are_counted_with_it() -> None:
    un = make_actor(slug="un")
    office = make_actor(slug="office", kind="organization")
    make_relation(subject=office, object=un, kind="member-of")
    make_relation(subject=make_actor(slug="envoy", kind="person"), object=office, kind="office-of")

    assert "Timeline counts include: Office, Envoy" in page_of("/actors/un/").text()
    assert "Timeline counts" not in page_of("/actors/envoy/").text()


def test_a_context_note_of_an_actor_can_be_linked_to() -> None:
    actor = make_actor(slug="russia", aliases=["Moscow", "<b>RF</b>"], description="A power.")
    note = make_context_note(slug="criticism", actors=(actor,))
    page = page_of("/actors/russia/")

    assert page.text(page.by_id("criticism")).endswith(note.summary)
    source = make_citation(context=note, source=make_source(published="2020~")).source
    text = page_of("/actors/russia/").text()
    assert f"About 2020, according to {source}" in text
    assert "Also called Moscow, <b>RF</b>" in page.text()
    assert "A power." in page.text()


def test_an_actor_without_a_part_has_no_empty_headings() -> None:
    make_actor(slug="israel")

    assert titles(page_of("/actors/israel/")) == []


def test_an_unknown_actor_gives_a_page_with_a_way_back() -> None:
    assert Client().get("/actors/nobody/").status_code == 404
