"""The record as of a day: what the sources published by then say, and no more.

A source counts from the last day on which it may have appeared. A fact is known once a source that
counts backs it; a field of it, once such a source supports that field. Every field that an editor
can fill is a matter of knowledge, a new one too, unless it is named here. What lies after the day
is a plan where it is a round, else it is absent.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import (
    Case,
    Exists,
    F,
    ManyToManyField,
    Model,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
)

from actors.models import Actor, Relation
from record.models import AnyField, form_fields
from talks.models import (
    TARGET_OF,
    Citation,
    OutcomeDocument,
    Participation,
    Round,
    Statement,
    Status,
    TrackRole,
)

CHUNK = 2000  # rows read at a time, each time with what belongs to them

# What makes a fact the fact that it is: without it, there would be nothing to show.
IDENTITY: Mapping[type[Model], frozenset[str]] = {
    Round: frozenset({"track", "venue", "number", "title", "topics"}),
    Statement: frozenset(
        {"speaker", "on_behalf_of", "addressees", "kind", "round", "summary", "topics"}
    ),
    OutcomeDocument: frozenset({"title", "kind", "round", "parties", "third_parties", "symbol"}),
    Actor: frozenset({"name", "kind", "country", "aliases"}),
    Relation: frozenset({"subject", "kind", "object", "role", "support", "start"}),
    TrackRole: frozenset({"track", "actor", "role"}),
}
# What is of our own making, and no source says.
EDITORIAL: Mapping[type[Model], frozenset[str]] = {
    Round: frozenset({"slug", "ordinal", "part_of", "confidence"}),
    Statement: frozenset({"slug", "note", "quotation_reread", "confidence"}),
    OutcomeDocument: frozenset({"slug", "confidence"}),
    Actor: frozenset({"slug", "name_ar", "wikidata", "former_slugs"}),
    Relation: frozenset({"start_is_sighting", "end_is_sighting", "confidence"}),
    TrackRole: frozenset(),
}
# What is known by rules of its own, below.
BY_RULE: Mapping[type[Model], frozenset[str]] = {
    Round: frozenset({"status", "realised_as", "note", "other_participants"}),
    OutcomeDocument: frozenset({"other_parties"}),
}
DATES: Mapping[type[Model], tuple[str, ...]] = {
    Round: ("start", "end"),
    Statement: ("date",),
    OutcomeDocument: ("date",),
}
# What is read along with rows, and does not depend on the day.
RELATED: Mapping[type[Model], tuple[str, ...]] = {
    Round: ("topics", "track", "venue"),
    Statement: ("addressees", "topics", "speaker", "round__track", "round__venue"),
    OutcomeDocument: ("parties", "third_parties", "round__track", "round__venue"),
}


def fields_known_by_sources(model: type[Model]) -> list[AnyField]:
    """Return the fields that are shown as of a day only if a source of that day supports them.

    They are all that an editor can fill, but for those named above.
    """
    exempt = IDENTITY[model] | EDITORIAL[model] | BY_RULE.get(model, frozenset())
    return [field for field in form_fields(model) if field.name not in exempt]


def known_by(rows: QuerySet[Any], day: dt.date) -> QuerySet[Any]:
    """Keep the rounds, statements or documents known by a day.

    Adds `status_then`, and whether the first and the last of its dates were known: `start_known`,
    `end_known`.
    """
    model = rows.model
    citations = Citation.objects.filter(**{TARGET_OF[model]: OuterRef("pk")})
    rows = rows.filter(Exists(citations.known_by(day)))
    if model is not Round:
        rows = rows.filter(Q(earliest__isnull=True) | Q(earliest__lte=day))
    return rows.annotate(
        status_then=_status(day, "" if model is Round else "round__"),
        start_known=_is_supported(citations, DATES[model][0], day),
        end_known=_is_supported(citations, DATES[model][-1], day),
    )


def facts_known_by(rows: QuerySet[Any], day: dt.date) -> QuerySet[Any]:
    """Keep the facts of any other kind, as relations, that a source of a day or before backs."""
    citations = Citation.objects.filter(**{TARGET_OF[rows.model]: OuterRef("pk")})
    return rows.filter(Exists(citations.known_by(day)))


def participations_known_by(day: dt.date) -> QuerySet[Participation]:
    """Return the participations known by a day, to their own citations where they have any.

    Those without are known with the first source that supports the participations of their round.
    """
    own_citations = Citation.objects.filter(participation=OuterRef("pk"))
    of_round = Citation.objects.filter(round=OuterRef("round"))
    return Participation.objects.filter(
        Exists(own_citations.known_by(day))
        | Q(~Exists(own_citations), _is_supported(of_round, "participations", day))
    )


def _is_supported(citations: Any, field_name: str, day: dt.date) -> Exists:
    return Exists(citations.supporting(field_name).known_by(day))


def _status(day: dt.date, prefix: str) -> Case:
    """Return the status of a round as of a day, by the prefix that leads to the round.

    That a round was put off is known from a source that says so, else once its time has passed.
    """
    on_status = Citation.objects.filter(round=OuterRef(f"{prefix}pk")).supporting("status")
    has_begun = Q(**{f"{prefix}earliest__lte": day}) | Q(**{f"{prefix}earliest__isnull": True})
    has_passed = ~Q(Exists(on_status)) & Q(**{f"{prefix}latest__lte": day})
    is_held = Q(**{f"{prefix}status": Status.HELD})
    is_reported = Q(Exists(on_status.known_by(day)))
    return Case(
        When(is_held & has_begun, then=F(f"{prefix}status")),
        When(~is_held & (is_reported | has_passed), then=F(f"{prefix}status")),
        When(Q(**{f"{prefix}status__isnull": False}), then=Value(Status.PLANNED.value)),
    )


def perhaps_known_by(rows: QuerySet[Any], day: dt.date) -> QuerySet[Any]:
    """Keep what may have been known by a day, were it known when its sources appeared."""
    citations = Citation.objects.filter(**{TARGET_OF[rows.model]: OuterRef("pk")})
    is_vague = Q(source__latest__isnull=True) | Q(source__earliest__lte=day)
    return rows.filter(
        ~Exists(citations.known_by(day)),
        Exists(citations.filter(is_vague)),
        Q(earliest__isnull=True) | Q(earliest__lte=day),
    )


def as_known(rows: QuerySet[Any], day: dt.date) -> Iterator[Any]:
    """Yield the rows of `known_by` as they were known by a day; they are not to be saved."""
    lookups: list[Any] = [*RELATED[rows.model]]
    if rows.model is Round:
        participations = participations_known_by(day).select_related("actor")
        participations = participations.prefetch_related(citations_known_by(day))
        lookups.append(Prefetch("participations", participations))
    rows = rows.prefetch_related(None).prefetch_related(*lookups, citations_known_by(day))
    return (_thing_as_known(thing, day) for thing in rows.iterator(chunk_size=CHUNK))


def citations_known_by(day: dt.date) -> Any:
    """Return the prefetch of the citations whose sources count on a day."""
    return Prefetch("citations", Citation.objects.known_by(day).select_related("source"))


def _is_told(fact: Any, *names: str) -> bool:
    """Say whether any of its citations, as they were prefetched, supports one of some fields."""
    return not _supported_fields(fact).isdisjoint(names)


def _supported_fields(fact: Any) -> set[str]:
    """Return the fields that the citations of a fact support, as they were prefetched."""
    return {name for citation in fact.citations.all() for name in citation.supports}


def hide_unknown_fields(fact: Any) -> None:
    """Empty the fields of a fact that none of its citations supports, as they were prefetched."""
    supported = _supported_fields(fact)
    for field in fields_known_by_sources(type(fact)):
        if field.name in supported:
            continue
        if isinstance(field, ManyToManyField):
            nothing = field.related_model._default_manager.none()
            fact._prefetched_objects_cache[field.name] = nothing
        else:
            setattr(fact, field.name, field.get_default())


def _thing_as_known(thing: Any, day: dt.date) -> Any:
    hide_unknown_fields(thing)
    if isinstance(thing, Round):
        if not thing.start:
            thing.end = ""
        thing.status, thing.note = thing.status_then, ""  # type: ignore[attr-defined]
        if not _is_told(thing, "participations", "other_participants"):
            thing.other_participants = []
        successor = thing.realised_as
        if successor and not (successor.earliest and successor.earliest <= day):
            thing.realised_as = None
    elif isinstance(thing, OutcomeDocument) and not _is_told(thing, "parties", "other_parties"):
        thing.other_parties = []
    disputing = [citation for citation in thing.citations.all() if citation.disputes_days]
    thing.disputed_from = min((one.reported_earliest for one in disputing), default=None)
    thing.disputed_until = max((one.reported_latest for one in disputing), default=None)
    return thing
