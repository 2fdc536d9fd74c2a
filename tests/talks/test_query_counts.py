"""No address asks the database more often for 400 rounds and statements than for 20."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actors.models import Actor, Relation
from talks.exports.rows import ROW_KINDS
from talks.models import (
    Citation,
    ContextNote,
    Era,
    EraSentence,
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
from tests.talks.files import KINDS_AND_SUFFIXES

FEW, MANY = 20, 400


def fill(first: int, last: int) -> None:
    """Add rounds and statements with these numbers, and everything that can hang on them.

    They share one track, venue, topic and source, and the same two actors.
    """
    numbers = range(first, last)
    track, _ = Track.objects.get_or_create(slug="track", defaults={"name": "T", "short_name": "T"})
    venue, _ = Venue.objects.get_or_create(slug="venue", defaults={"city": "V", "country": "CH"})
    topic, _ = Topic.objects.get_or_create(slug="topic", defaults={"name": "Topic"})
    source, _ = Source.objects.get_or_create(slug="source", defaults={"title": "S", "kind": "news"})
    a, b = (
        Actor.objects.get_or_create(slug=slug, defaults={"name": slug, "kind": "state"})[0]
        for slug in ("a", "b")
    )
    others = Actor.objects.bulk_create(
        Actor(slug=f"other-{n}", name=f"Other {n}", kind="person") for n in numbers if n % 20 == 0
    )
    relations = [Relation(subject=other, object=a, kind="member-of") for other in others]
    relations += [Relation(subject=other, object=b, kind="opposes") for other in others]
    relations += [Relation(subject=a, object=other, kind="backs") for other in others]
    Relation.objects.bulk_create(relations)
    roles = TrackRole.objects.bulk_create(
        TrackRole(track=track, actor=other, role="observer") for other in others
    )
    tracks = Track.objects.bulk_create(
        Track(slug=f"track-{other.slug}", name="T", short_name="T") for other in others
    )
    roles += TrackRole.objects.bulk_create(
        TrackRole(track=each, actor=a, role="mediator") for each in tracks
    )
    if first == 0:
        Round.objects.create(slug="round-0", track=track, venue=venue, ordinal=1, status="held")
        numbers = range(1, last)
    conference = Round.objects.get(slug="round-0")
    rounds = Round.objects.bulk_create(
        Round(
            slug=f"round-{n}",
            track=track,
            venue=venue,
            ordinal=n + 1,
            number=n + 1,
            status="held" if n % 3 else "postponed",
            start=f"20{10 + n % 10}-{n % 12 + 1:02}" if n % 4 else "",
            part_of=conference,
            realised_as=conference if not n % 3 else None,
        )
        for n in numbers
    )
    statements = Statement.objects.bulk_create(
        Statement(
            slug=f"statement-{n}",
            speaker=a,
            on_behalf_of=None if n % 5 else b,
            kind="call",
            summary="Calls.",
            date=round.start,
            round=round if n % 5 else conference,
        )
        for n, round in zip(numbers, rounds, strict=True)
    )
    documents = OutcomeDocument.objects.bulk_create(
        OutcomeDocument(slug=f"document-{n}", title="D", kind="agreement", round=conference)
        for n in numbers[: len(numbers) // 10]
    )
    notes = ContextNote.objects.bulk_create(
        ContextNote(slug=f"note-{n}", summary="N") for n in numbers[: len(numbers) // 10]
    )
    Participation.objects.bulk_create(
        Participation(round=round, actor=actor, role=role)
        for round in rounds[::4]
        for actor, role in ((a, "party"), (a, "host"))
    )
    eras = Era.objects.bulk_create(
        Era(slug=f"era-{n}", title="E", start="2012", end="2012", position=n)
        for n in numbers[: len(numbers) // 10]
    )
    sentences = EraSentence.objects.bulk_create(
        EraSentence(era=era, position=1, text="They met.") for era in eras
    )
    joins = (
        (EraSentence.rounds, "erasentence", sentences, "round", conference),
        (EraSentence.statements, "erasentence", sentences, "statement", statements[0]),
        (EraSentence.documents, "erasentence", sentences, "outcomedocument", documents[0]),
        (EraSentence.tracks, "erasentence", sentences, "track", track),
        (Round.topics, "round", rounds, "topic", topic),
        (Statement.topics, "statement", statements, "topic", topic),
        (Statement.addressees, "statement", statements[::5], "actor", b),
        (OutcomeDocument.parties, "outcomedocument", documents, "actor", a),
        (ContextNote.actors, "contextnote", notes, "actor", a),
    )
    for field, name, rows, other_name, other in joins:
        field.through.objects.bulk_create(
            field.through(**{name: row, other_name: other}) for row in rows
        )
    facts: tuple[tuple[str, Any], ...] = (
        ("round", rounds[::4]),
        ("statement", statements[::4]),
        ("document", documents),
        ("context", notes),
        ("relation", relations),
        ("actor", others),
        ("track_role", roles),
    )
    differs = {"reported_value": "x", "nature": "naming"}
    Citation.objects.bulk_create(
        Citation(source=source, locator=f"1.{n}", **{name: row}, **more)
        for name, rows in facts
        for n, row in enumerate(rows)
        for more in ({}, {"reported_field": disputed_field(name), **differs})[: 1 + (n % 10 == 0)]
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # after any bulk load: else PostgreSQL plans as for empty tables


def disputed_field(fact: str) -> str:
    """Return a field at which a source may differ, if possible one that refers to another row."""
    return {"round": "part_of", "statement": "on_behalf_of", "document": "round"}.get(fact, "x")


ADDRESSES = [
    "/",
    "/?track=track&venue=venue&topic=topic&kind=call&source=source&q=t&since=2012&until=2018",
    "/?actor=a&actor=b&lanes=actor&page=2",
    "/?since=2020-13&actor=nobody&lanes=venue&open=statements/statement-5",
    "/rounds/",
    "/rounds/round-0/",
    "/rounds/round-5/",
    "/statements/statement-5/",
    "/documents/document-1/",
    "/story/",
    "/tracks/",
    "/tracks/track/",
    "/venues/venue/",
    "/sources/",
    "/sources/?kind=news&published=dated&q=s&sort=citations",
    "/sources/source/",
    "/sources/disagreements/",
    "/sources/disagreements/?nature=naming&track=track",
    "/about/",
    "/actors/",
    "/actors/a/",
    "/actors/b/",
    *(f"/{kind}.{suffix}" for kind, suffix in KINDS_AND_SUFFIXES),
    *(f"/{kind}.json?actor=a&since=2018&q=t" for kind in ROW_KINDS),
]
FRAGMENTS = [
    ("results", "/?actor=a&since=2018"),
    ("explorer", "/?lanes=actor&open=rounds/round-5"),
    ("detail", "/?open=rounds/round-5"),
    ("detail", "/?open=statements/statement-5"),
]


def count_queries() -> Iterator[tuple[str, int]]:
    """Yield each address with how many queries its answer takes when nothing is cached."""
    client = Client()
    htmx = [(address, {"HX-Request": "true", "HX-Target": part}) for part, address in FRAGMENTS]
    for address, headers in [*((address, {}) for address in ADDRESSES), *htmx]:
        Topic.objects.filter(slug="topic").update(name="Topic")  # a new stamp: caches are stale
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address, headers=headers)
            assert response.status_code == 200
            assert response.getvalue()
        yield f"{headers.get('HX-Target', '')} {address}".strip(), len(queries)


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow_with_the_number_of_rows() -> None:
    fill(0, FEW)
    few = dict(count_queries())
    fill(FEW, MANY)
    many = dict(count_queries())

    assert Round.objects.count() == Statement.objects.count() + 1 == MANY
    assert {name: (few[name], many[name]) for name in few if few[name] < many[name]} == {}
    assert max(many.values()) < 100  # with those that read the record after an edit
