"""What the database refuses, whoever writes, and what a form says of it."""

import datetime as dt
from itertools import combinations
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError

from actors.models import Actor
from talks.models import (
    TARGETS,
    Citation,
    ContextNote,
    OutcomeDocument,
    Participation,
    Round,
    Source,
    Statement,
    Topic,
    Track,
    TrackRole,
    Venue,
)
from tests.breaking import (
    Break,
    assert_refused_by_the_database,
    assert_told_at_its_field,
    constraints_of,
)
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
    make_topic,
    make_track,
    make_track_role,
    make_venue,
)

pytestmark = pytest.mark.django_db

REVERSED = {"earliest": dt.date(2018, 1, 1), "latest": dt.date(2017, 1, 1)}
MAKERS = {
    "round": make_round,
    "statement": make_statement,
    "document": make_document,
    "actor": make_actor,
    "relation": make_relation,
    "track": make_track,
    "track_role": make_track_role,
    "venue": make_venue,
    "context": make_context_note,
}


def a_round(**fields: Any) -> Round:
    """Return a round that is not stored: the second of a track, held, without a number."""
    track = fields.pop("track", None) or make_track()
    return Round(**{"slug": "a-round", "track": track, "ordinal": 2, "status": "held"} | fields)


def beside_a_held_first(**fields: Any) -> Round:
    return a_round(track=make_round(number=1).track, **{"number": 1} | fields)


def itself(name: str) -> Break:
    def stored() -> Round:
        return a_round(pk=10**6, status="planned", **{f"{name}_id": 10**6})

    def made() -> Round:
        round = make_round(status="planned")
        setattr(round, name, round)
        return round

    words = {"part_of": "no part of itself", "realised_as": "not realised as itself"}
    constraint = f"round_is_{words[name].replace(' ', '_')}"
    return Break(constraint, made, name, words[name], stored=stored)


def a_statement(**fields: Any) -> Statement:
    named = {"slug": "said", "speaker": make_actor(), "kind": "call", "summary": "Calls."}
    return Statement(**named | fields)


def a_document(**fields: Any) -> OutcomeDocument:
    return OutcomeDocument(**{"slug": "paper", "title": "Paper", "kind": "agreement"} | fields)


def a_venue(**fields: Any) -> Venue:
    return Venue(**{"slug": "bern", "city": "Bern", "country": "CH", "country_name": "X"} | fields)


def a_track(**fields: Any) -> Track:
    return Track(**{"slug": "a-track", "name": "A track", "short_name": "Track"} | fields)


def a_source(**fields: Any) -> Source:
    return Source(**{"slug": "a-source", "title": "A source", "kind": "news"} | fields)


def a_citation(**fields: Any) -> Citation:
    return Citation(**{"source": make_source(), "locator": "1.1"} | fields)


def given_again(name: str) -> Citation:
    first = make_citation(**{name: MAKERS[name]()})
    return Citation(source=first.source, locator=first.locator, **{name: getattr(first, name)})


def a_role_again() -> TrackRole:
    first = make_track_role()
    return TrackRole(track=first.track, actor=first.actor, role=first.role)


def a_part_again() -> Participation:
    first = make_participation()
    return Participation(round=first.round, actor=first.actor, role=first.role)


def named_alike(model: Any) -> Break:
    makers = {
        Round: (make_round, a_round),
        Statement: (make_statement, a_statement),
        OutcomeDocument: (make_document, a_document),
        Track: (make_track, a_track),
        Venue: (make_venue, a_venue),
        Source: (make_source, a_source),
        Topic: (make_topic, lambda slug: Topic(slug=slug, name="T")),
        ContextNote: (make_context_note, lambda slug: ContextNote(slug=slug, summary="C")),
    }
    make, another = makers[model]
    return Break(
        f"{model.__name__}.slug", lambda: another(slug=make().slug), "slug", "already exists"
    )


