"""The list beneath the timeline: rounds, statements and documents in one order, page by page."""

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, F, IntegerField, Model, QuerySet, Value, When

from talks.filters import Filter
from talks.models import SIDES, Citation, OutcomeDocument, Round, Statement

PAGE_SIZE = 50
MODELS = tuple(SIDES)
ALONG: Mapping[type[Model], Any] = {
    Round: (),
    Statement: (Statement.addressees.through,),
    OutcomeDocument: (OutcomeDocument.parties.through,),
}
PLACES: Mapping[type[Model], tuple[Any, Any]] = {Round: (F("track__position"), F("ordinal"))}


def page(asked: Filter, *, total: int) -> Page[Any]:
    """Return one page of what is left, dated things first by their day, then the undated.

    `total` is how many there are in all. A number past the last page gives the last page.
    """
    first, *others = (_keys(asked, model) for model in MODELS)
    keys = first.union(*others, all=True)
    paginator: Paginator[Any] = Paginator(
        keys.order_by("undated", "first", "what", "rank", "place", "key"), PAGE_SIZE
    )
    paginator.__dict__["count"] = total
    found = paginator.get_page(asked.page)
    chosen = [(row["what"], row["key"]) for row in found.object_list]
    things = {
        (what, thing.pk): thing
        for what, model in enumerate(MODELS)
        for thing in _things(asked, model, [key for w, key in chosen if w == what])
    }
    found.object_list = [things[key] for key in chosen]
    return found


# Each asks even where there is nothing to ask for, so that every page takes the same queries.
NOTHING = [0]


def _things(asked: Filter, model: type[Any], keys: list[int]) -> list[Any]:
    rows: Any = asked.known(model.objects.filter(pk__in=keys or NOTHING))
    found = list(asked.seen(rows.for_list()))
    for unasked in () if found else (*ALONG[model], Citation):
        list(unasked.objects.filter(pk__in=NOTHING))
    return found


def _keys(asked: Filter, model: type[Any]) -> QuerySet[Any]:
    day = F(asked.days[0])
    is_undated = When(**{f"{asked.days[0]}__isnull": True}, then=1)
    undated = Case(is_undated, default=0, output_field=IntegerField())
    rank, place = PLACES.get(model, (Value(0), Value(0)))
    return (
        asked.apply(model.objects.all())
        .order_by()
        .values(
            what=Value(MODELS.index(model)),
            key=F("pk"),
            undated=undated,
            first=day,
            rank=rank,
            place=place,
        )
    )
