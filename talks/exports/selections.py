"""What a filter selects of each kind of thing: one place for the page and for every file."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from django.db.models import Model, Q

from actors.models import Actor, Relation
from talks.explorer.question import ACTOR, Question
from talks.models import (
    TARGET_OF,
    THING_TYPES,
    OutcomeDocument,
    Round,
    Source,
    Statement,
    TrackRole,
)


def rounds(asked: Question) -> Any:
    """The rounds that the filter leaves."""
    return asked.apply(Round.objects.all())


def statements(asked: Question) -> Any:
    """The statements that the filter leaves."""
    return asked.apply(Statement.objects.all())


def documents(asked: Question) -> Any:
    """The outcome documents that the filter leaves."""
    return asked.apply(OutcomeDocument.objects.all())


def actors(asked: Question) -> Any:
    """Those who have a part in what the filter leaves, themselves or by those who count for them.

    Unfiltered, all.
    """
    found = Actor.objects.in_reading_order().prefetch_related("citations__source")
    return found if asked.is_empty else found.filter(pk__in=_actors_in(asked))


def relations(asked: Question) -> Iterable[Any]:
    """How the actors selected stand to others, and what they are in a track; unfiltered, all."""
    found = Relation.objects.for_page()
    roles = TrackRole.objects.select_related("track", "actor").prefetch_related("citations__source")
    if not asked.is_empty:
        part = _actors_in(asked)
        found, roles = found.filter(subject__in=part), roles.filter(actor__in=part)
    return chain(found, roles.order_by("pk"))


def sources(asked: Question) -> Any:
    """The sources that what is left rests on; unfiltered, all."""
    found = Source.objects.prefetch_related("citations").order_by("title", "pk")
    if asked.is_empty:
        return found
    if asked.day:
        found = found.filter(latest__lte=asked.day)
    cited = Q()
    for model, rows in things(asked):
        cited |= Q(**{f"citations__{TARGET_OF[model]}__in": rows.order_by().values("pk")})
    return found.filter(pk__in=Source.objects.filter(cited).values("pk"))


def things(asked: Question) -> Iterator[tuple[type[Model], Any]]:
    """What the filter leaves of rounds, statements and documents, one after the other."""
    return ((model, asked.apply(model.objects.all())) for model in THING_TYPES)


def _actors_in(asked: Question) -> set[int]:
    found = {
        actor
        for model, rows in things(asked)
        for path in ACTOR.paths[model]  # one at a time: joined together they would multiply
        for actor in asked.reach(rows, ACTOR).order_by().values_list(path, flat=True).distinct()
    } - {None}
    return found | {group for group, circle in asked.circles.items() if circle & found}


SELECTIONS: Mapping[str, Callable[[Question], Iterable[Any]]] = {
    "rounds": lambda asked: asked.seen(rounds(asked).for_timeline()),
    "statements": lambda asked: asked.seen(statements(asked).for_timeline()),
    "documents": lambda asked: asked.seen(documents(asked).for_timeline()),
    "actors": actors,
    "relations": relations,
    "sources": sources,
}
