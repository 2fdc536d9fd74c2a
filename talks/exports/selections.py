"""The rows that a question selects, for files: the same as on the page."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import TypeVar

from django.db.models import Model, QuerySet

from actors.models import Actor, Relation
from talks.explorer import knowledge
from talks.explorer.catalogue import Selection, select
from talks.explorer.ordering import Ordering
from talks.explorer.question import Question
from talks.explorer.things import read_things
from talks.models import OutcomeDocument, Round, Source, Statement, TrackRole

M = TypeVar("M", bound=Model)
CHUNK = 2000  # rows read at a time


def select_things(question: Question, model: type[Model]) -> Iterator[Model]:
    """Yield the things of a model that a question selects, in the order of the list.

    What stands apart in the list, because it has no date, comes last.
    """
    selection = select(question)
    ordering, of_model = Ordering(selection), selection.catalogue.by_type[model]
    in_order = chain(ordering.numbers, ordering.apart)
    numbers = (number for number in in_order if number in of_model)
    while keys := [selection.catalogue.thing(number)[1] for number in islice(numbers, CHUNK)]:
        things = {
            thing.pk: thing for thing in read_things(model, keys, question.day, "for_timeline")
        }
        yield from (things[key] for key in keys if key in things)


def select_actors(question: Question) -> Iterable[Actor]:
    """Return the actors with a part in the selection, and their circle; all if nothing is asked."""
    actors = Actor.objects.in_reading_order().prefetch_related("citations__source")
    if not question.is_empty:
        actors = actors.filter(slug__in=_values_in(select(question), "actor"))
    return _facts_as_known(actors, question.day)


def select_relations(question: Question) -> Iterable[Relation | TrackRole]:
    """Return the relations and track roles of the selected actors; all if nothing is asked.

    As of a day, only those that a source published by then states.
    """
    relations = Relation.objects.for_page()
    roles = TrackRole.objects.select_related("track", "actor").prefetch_related("citations__source")
    if not question.is_empty:
        slugs = _values_in(select(question), "actor")
        relations = relations.filter(subject__slug__in=slugs)
        roles = roles.filter(actor__slug__in=slugs)
    if question.day:
        relations = knowledge.facts_known_by(relations, question.day)
        roles = knowledge.facts_known_by(roles, question.day)
    return chain(
        _facts_as_known(relations, question.day),
        _facts_as_known(roles.order_by("pk"), question.day),
    )


def select_sources(question: Question) -> QuerySet[Source]:
    """Return the sources that the selection rests on; all if nothing is asked."""
    sources = Source.objects.prefetch_related("citations").order_by("title", "pk")
    if question.is_empty:
        return sources
    if question.day:
        sources = sources.filter(latest__lte=question.day)
    return sources.filter(slug__in=_values_in(select(question), "source"))


def _values_in(selection: Selection, filter_name: str) -> list[str]:
    """Return the values of a filter that something in the selection has."""
    values = selection.catalogue.values(filter_name, selection.question.direction)
    return [value for value, numbers in values.items() if selection.possible.intersect(numbers)]


def _facts_as_known(rows: QuerySet[M], day: dt.date | None) -> Iterable[M]:
    if day is None:
        return rows
    rows = rows.prefetch_related(None).prefetch_related(knowledge.citations_known_by(day))
    return (_fact_as_known(fact) for fact in rows.iterator(chunk_size=CHUNK))


def _fact_as_known(fact: M) -> M:
    knowledge.hide_unknown_fields(fact)
    return fact


SELECTIONS: Mapping[str, Callable[[Question], Iterable[Model]]] = {
    "rounds": lambda question: select_things(question, Round),
    "statements": lambda question: select_things(question, Statement),
    "documents": lambda question: select_things(question, OutcomeDocument),
    "actors": select_actors,
    "relations": select_relations,
    "sources": select_sources,
}
