"""Makes rows that are not stored. They are valid, unless a test gives a field that is not."""

from typing import Any

from talks.models import (
    Citation,
    Era,
    EraSentence,
    OutcomeDocument,
    Round,
    Source,
    Statement,
    Track,
    Venue,
)
from tests.factories import (
    make_actor,
    make_context_note,
    make_document,
    make_era,
    make_participation,
    make_relation,
    make_round,
    make_source,
    make_statement,
    make_track,
    make_track_role,
    make_venue,
)

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
    "participation": make_participation,
}


def a_round(**fields: Any) -> Round:
    """Return a round that is not stored: the second of a track, held, without a number."""
    track = fields.pop("track", None) or make_track()
    return Round(**{"slug": "a-round", "track": track, "ordinal": 2, "status": "held"} | fields)


def a_round_beside_a_held_first(**fields: Any) -> Round:
    """Return a round with the number 1, which a held round of its track has already."""
    return a_round(track=make_round(number=1).track, **{"number": 1} | fields)


def a_statement(**fields: Any) -> Statement:
    valid = {"slug": "said", "speaker": make_actor(), "kind": "call", "summary": "Calls."}
    return Statement(**valid | fields)


def a_document(**fields: Any) -> OutcomeDocument:
    return OutcomeDocument(**{"slug": "paper", "title": "Paper", "kind": "agreement"} | fields)


def an_era(**fields: Any) -> Era:
    valid = {"slug": "an-era", "title": "An era", "start": "2012", "end": "2013", "position": 1}
    return Era(**valid | fields)


def a_sentence(**fields: Any) -> EraSentence:
    return EraSentence(**{"era": make_era(), "position": 1, "text": "They met."} | fields)


def a_venue(**fields: Any) -> Venue:
    return Venue(**{"slug": "bern", "city": "Bern", "country": "CH", "country_name": "X"} | fields)


def a_track(**fields: Any) -> Track:
    return Track(**{"slug": "a-track", "name": "A track", "short_name": "Track"} | fields)


def a_source(**fields: Any) -> Source:
    return Source(**{"slug": "a-source", "title": "A source", "kind": "news"} | fields)


def a_citation(**fields: Any) -> Citation:
    return Citation(**{"source": make_source(), "locator": "1.1"} | fields)
