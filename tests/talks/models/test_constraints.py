"""Each constraint: the database refuses the row, and a form says so at the right field."""

import datetime as dt
from itertools import combinations

import pytest
from django.db.models import Model

from talks.models import (
    TARGETS,
    Citation,
    ContextNote,
    Era,
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
    assert_reported_at_its_field,
    constraints_of,
)
from tests.factories import (
    make_actor,
    make_citation,
    make_context_note,
    make_document,
    make_era,
    make_participation,
    make_round,
    make_source,
    make_statement,
    make_topic,
    make_track,
    make_track_role,
    make_venue,
)
from tests.talks.models.breaks import BREAKS_OF_REVIEW, BREAKS_OF_THE_STORY, NO_CHOICE
from tests.talks.models.unstored import (
    MAKERS,
    a_citation,
    a_document,
    a_round,
    a_round_beside_a_held_first,
    a_source,
    a_statement,
    a_track,
    a_venue,
    an_era,
)

pytestmark = pytest.mark.django_db

REVERSED = {"earliest": dt.date(2018, 1, 1), "latest": dt.date(2017, 1, 1)}


def points_to_itself(name: str) -> Break:
    def make_stored_row() -> Round:
        return a_round(pk=10**6, status="planned", **{f"{name}_id": 10**6})

    def make_row() -> Round:
        round = make_round(status="planned")
        setattr(round, name, round)
        return round

    constraints = {
        "part_of": "round_is_no_part_of_itself",
        "realised_as": "round_is_not_realised_as_itself",
    }
    words = {"part_of": "cannot be part of itself", "realised_as": "cannot be realised as itself"}
    return Break(constraints[name], make_row, name, words[name], stored=make_stored_row)


def make_citation_again(name: str) -> Citation:
    first = make_citation(**{name: MAKERS[name]()})
    return Citation(source=first.source, locator=first.locator, **{name: getattr(first, name)})


def make_track_role_again() -> TrackRole:
    first = make_track_role()
    return TrackRole(track=first.track, actor=first.actor, role=first.role)


def make_participation_again() -> Participation:
    first = make_participation()
    return Participation(round=first.round, actor=first.actor, role=first.role)


def repeats_a_slug(model: type[Model]) -> Break:
    makers = {
        Round: (make_round, a_round),
        Statement: (make_statement, a_statement),
        OutcomeDocument: (make_document, a_document),
        Track: (make_track, a_track),
        Venue: (make_venue, a_venue),
        Source: (make_source, a_source),
        Topic: (make_topic, lambda slug: Topic(slug=slug, name="T")),
        ContextNote: (make_context_note, lambda slug: ContextNote(slug=slug, summary="C")),
        Era: (make_era, an_era),
    }
    make, another = makers[model]
    return Break(
        f"{model.__name__}.slug", lambda: another(slug=make().slug), "slug", "already exists"
    )


BREAKS = [
    *BREAKS_OF_THE_STORY,
    *BREAKS_OF_REVIEW,
    *map(repeats_a_slug, (Round, Statement, OutcomeDocument, Track, Venue, Source, Topic)),
    *map(repeats_a_slug, (ContextNote, Era)),
    Break("track_has_one_of_eight_tones", lambda: a_track(tone=0), "tone", "from 1 to 8"),
    Break("track_has_one_of_eight_tones", lambda: a_track(tone=9), "tone", "from 1 to 8"),
    Break(
        "actor_has_a_role_in_a_track_once",
        make_track_role_again,
        "role",
        "has this role in this track",
    ),
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
    Break(
        "number_is_held_once_in_a_track", a_round_beside_a_held_first, "number", "has this number"
    ),
    Break(
        "round_ends_after_it_starts",
        lambda: a_round(start="2018", end="2017"),
        "end",
        "ends before it starts",
    ),
    Break("round_has_a_known_status", lambda: a_round(status="dreamt"), "status", NO_CHOICE),
    Break(
        "round_never_held_is_not_realised_as_another",
        lambda: a_round(status="never-held", realised_as=make_round()),
        "realised_as",
        "was never held",
    ),
    Break("round_is_numbered_from_one", lambda: a_round(number=0), "number", "from 1"),
    points_to_itself("part_of"),
    points_to_itself("realised_as"),
    Break(
        "held_round_is_not_realised_as_another",
        lambda: a_round(realised_as=make_round()),
        "realised_as",
        "This round was held",
    ),
    Break(
        "actor_has_a_role_in_a_round_once",
        make_participation_again,
        "role",
        "has this role in this round",
    ),
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
    Break(
        "citation_gives_other_days_only_where_it_differs",
        lambda: a_citation(round=make_round(), reported_days="2017-02-15/2017-02-16"),
        "reported_days",
        "or leave the days empty",
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
            lambda name=name: make_citation_again(name),
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
def test_a_form_says_at_which_field_the_mistake_is(broken):
    assert_reported_at_its_field(broken)


def test_every_constraint_is_tested_here():
    assert {broken.constraint for broken in BREAKS} == constraints_of("talks")


def test_an_unknown_nature_is_refused_as_an_incomplete_disagreement():
    broken = Break(
        "citation_reports_a_difference_whole_or_not_at_all",
        lambda: a_citation(
            round=make_round(), reported_field="number", reported_value="9", nature="joke"
        ),
        "nature",
        NO_CHOICE,
    )
    assert_refused_by_the_database(broken)
    assert_reported_at_its_field(broken)
