"""Makes a plausible record of any size, the same each time: `python -m tests.benchmarks.data N`.

It fills the empty, migrated database of DATABASE_URL with N statements, a twentieth as many rounds,
a fiftieth as many actors, and everything that hangs on them.
"""

import os
import sys
from random import Random
from typing import Any

COMMON = """
    ceasefire talks political process aid convoy detainees constitution committee delegation border
    truce zone forces civilians city north south council resolution meeting agenda proposal demand
    opposition government envoy statement transition election
""".split()  # noqa: SIM905
ARABIC = """
    هدنة المفاوضات الدستور المعتقلين وقف إطلاق
    النار جنيف أستانا المعارضة الحكومة
""".split()  # noqa: SIM905
RARE = [f"{first}{last}" for first in ("kaf", "mor", "tel", "bas") for last in map(str, range(800))]
YEARS = range(2011, 2025)


class Maker:
    """Draws words, dates and rows at random, the same each time."""

    def __init__(self, statements: int) -> None:
        self.chance = Random(7)
        self.many = statements

    def text(self, length: int) -> str:
        """Return a text of common and rare words, with an Arabic one now and then."""
        draw = self.chance.random
        return " ".join(
            self.chance.choice(COMMON if draw() < 0.35 else ARABIC if draw() < 0.02 else RARE)
            for _ in range(length)
        )

    def date(self) -> str:
        """Return an EDTF date: mostly a day, or a month, a year, an approximate one, or none."""
        year, month, day = (
            self.chance.choice(YEARS),
            self.chance.randint(1, 12),
            self.chance.randint(1, 28),
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
        return self.chance.choices(list(forms), list(forms.values()))[0]

    def few(self, rows: Any, most: int) -> Any:
        """Return up to `most` of some rows."""
        return self.chance.sample(rows, self.chance.randint(0, most))

    def skewed(self, rows: Any) -> Any:
        """Return one of some rows, one of the first much more often than one of the last."""
        return rows[min(int(self.chance.expovariate(6 / len(rows))), len(rows) - 1)]


def fill(statements: int) -> None:
    """Write the whole record in one transaction, then let the database analyze it."""
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

    chance, many = make.chance, make.many

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
            name=f"{chance.choice(RARE)} {chance.choice(RARE)} {n}".title(),
            name_ar=chance.choice(ARABIC) if n % 5 == 0 else "",
            kind=chance.choice(ActorKind.values),
            aliases=[chance.choice(RARE).title()] if n % 4 == 0 else [],
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
            venue=chance.choice(venues) if chance.random() < 0.9 else None,
            ordinal=n + 1,
            title=make.text(3).title() if n % 2 else "",
            status=chance.choices(list(statuses), list(statuses.values()))[0],
            start=make.date(),
            agenda=make.text(8),
        )
        for n in range(many // 20)
    )
    saved_statements = save(
        Statement(
            slug=f"statement-{n}",
            speaker=make.skewed(actors),
            on_behalf_of=chance.choice(actors) if chance.random() < 0.3 else None,
            kind=chance.choice(StatementKind.values),
            date=make.date(),
            round=chance.choice(rounds) if chance.random() < 0.8 else None,
            summary=make.text(30),
        )
        for n in range(many)
    )
    papers = save(
        OutcomeDocument(
            slug=f"document-{n}",
            title=make.text(5).title(),
            kind=chance.choice(DocumentKind.values),
            date=make.date(),
            round=chance.choice(rounds),
        )
        for n in range(max(many // 100, 5))
    )
    join(Round.topics, ((row, topic) for row in rounds for topic in make.few(topics, 3)))
    join(
        Statement.topics,
        ((row, topic) for row in saved_statements for topic in make.few(topics, 2)),
    )
    join(
        Statement.addressees, ((row, to) for row in saved_statements for to in make.few(actors, 1))
    )
    join(OutcomeDocument.parties, ((row, to) for row in papers for to in make.few(actors, 4)))
    save(
        Participation(round=row, actor=actor, role="party")
        for row in rounds
        for actor in chance.sample(actors, 4)
    )
    differs = {"reported_field": "start", "reported_value": "later", "nature": "precision"}
    save(
        Citation(
            source=make.skewed(sources),
            locator=str(n % 90),
            **{name: row},
            **(differs if chance.random() < 0.03 else {}),
        )
        for name, rows in (("round", rounds), ("statement", saved_statements), ("document", papers))
        for n, row in enumerate(rows)
    )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    fill(int(sys.argv[1]))
