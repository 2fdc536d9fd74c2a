"""Dates that do not go together: of a statement, its speaker's office, its round, its sources."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from django.db.models import F, Q

from actors.models import Relation, RelationKind
from record.dates import bounds
from talks.checks.findings import Finding
from talks.models import Citation, Nature, Round, Statement, Status

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
    """Yield citations that are called a contradiction and give the days of the record."""
    rows = (
        Citation.objects.differing().filter(nature=Nature.CONTRADICTION).exclude(reported_days="")
    )
    for citation in rows:
        if citation.agrees:
            yield Finding(Citation, citation.pk, citation.reported_days)


def find_older_sources() -> Iterator[Finding]:
    """Yield citations for how a round ended by sources from before that day.

    They can only tell a plan: when it was to end; and before its first day, who was expected.
    """
    rows = Citation.objects.filter(round__status=Status.HELD, nature="").select_related(
        "source", "round__track"
    )
    for citation in rows.exclude(source__latest=None).order_by("pk"):
        round: Round = citation.round
        published = citation.source.latest
        first_day, last_day = round.earliest, bounds(round.end or round.start).earliest
        too_early: set[str] = set()
        if last_day and published < last_day:
            too_early.update(TOLD_AFTERWARDS)
        if first_day and published < first_day:
            too_early.update(TOLD_FROM_THE_FIRST_DAY)
        fields = [name for name in citation.supports if name in too_early]
        if fields:
            days = f"{citation.source.dates_in_words}, before {round.dates_in_words}"
            yield Finding(Citation, citation.pk, f"{', '.join(fields)}: {days}")
