"""What was said and agreed around a round: before it, at it and after it."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import urlencode

from django.db.models import Model, Q, QuerySet

from record.dates import find_certain_days
from talks.models.documents import OutcomeDocument
from talks.models.rounds import Round, Status
from talks.models.statements import Statement

ONE_DAY = dt.timedelta(1)

# Gives the rows of a model that may be read: all, or those known by a day.
RowsOf: TypeAlias = Callable[[type[Model]], QuerySet[Any]]
# Fetches rows with what a page shows of them.
Read: TypeAlias = Callable[[QuerySet[Any]], Iterable[Any]]


@dataclass(frozen=True)
class Section:
    """What was said and agreed before, at or after a round; both querysets have the nearest first.

    `first` and `last` are the days that it covers, None where no other round of the track ends or
    begins it. `neighbour` is that other round.
    """

    name: str
    statements: QuerySet[Any]
    documents: QuerySet[Any]
    first: dt.date | None = None
    last: dt.date | None = None
    neighbour: Round | None = None

    @property
    def query(self) -> str:
        """The question to the explorer that leaves what lies in these days; "" for "at"."""
        days = {"since": self.first, "until": self.last}
        return urlencode({name: day for name, day in days.items() if day})

    def take(self, limit: int, read: Read) -> "Excerpt":
        """Read the nearest things, at most `limit`; there are more if one more was found."""
        rows = [
            rows.filter(pk__in=rows.values("pk")[: limit + 1])
            for rows in (self.statements, self.documents)
        ]
        things = sorted((thing for some in rows for thing in read(some)), key=self._remoteness)
        in_time = sorted(things[:limit], key=lambda thing: thing.earliest or dt.date.max)
        return Excerpt(self, in_time, has_more=len(things) > limit)

    def _remoteness(self, thing: Any) -> tuple[bool, int]:
        """Order things by how far they are from the round; what may lie elsewhere comes last."""
        is_possible = getattr(thing, "is_possible", False)
        if self.name == "before":
            return is_possible, -thing.latest.toordinal()
        return is_possible, (thing.earliest or dt.date.max).toordinal()


@dataclass(frozen=True)
class Excerpt:
    """The nearest things of a section, in time order."""

    section: Section
    things: Sequence[Any]
    has_more: bool


def read_surroundings(
    round: Round, rows_of: RowsOf, date_is_known: Q | None = None
) -> list[Section]:
    """Return what lies before, at and after a round.

    Before it is what is dated since the last round of its track that was over when it began; after
    it what is dated until the first that began when it was over. At it is what is tied to it or to
    a session of it, and what is tied to no round but dated in its days. A round without a date has
    nothing before and after it. `date_is_known` keeps the rows whose date may be read.
    """
    is_at, is_known = _is_at(round), date_is_known or Q()
    statements, documents = rows_of(Statement), rows_of(OutcomeDocument)
    at = Section("at", statements.filter(is_at), documents.filter(is_at))
    if not (round.earliest and round.latest):
        return [at]
    rounds: Any = rows_of(Round).filter(is_known).select_related("track")
    others: list[Any] = [rows.filter(is_known).exclude(is_at) for rows in (statements, documents)]
    previous = rounds.ending_before(round).first()
    first = previous.latest + ONE_DAY if previous else None
    eve = round.earliest - ONE_DAY
    rows = [_nearest(one.between(first, eve), "-latest") for one in others]
    before = Section("before", rows[0], rows[1], first, eve, previous)
    following = rounds.beginning_after(round).first()
    first = round.latest + ONE_DAY
    last = following.earliest - ONE_DAY if following else None
    rows = [_nearest(one.between(first, last), "earliest") for one in others]
    return [before, at, Section("after", rows[0], rows[1], first, last, following)]


def _is_at(round: Round) -> Q:
    is_at = Q(round=round.pk) | Q(round__part_of=round.pk)
    if round.status == Status.HELD and find_certain_days(round.start, round.end):
        in_its_days = Q(earliest__gte=round.earliest, latest__lte=round.latest)
        is_of_no_other = Q(round=None)
        if round.part_of_id:
            is_of_no_other |= Q(round=round.part_of_id)
        is_at |= in_its_days & is_of_no_other
    return is_at


def _nearest(rows: QuerySet[Any], order: str) -> QuerySet[Any]:
    return rows.order_by("is_possible", order, "pk")