NO_CHOICE = "is not a valid choice"
BREAKS = [
    *map(named_alike, (Round, Statement, OutcomeDocument, Track, Venue, Source, Topic)),
    named_alike(ContextNote),
    Break("track_has_one_of_eight_tones", lambda: a_track(tone=0), "tone", "from 1 to 8"),
    Break("track_has_one_of_eight_tones", lambda: a_track(tone=9), "tone", "from 1 to 8"),
    Break("actor_has_a_role_in_a_track_once", a_role_again, "role", "has this role in this track"),
    Break(
        "track_role_is_a_known_role",
        lambda: TrackRole(track=make_track(), actor=make_actor(), role="boss"),
        "role",
        NO_CHOICE,
    ),
    *(
        Break(
            "venue_has_a_whole_position_or_none",
            lambda latitude=latitude, longitude=longitude: a_venue(
                latitude=latitude, longitude=longitude
            ),
            "longitude",
            "or neither",
        )
        for latitude, longitude in ((46, None), (None, 7), (91, 7), (-91, 7), (46, 181), (46, -181))
    ),
    Break(
        "round_has_a_place_of_its_own_in_its_track",
        lambda: a_round(track=make_round(ordinal=2).track),
        "ordinal",
        "choose a free one",
    ),
    Break("number_is_held_once_in_a_track", beside_a_held_first, "number", "has this number"),
    Break(
        "round_ends_after_it_starts",
        lambda: a_round(start="2018", end="2017"),
        "end",
        "ends before it starts",
    ),
    Break("round_has_a_known_status", lambda: a_round(status="dreamt"), "status", NO_CHOICE),
    Break("round_is_numbered_from_one", lambda: a_round(number=0), "number", "from 1"),
    itself("part_of"),
    itself("realised_as"),
    Break(
        "held_round_is_not_realised_as_another",
        lambda: a_round(realised_as=make_round()),
        "realised_as",
        "took place as itself",
    ),
    Break("actor_has_a_role_in_a_round_once", a_part_again, "role", "has this role in this round"),
    Break(
        "participation_has_a_known_role",
        lambda: Participation(round=make_round(), actor=make_actor(), role="boss"),
        "role",
        NO_CHOICE,
    ),
    Break(
        "document_date_is_in_order",
        lambda: a_document(date="2018/2017"),
        "date",
        "put the earlier date first",
        stored=lambda: a_document(**REVERSED),
    ),
    Break("document_is_of_a_known_kind", lambda: a_document(kind="tweet"), "kind", NO_CHOICE),
    Break(
        "statement_date_is_in_order",
        lambda: a_statement(date="2018/2017"),
        "date",
        "put the earlier date first",
        stored=lambda: a_statement(**REVERSED),
    ),
    Break("statement_is_of_a_known_kind", lambda: a_statement(kind="sigh"), "kind", NO_CHOICE),
    Break("source_is_of_a_known_kind", lambda: a_source(kind="rumour"), "kind", NO_CHOICE),
    Break(
        "source_is_of_a_known_subkind_or_none",
        lambda: a_source(subkind="rumour"),
        "subkind",
        NO_CHOICE,
    ),
    Break("citation_backs_exactly_one_fact", a_citation, "round", "exactly one fact"),
    *(
        Break(
            "citation_backs_exactly_one_fact",
            lambda pair=pair: a_citation(**{name: MAKERS[name]() for name in pair}),
            "round",
            "exactly one fact",
        )
        for pair in (*combinations(TARGETS, 2), tuple(TARGETS)[:3], tuple(TARGETS))
    ),
    *(
        Break(
            "citation_reports_a_difference_whole_or_not_at_all",
            lambda fields=fields: a_citation(round=make_round(), **fields),
            "reported_field",
            "else leave all three empty",
        )
        for fields in (
            {"reported_field": "number"},
            {"reported_value": "9"},
            {"nature": "naming"},
            {"reported_field": "number", "reported_value": "9"},
            {"reported_field": "number", "nature": "naming"},
            {"reported_value": "9", "nature": "naming"},
        )
    ),
    *(
        Break(
            f"citation_of_a_{name}_is_given_once",
            lambda name=name: given_again(name),
            "locator",
            "cited for this at this place already",
        )
        for name in TARGETS
    ),
]


