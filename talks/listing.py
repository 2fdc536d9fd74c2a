"""The list beneath the timeline: rounds and statements in one order, page by page."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, F, IntegerField, QuerySet, Value, When

from talks.models import Round, Statement

PAGE_SIZE = 50


def page(
    rounds: QuerySet[Round], statements: QuerySet[Statement], *, number: int, total: int
) -> Page[Any]:
    """Return one page of both, dated ones first by their day, then the undated in their order.

    `total` is the number of both. A number past the last page gives the last page.
    """
    keys = _keys(rounds, Value(0), F("track__position"), F("ordinal")).union(
        _keys(statements, Value(1), Value(0), Value(0)), all=True
    )
    paginator: Paginator[Any] = Paginator(
        keys.order_by("undated", "first", "what", "rank", "place", "key"), PAGE_SIZE
    )
    paginator.__dict__["count"] = total
    found = paginator.get_page(number)
    chosen = [(row["what"], row["key"]) for row in found.object_list]
    things = {
        (what, thing.pk): thing
        for what, rows in enumerate((_rounds, _statements))
        for thing in rows([key for w, key in chosen if w == what])
    }
    found.object_list = [things[key] for key in chosen]
    return found


# Each asks even where there is nothing to ask for, so that every page takes the same queries.
NOTHING = [0]


def _rounds(keys: list[int]) -> QuerySet[Round]:
    return Round.objects.for_list().filter(pk__in=keys or NOTHING)


def _statements(keys: list[int]) -> list[Statement]:
    found = list(Statement.objects.for_list().filter(pk__in=keys or NOTHING))
    if not found:
        list(Statement.addressees.through.objects.filter(statement__in=NOTHING))
    return found


def _keys(rows: QuerySet[Any], what: Value, rank: Any, place: Any) -> QuerySet[Any]:
    undated = Case(When(earliest__isnull=True, then=1), default=0, output_field=IntegerField())
    return rows.order_by().values(
        what=what, key=F("pk"), undated=undated, first=F("earliest"), rank=rank, place=place
    )
