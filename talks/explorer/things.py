"""Reads rounds, statements and documents by their keys, as they are or as they were known."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Literal

from django.db.models import Model, Q, QuerySet

from talks.explorer import knowledge
from talks.explorer.catalogue.reading import rows_of
from talks.models import Excerpt, Round, Statement, read_surroundings

MOST_AROUND = 3  # things that the panel of a round lists before it, at it and after it each

Use = Literal["for_list", "for_marks", "for_timeline"]


def read_things(
    model: type[Model], keys: Iterable[int], day: dt.date | None, use: Use
) -> Iterable[Any]:
    """Return the rows of some keys with what a use needs of them, by a method of their QuerySet."""
    rows: Any = getattr(rows_of(model, day).filter(pk__in=keys), use)()
    return knowledge.as_known(rows, day) if day else rows


def read_thing(model: type[Model], slug: str, day: dt.date | None) -> Any:
    """Return a thing by its slug with all that its panel shows; None where there is none."""
    rows: Any = rows_of(model, day)
    rows = (rows.filter(slug=slug) or rows.filter(slug__iexact=slug)).for_timeline()
    return next(iter(knowledge.as_known(rows, day) if day else rows), None)


def read_excerpts(round: Round, day: dt.date | None) -> list[Excerpt]:
    """Return the nearest of what was said before a round, at it and after it, for its panel."""

    def read(rows: QuerySet[Any]) -> Iterable[Any]:
        rows = rows.select_related("speaker") if rows.model is Statement else rows
        return knowledge.as_known(rows, day) if day else rows

    date_is_known = Q(start_known=True) if day else Q()
    sections = read_surroundings(round, lambda model: rows_of(model, day), date_is_known)
    return [section.take(MOST_AROUND, read) for section in sections]