@pytest.mark.parametrize("broken", BREAKS, ids=str)
def test_the_database_itself_refuses(broken):
    assert_refused_by_the_database(broken)


@pytest.mark.parametrize("broken", BREAKS, ids=str)
def test_a_form_says_at_which_field_it_can_be_mended(broken):
    assert_told_at_its_field(broken)


def test_every_constraint_is_broken_here():
    assert {broken.constraint for broken in BREAKS} == constraints_of("talks")


def test_an_unknown_nature_is_refused_as_a_half_told_difference():
    broken = Break(
        "citation_reports_a_difference_whole_or_not_at_all",
        lambda: a_citation(
            round=make_round(), reported_field="number", reported_value="9", nature="joke"
        ),
        "nature",
        NO_CHOICE,
    )
    assert_refused_by_the_database(broken)
    assert_told_at_its_field(broken)


@pytest.mark.parametrize(
    "made",
    [
        lambda: a_track(tone=1),
        lambda: a_track(tone=8),
        lambda: a_venue(latitude=-90, longitude=180),
        lambda: a_venue(latitude=0, longitude=0),
        lambda: beside_a_held_first(status="planned"),
        lambda: beside_a_held_first(status="postponed"),
        lambda: beside_a_held_first(part_of=make_round()),
        lambda: beside_a_held_first(number=None),
        lambda: a_round(number=1, track=make_round(number=None).track),
        lambda: a_round(status="postponed", realised_as=make_round()),
        lambda: a_round(start="2017-02-16", end="2017-02-16"),
        lambda: a_round(start="2017", end=""),
        lambda: a_round(start="", end="2017"),
        lambda: a_citation(
            round=make_round(), reported_field="number", reported_value="9", nature="naming"
        ),
        *(lambda name=name: a_citation(**{name: MAKERS[name]()}) for name in TARGETS),
    ],
)
def test_what_breaks_nothing_is_stored(made):
    row = made()
    row.full_clean()
    row.save()

    assert type(row)._default_manager.get(pk=row.pk) == row


def test_one_place_may_be_cited_for_several_facts_and_one_fact_from_several_places():
    round, source = make_round(), make_source()
    make_citation(source=source, round=round, locator="1.1")
    for more in (
        Citation(source=source, round=make_round(), locator="1.1"),
        Citation(source=source, round=round, locator="1.2"),
        Citation(source=make_source(), round=round, locator="1.1"),
        Citation(
            source=source,
            round=round,
            locator="1.1",
            reported_field="number",
            reported_value="9",
            nature="naming",
        ),
    ):
        more.full_clean()
        more.save()

    assert Citation.objects.count() == 5


@pytest.mark.parametrize("made", [a_round, a_statement, a_document, a_source])
def test_a_text_that_is_no_date_is_told_and_never_stored(made):
    row = made()
    name = next(n for n in ("start", "date", "published") if hasattr(row, n))
    setattr(row, name, "2020-13")

    assert_told_at_its_field(Break("", lambda: row, name, "no such month"))
    with pytest.raises(ValidationError, match="no such month"), transaction.atomic():
        type(row)._base_manager.bulk_create([row])
    assert not type(row)._base_manager.exists()


@pytest.mark.parametrize(
    ("made", "needed"),
    [
        (lambda: make_round().track, "rounds"),
        (lambda: make_round(venue=make_venue()).venue, "rounds"),
        (lambda: make_participation().actor, "participations"),
        (lambda: make_statement().speaker, "statements"),
        (lambda: make_citation(round=make_round()).source, "citations"),
        (lambda: make_statement(round=make_round()).round, "statements"),
    ],
)
def test_nothing_that_others_stand_on_can_be_taken_away(made, needed):
    row = made()
    with pytest.raises(ProtectedError):
        row.delete()

    assert getattr(type(row)._default_manager.get(pk=row.pk), needed).exists()


def test_with_a_round_go_its_citations_and_who_took_part():
    actor = make_actor()
    round = make_round(participants=(actor,))
    make_citation(round=round)
    round.delete()

    assert not Citation.objects.exists()
    assert not Participation.objects.exists()
    assert Actor.objects.get() == actor
