"""Makes a record of any size, plausible and the same each time.

`python -m tests.benchmarks.data N` is the command.

It fills the migrated, empty database that DATABASE_URL names with N statements, a twentieth as many
rounds, a fiftieth as many actors, and what hangs on them.
"""

import os
import sys
from random import Random
from typing import Any

COMMON = (
    *("ceasefire", "talks", "political", "process", "aid", "convoy", "detainees", "constitution"),
    *("committee", "delegation", "border", "truce", "zone", "forces", "civilians", "city", "north"),
    *("south", "council", "resolution", "meeting", "agenda", "proposal", "demand", "opposition"),
    *("government", "envoy", "statement", "transition", "election"),
)
ARABIC = (
    *("هدنة", "المفاوضات", "الدستور", "المعتقلين", "وقف", "إطلاق"),
    *("النار", "جنيف", "أستانا", "المعارضة", "الحكومة"),
)
RARE = [f"{first}{last}" for first in ("kaf", "mor", "tel", "bas") for last in map(str, range(800))]
YEARS = range(2011, 2025)


class Maker:
    """Draws words, days and rows by lot, the same each time."""

    def __init__(self, statements: int) -> None:
        self.lot = Random(7)
        self.many = statements

    def text(self, length: int) -> str:
        """Return words: some common, some rare, now and then Arabic."""
        draw = self.lot.random
        return " ".join(
            self.lot.choice(COMMON if draw() < 0.35 else ARABIC if draw() < 0.02 else RARE)
            for _ in range(length)
        )

    def date(self) -> str:
        """Return an EDTF date: mostly a day, else a month, a year, about one of these, or none."""
        year, month, day = (
            self.lot.choice(YEARS),
            self.lot.randint(1, 12),
            self.lot.randint(1, 28),
        )
        forms = {
            f"{year}-{month:02}-{day:02}": 83,
            f"{year}-{month:02}": 8,
            f"{year}-{month:02}~": 2,
            f"{year}": 2,
            f"{year}~": 1,
            f"{year}/..": 1,
            "": 3,
        }
        return self.lot.choices(list(forms), list(forms.values()))[0]

    def few(self, rows: Any, most: int) -> Any:
        return self.lot.sample(rows, self.lot.randint(0, most))

    def skewed(self, rows: Any) -> Any:
        """Return one of some rows, the first much more often than the last."""
        return rows[min(int(self.lot.expovariate(6 / len(rows))), len(rows) - 1)]


def fill(statements: int) -> None:
    """Write the whole record in one transaction, then have the database look at it."""
    from django.db import connection, transaction

    with transaction.atomic():
        _write(Maker(statements))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _write(make: Maker) -> None:
    from actors.models import Actor, ActorKind, Relation
    from talks.models import (
        Citation,
        DocumentKind,
        OutcomeDocument,
        Participation,
        Round,
        Source,
        Statement,
        StatementKind,
        Topic,
        Track,
        Venue,
    )

    lot, many = make.lot, make.many

    def save(rows: Any) -> Any:
        rows = list(rows)
        return type(rows[0]).objects.bulk_create(rows, batch_size=5000)

    def join(field: Any, pairs: Any) -> None:
        one, other = (f.name for f in field.through._meta.fields[1:3])
        field.through.objects.bulk_create(
            (field.through(**{one: row, other: to}) for row, to in pairs), batch_size=20_000
        )

    actors = save(
        Actor(
            slug=f"actor-{n}",
            name=f"{lot.choice(RARE)} {lot.choice(RARE)} {n}".title(),
            name_ar=lot.choice(ARABIC) if n % 5 == 0 else "",
            kind=lot.choice(ActorKind.values),
            aliases=[lot.choice(RARE).title()] if n % 4 == 0 else [],
        )
        for n in range(max(many // 50, 20))
    )
    save(
        Relation(subject=actor, object=actors[n // 10], kind="member-of")
        for n, actor in enumerate(actors)
        if n > 9 and n % 3 == 0
    )
    tracks = save(
        Track(
            slug=f"track-{n}",
            name=f"Track {n} talks",
            short_name=f"Track {n}",
            position=n,
            tone=n % 8 + 1,
        )
        for n in range(12)
    )
    venues = save(Venue(slug=f"venue-{n}", city=f"City {n}", country="CH") for n in range(40))
    topics = save(Topic(slug=f"topic-{n}", name=f"Topic {n}") for n in range(30))
    sources = save(
        Source(slug=f"source-{n}", title=f"Source {n}", kind="news", published=make.date())
        for n in range(max(many // 200, 20))
    )
    statuses = {"held": 90, "planned": 4, "postponed": 4, "cancelled": 2}
    rounds = save(
        Round(
            slug=f"round-{n}",
            track=make.skewed(tracks),
            venue=lot.choice(venues) if lot.random() < 0.9 else None,
            ordinal=n + 1,
            title=make.text(3).title() if n % 2 else "",
            status=lot.choices(list(statuses), list(statuses.values()))[0],
            start=make.date(),
            agenda=make.text(8),
        )
        for n in range(many // 20)
    )
    said = save(
        Statement(
            slug=f"statement-{n}",
            speaker=make.skewed(actors),
            on_behalf_of=lot.choice(actors) if lot.random() < 0.3 else None,
            kind=lot.choice(StatementKind.values),
            date=make.date(),
            round=lot.choice(rounds) if lot.random() < 0.8 else None,
            summary=make.text(30),
        )
        for n in range(many)
    )
    papers = save(
        OutcomeDocument(
            slug=f"document-{n}",
            title=make.text(5).title(),
            kind=lot.choice(DocumentKind.values),
            date=make.date(),
            round=lot.choice(rounds),
        )
        for n in range(max(many // 100, 5))
    )
    join(Round.topics, ((row, topic) for row in rounds for topic in make.few(topics, 3)))
    join(Statement.topics, ((row, topic) for row in said for topic in make.few(topics, 2)))
    join(Statement.addressees, ((row, to) for row in said for to in make.few(actors, 1)))
    join(OutcomeDocument.parties, ((row, to) for row in papers for to in make.few(actors, 4)))
    save(
        Participation(round=row, actor=actor, role="party")
        for row in rounds
        for actor in lot.sample(actors, 4)
    )
    differs = {"reported_field": "start", "reported_value": "later", "nature": "precision"}
    save(
        Citation(
            source=make.skewed(sources),
            locator=str(n % 90),
            **{name: row},
            **(differs if lot.random() < 0.03 else {}),
        )
        for name, rows in (("round", rounds), ("statement", said), ("document", papers))
        for n, row in enumerate(rows)
    )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    fill(int(sys.argv[1]))
