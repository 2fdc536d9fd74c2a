"""The record as of a day: what the sources published by then say, and no more.

A source counts from the last day on which it may have appeared. A row is known once a source that
counts backs it; a field, once one of those sources supports it, or with the row where no source
supports the field. What lies after the day is a plan where it is a round, else it is absent.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, QuerySet, Value, When

from talks.models import (
    TARGET_OF,
    Citation,
    OutcomeDocument,
    Participation,
    Round,
    Statement,
    Status,
)

CHUNK = 2000  # rows read at a time, each time with what belongs to them
DATES = {Round: ("start", "end"), Statement: ("date",), OutcomeDocument: ("date",)}
DETAILS = {
    Round: ("timing", "format", "agenda", "outcome"),
    Statement: ("quotation",),
    OutcomeDocument: ("summary", "symbol", "pax_id"),
}
# What belongs to a row and is no matter of knowledge; what is there already is not asked for.
OF_ROUND = ("round__track", "round__venue")
ALONG = {
    Round: ("topics", "track", "venue"),
    Statement: ("addressees", "topics", "speaker", *OF_ROUND),
    OutcomeDocument: ("parties", *OF_ROUND),
}


def known_by(rows: QuerySet[Any], day: dt.date) -> QuerySet[Any]:
    """Keep what was known by a day; add `status_then`, `earliest_then` and `latest_then`.

    To rounds it adds `participants_known` too: whether it was known who took part.
    """
    model = rows.model
    cited = Citation.objects.filter(**{TARGET_OF[model]: OuterRef("pk")})
    rows = rows.filter(Exists(cited.known_by(day)))
    if model is Round:
        rows = rows.annotate(participants_known=_supported(cited, "participations", day))
    else:
        rows = rows.filter(Q(earliest__isnull=True) | Q(earliest__lte=day))
    start, end = DATES[model][0], DATES[model][-1]
    last = Case(When(_supported(cited, end, day), then="latest"), default="earliest")
    is_dated = _supported(cited, start, day)
    return rows.annotate(
        status_then=_status(day, "" if model is Round else "round__"),
        earliest_then=Case(When(is_dated, then="earliest")),
        latest_then=Case(When(is_dated, then=last)),
    )


def _supported(cited: Any, field: str, day: dt.date) -> Q:
    """Return the condition that a field was known."""
    supporting = cited.supporting(field)
    return ~Q(Exists(supporting)) | Q(Exists(supporting.known_by(day)))


def _status(day: dt.date, prefix: str) -> Case:
    """Return the status of a round as of a day, by the prefix that leads to the round.

    That a round was put off is known from a source that says so, else once its time has passed.
    """
    telling = Citation.objects.filter(round=OuterRef(f"{prefix}pk")).supporting("status")
    began = Q(**{f"{prefix}earliest__lte": day}) | Q(**{f"{prefix}earliest__isnull": True})
    passed = ~Q(Exists(telling)) & Q(**{f"{prefix}latest__lte": day})
    held = Q(**{f"{prefix}status": Status.HELD})
    return Case(
        When(held & began, then=F(f"{prefix}status")),
        When(~held & (Q(Exists(telling.known_by(day))) | passed), then=F(f"{prefix}status")),
        When(Q(**{f"{prefix}status__isnull": False}), then=Value(Status.PLANNED.value)),
    )


def left_out(rows: QuerySet[Any], day: dt.date) -> QuerySet[Any]:
    """Keep what may have been known by a day, were it known when its sources appeared."""
    cited = Citation.objects.filter(**{TARGET_OF[rows.model]: OuterRef("pk")})
    vague = Q(source__latest__isnull=True) | Q(source__earliest__lte=day)
    return rows.filter(
        ~Exists(cited.known_by(day)),
        Exists(cited.filter(vague)),
        Q(earliest__isnull=True) | Q(earliest__lte=day),
    )


def seen(rows: QuerySet[Any], day: dt.date) -> Iterator[Any]:
    """Yield the rows that `known_by` keeps as they were known; they are not to be saved."""
    model = rows.model
    known = Citation.objects.known_by(day).select_related("source")
    lookups: list[Any] = [
        *ALONG[model],
        Prefetch("citations", known),
        Prefetch("citations", Citation.objects.all(), to_attr="ever_cited"),
    ]
    if model is Round:
        cited = Citation.objects.filter(round=OuterRef("round"))
        took_part = Participation.objects.filter(_supported(cited, "participations", day))
        lookups.append(Prefetch("participations", took_part.select_related("actor")))
    rows = rows.prefetch_related(None).prefetch_related(*lookups)
    return (_as_known(thing, day) for thing in rows.iterator(chunk_size=CHUNK))


def _as_known(thing: Any, day: dt.date) -> Any:
    model = type(thing)
    known = list(thing.citations.all())
    ever = {field for citation in thing.ever_cited for field in citation.supports}
    then = {field for citation in known for field in citation.supports}
    for field in (*DATES[model], *DETAILS[model]):
        if field in ever - then:
            setattr(thing, field, thing._meta.get_field(field).get_default())
    if model is Round:
        if not thing.start:
            thing.end = ""
        thing.status, thing.note = thing.status_then, ""
        successor = thing.realised_as
        if successor and not (successor.earliest and successor.earliest <= day):
            thing.realised_as = None
    disputed = [citation for citation in known if citation.disputes_days]
    thing.disputed_from = min((one.reported_earliest for one in disputed), default=None)
    thing.disputed_until = max((one.reported_latest for one in disputed), default=None)
    return thing
