"""Dates that do not go together: of a statement, its speaker's office, its round, its sources."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from django.db.models import F, Prefetch, Q

from actors.models import Relation, RelationKind
from record.dates import bounds
from talks.checks.findings import Finding
from talks.models import Citation, Nature, Round, Statement, Status

CHUNK_SIZE = 500  # rows that are fetched at once
MOST_DAYS_FROM_ITS_ROUND = dt.timedelta(30)
# What a source can only tell of a round once it is over, and once it has begun.
TOLD_AFTERWARDS = ("end", "outcome")
TOLD_FROM_THE_FIRST_DAY = ("participations",)


def find_outside_office() -> Iterator[Finding]:
    """Yield statements on behalf of an actor by somebody who did not hold its office that day.

    A first or last sighting limits nothing: the office may have begun before, or ended later.
    """
    offices: dict[tuple[int, int], list[Relation]] = defaultdict(list)
    for relation in Relation.objects.filter(kind=RelationKind.OFFICE_OF):
        offices[relation.subject_id, relation.object_id].append(relation)
    statements = Statement.objects.exclude(on_behalf_of=None).order_by("pk")
    columns = ("pk", "speaker", "on_behalf_of", "earliest", "latest")
    for key, speaker, behalf, first, last in statements.values_list(*columns):
        terms = offices.get((speaker, behalf), [])
        if terms and not any(_covers(term, first, last) for term in terms):
            dates = "; ".join(term.dates_in_words for term in terms)
            yield Finding(Statement, key, f"the office: {dates}")


def _covers(office: Relation, first: dt.date | None, last: dt.date | None) -> bool:
    """Say whether an office may have been held on some day from a first to a last one."""
    start, end = bounds(office.start).earliest, bounds(office.end).latest
    is_before = start and last and last < start and not office.start_is_sighting
    is_after = end and first and first > end and not office.end_is_sighting
    return not (is_before or is_after)


def find_far_from_round() -> Iterator[Finding]:
    """Yield statements made more than a month before or after the round that they belong to."""
    gap = MOST_DAYS_FROM_ITS_ROUND
    rows = Statement.objects.filter(
        Q(latest__lt=F("round__earliest") - gap) | Q(earliest__gt=F("round__latest") + gap)
    ).select_related("round__track")
    for statement in rows.order_by("pk"):
        dates = statement.round.dates_in_words
        yield Finding(Statement, statement.pk, f"{statement.dates_in_words}; the round: {dates}")


def find_same_days() -> Iterator[Finding]:
    """Yield citations that are called a contradiction, though all sources give the same days.

    A report of the record's own days beside a contradicting one is none: it shows both sides.
    """
    groups: dict[tuple[str, int, str], list[Citation]] = defaultdict(list)
    rows = Citation.objects.differing().filter(nature=Nature.CONTRADICTION)
    for one in rows:
        groups[one.target_name(), one.fact.pk, one.reported_field].append(one)
    for group in groups.values():
        days = {(one.reported_earliest, one.reported_latest) for one in group}
        if len(days) == 1 and group[0].reported_days and (len(group) > 1 or group[0].agrees):
            yield Finding(Citation, group[0].pk, group[0].reported_days)


def find_older_sources() -> Iterator[Finding]:
    """Yield citations for how a round ended by sources from before that day, and by these alone.

    They can only tell a plan: when it was to end; and before its first day, who was expected.
    """
    citations = Citation.objects.filter(nature="").select_related("source").order_by("pk")
    rounds = Round.objects.filter(status=Status.HELD).select_related("track").order_by("pk")
    for round in rounds.prefetch_related(Prefetch("citations", citations)).iterator(CHUNK_SIZE):
        first_day, last_day = round.earliest, bounds(round.end or round.start).earliest
        for name in TOLD_AFTERWARDS:
            yield from _find_older(round, name, last_day)
        for name in TOLD_FROM_THE_FIRST_DAY:
            yield from _find_older(round, name, first_day)


def _find_older(round: Round, name: str, day: dt.date | None) -> Iterator[Finding]:
    """Yield the citations for a field of a round, if the sources of all are older than a day."""
    citations = [one for one in round.citations.all() if name in one.supports]
    if day and all(one.source.latest and one.source.latest < day for one in citations):
        for one in citations:
            days = f"{one.source.dates_in_words}, before {round.dates_in_words}"
            yield Finding(Citation, one.pk, f"{name}: {days}")
