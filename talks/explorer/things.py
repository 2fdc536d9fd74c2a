"""Reads rounds, statements and documents by their keys, as they are or as they were known."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Literal

from django.db.models import Model

from talks.explorer import knowledge
from talks.explorer.catalogue.reading import rows_of

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
