"""Search that forgives: spellings, slips, and what stands beside a thing finds it."""

from typing import Any

import pytest

from talks.explorer.catalogue import select
from talks.explorer.suggestions import suggest, suggest_correction
from talks.models import OutcomeDocument, Round, Statement
from tests.factories import (
    make_actor,
    make_document,
    make_round,
    make_statement,
    make_topic,
    make_track,
    make_venue,
)
from tests.pages import Page
from tests.records import ask, rows_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def things() -> dict[str, Any]:
    """A round with a statement at it and a document of it, and a statement of something else."""
    jaafari = make_actor(slug="jaafari", name="Bashar al-Jaafari", name_ar="بشار الجعفري")
    pedersen = make_actor(slug="pedersen", name="Geir Pedersen")
    round = make_round(
        track=make_track(slug="astana", name="Astana process", short_name="Astana"),
        venue=make_venue(slug="sochi", city="Sochi", former_names="Tuapse (1838)"),
        number=2,
        participants=(jaafari,),
        agenda="A cease-fire, by the U.N.",
    )
    return {
        "round": round,
        "statement": make_statement(
            speaker=jaafari,
            addressees=(pedersen,),
            round=round,
            topics=(make_topic(slug="detainees", name="Detainees"),),
            summary="Asked for a labour programme of the organisation.",
        ),
        "document": make_document(round=round, parties=(jaafari,), title="A road map"),
        "other": make_statement(summary="Spoke of a constitution."),
    }


def find(query: str, things: dict[str, Any]) -> set[str]:
    selection = select(ask(q=query))
    rows = {
        row for model in (Round, Statement, OutcomeDocument) for row in rows_of(selection, model)
    }
    return {name for name, thing in things.items() if thing in rows}


ALL_BUT_OTHER = {"round", "statement", "document"}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        # What stands beside them finds them.
        ("jaafari", ALL_BUT_OTHER),
        ("pedersen", {"statement"}),
        ("sochi", ALL_BUT_OTHER),
        ("tuapse", ALL_BUT_OTHER),
        ("astana 2", ALL_BUT_OTHER),
        ("detainees", ALL_BUT_OTHER),
        ("الجعفري", ALL_BUT_OTHER),
        # In other spellings.
        ("Astana II", ALL_BUT_OTHER),
        ("ceasefire", {"round"}),
        ("UN cease-fire", {"round"}),
        ("U.N.", {"round"}),
        ("organization’s labor program", {"statement"}),
        ("Al Jaafari", ALL_BUT_OTHER),
        ("وبالجعفري", ALL_BUT_OTHER),
        # By another writing of the name, and with a slip.
        ("Jafari", ALL_BUT_OTHER),
        ("Ja'afari", ALL_BUT_OTHER),
        ("Pederson", {"statement"}),
        ("Pedresen sochi", {"statement"}),
        # As a beginning, at the end alone.
        ("constit", {"other"}),
        ("constit spoke", set()),
        # A phrase is exact.
        ('"Jafari"', set()),
        ('"ceasefire"', set()),
        ('"constit"', set()),
        ("constitution -Jafari", {"other"}),
        ("what is astana", ALL_BUT_OTHER),
    ],
)
def test_a_search_finds(query, names, things):
    assert find(query, things) == names


@pytest.mark.parametrize(
    ("query", "correction"),
    [
        ("constitition", "constitution"),
        ("spoke constituton", "spoke constitution"),
        ("xyzzyx", ""),
        ('"constitition"', ""),
        ("constitition sochi", ""),
    ],
)
def test_where_nothing_is_found_other_words_are_offered(query, correction, things, client):
    suggestion = suggest_correction(select(ask(q=query)))
    assert (suggestion.label if suggestion else "") == correction
    page = Page(client.get("/", {"q": query}))
    assert [words for _address, words in page.links() if words == correction] == [
        correction
    ] * bool(correction)


def test_suggestions_tell_twins_apart_hold_documents_and_forgive(things):
    track = make_track(slug="summit", name="Summit", short_name="Summit")
    for year in ("2017", "2018"):
        make_round(track=track, title="Summit of three", start=year)
    make_document(title="Summit paper", date="2018-05-05")

    suggestions = suggest(ask(), "summ")

    assert [each.label for each in suggestions["Rounds"]] == [
        "Summit of three, 2017",
        "Summit of three, 2018",
    ]
    assert [each.label for each in suggestions["Documents"]] == ["Summit paper, 2018"]
    assert [each.label for each in suggest(ask(), "pederson")["Actors"]] == ["Geir Pedersen"]
    assert suggest(ask(), "astana ii")["Rounds"]
