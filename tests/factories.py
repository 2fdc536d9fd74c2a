"""Makes rows for tests; fields that a test does not give get values that the database accepts."""

from itertools import count
from typing import Any

from django.db.models import Max

from actors.models import Actor, ActorKind, Relation, RelationKind
from talks.models import (
    SUPPORTS,
    Citation,
    ContextNote,
    DocumentKind,
    Era,
    EraSentence,
    Explanation,
    OutcomeDocument,
    Participation,
    Role,
    Round,
    Source,
    SourceKind,
    Statement,
    StatementKind,
    Status,
    Topic,
    Track,
    TrackRole,
    Venue,
)

_numbers = count(1)


def make_actor(*, slug: str = "", **fields: Any) -> Actor:
    """Make an actor; its name follows from its slug."""
    slug = slug or f"actor-{next(_numbers)}"
    return Actor.objects.create(
        **{"slug": slug, "name": _name(slug), "kind": ActorKind.STATE} | fields
    )


def make_relation(
    *,
    subject: Actor | None = None,
    object: Actor | None = None,
    **fields: Any,
) -> Relation:
    """Make a relation: one actor backs another."""
    return Relation.objects.create(
        **{
            "subject": subject or make_actor(),
            "object": object or make_actor(),
            "kind": RelationKind.BACKS,
        }
        | fields
    )


def make_track(*, slug: str = "", **fields: Any) -> Track:
    """Make a track; its names follow from its slug."""
    slug = slug or f"track-{next(_numbers)}"
    return Track.objects.create(
        **{"slug": slug, "name": f"{_name(slug)} talks", "short_name": _name(slug)} | fields
    )


def make_track_role(
    *, track: Track | None = None, actor: Actor | None = None, role: str = Role.MEDIATOR
) -> TrackRole:
    """Make an actor the mediator of a track."""
    return TrackRole.objects.create(
        track=track or make_track(), actor=actor or make_actor(), role=role
    )


def make_venue(*, slug: str = "", **fields: Any) -> Venue:
    """Make a venue in Switzerland; its city follows from its slug."""
    slug = slug or f"venue-{next(_numbers)}"
    return Venue.objects.create(
        **{"slug": slug, "city": _name(slug), "country": "CH", "country_name": "Switzerland"}
        | fields
    )


def make_topic(*, slug: str = "", **fields: Any) -> Topic:
    """Make a topic; its name follows from its slug."""
    slug = slug or f"topic-{next(_numbers)}"
    return Topic.objects.create(**{"slug": slug, "name": _name(slug)} | fields)


def make_round(
    *,
    track: Track | None = None,
    participants: tuple[Actor, ...] = (),
    topics: tuple[Topic, ...] = (),
    **fields: Any,
) -> Round:
    """Make a held round, the next of its track, without a date; participants are parties."""
    track = track or make_track()
    last = track.rounds.aggregate(last=Max("ordinal"))["last"] or 0
    ordinal = fields.get("ordinal", last + 1)
    round = Round.objects.create(
        **{
            "slug": f"{track.slug}-{ordinal}",
            "track": track,
            "ordinal": ordinal,
            "number": ordinal,
            "status": Status.HELD,
        }
        | fields
    )
    for actor in participants:
        make_participation(round=round, actor=actor)
    round.topics.set(topics)
    return round


def make_participation(
    *,
    round: Round | None = None,
    actor: Actor | None = None,
    role: str = Role.PARTY,
) -> Participation:
    """Make an actor a party to a round."""
    return Participation.objects.create(
        round=round or make_round(), actor=actor or make_actor(), role=role
    )


def make_statement(
    *,
    speaker: Actor | None = None,
    addressees: tuple[Actor, ...] = (),
    topics: tuple[Topic, ...] = (),
    **fields: Any,
) -> Statement:
    """Make a position of a speaker, without a date and outside any round."""
    number = next(_numbers)
    statement = Statement.objects.create(
        **{
            "slug": f"statement-{number}",
            "speaker": speaker or make_actor(),
            "kind": StatementKind.POSITION,
            "summary": f"Says what statement {number} says.",
        }
        | fields
    )
    statement.addressees.set(addressees)
    statement.topics.set(topics)
    return statement


def make_document(
    *,
    parties: tuple[Actor, ...] = (),
    third_parties: tuple[Actor, ...] = (),
    slug: str = "",
    **fields: Any,
) -> OutcomeDocument:
    """Make a communiqué; its title follows from its slug."""
    slug = slug or f"document-{next(_numbers)}"
    document = OutcomeDocument.objects.create(
        **{"slug": slug, "title": _name(slug), "kind": DocumentKind.COMMUNIQUE} | fields
    )
    document.parties.set(parties)
    document.third_parties.set(third_parties)
    return document


def make_explanation(**fields: Any) -> Explanation:
    """Make the reason why a finding of the check of words may stand."""
    fact = f"statement/statement-{next(_numbers)}"
    return Explanation.objects.create(
        **{"rule": "loaded-words", "fact": fact, "reason": "It is so.", "who": "E. D."} | fields
    )


def make_context_note(
    *, actors: tuple[Actor, ...] = (), topics: tuple[Topic, ...] = (), **fields: Any
) -> ContextNote:
    """Make a circumstance of the talks."""
    number = next(_numbers)
    note = ContextNote.objects.create(
        **{"slug": f"context-{number}", "summary": f"Circumstance {number}."} | fields
    )
    note.actors.set(actors)
    note.topics.set(topics)
    return note


def make_source(*, slug: str = "", **fields: Any) -> Source:
    """Make a news article; its title follows from its slug."""
    slug = slug or f"source-{next(_numbers)}"
    return Source.objects.create(
        **{"slug": slug, "title": _name(slug), "kind": SourceKind.NEWS} | fields
    )


def make_citation(*, source: Source | None = None, **fields: Any) -> Citation:
    """Make a source back one fact: `make_citation(round=...)`, or statement, actor, track ..."""
    return Citation.objects.create(
        **{"source": source or make_source(), "locator": f"1.{next(_numbers)}"} | fields
    )


def _name(slug: str) -> str:
    return slug.replace("-", " ").capitalize()


def make_era(*, slug: str = "", **fields: Any) -> Era:
    """Make an era of a year, after the others; its title follows from its slug."""
    number = next(_numbers)
    slug = slug or f"era-{number}"
    return Era.objects.create(
        **{
            "slug": slug,
            "title": _name(slug),
            "start": "2012",
            "end": "2012",
            "position": number,
        }
        | fields
    )


def make_sentence(*, era: Era | None = None, **fields: Any) -> EraSentence:
    """Make a sentence of an era that rests on a round, or on the `rounds` and so on given."""
    supports = {name: fields.pop(name) for name in SUPPORTS if name in fields}
    sentence = EraSentence.objects.create(
        **{"era": era or make_era(), "position": next(_numbers), "text": "They met."} | fields
    )
    for name, rows in (supports or {"rounds": [make_round()]}).items():
        getattr(sentence, name).set(rows)
    return sentence
