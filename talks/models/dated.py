"""Rows with a date: their order in time, and their neighbours in it."""

import datetime as dt
from typing import Protocol, Self

from django.db.models import BooleanField, Case, F, Q, Value, When

from talks.models.evidence import CitedQuerySet, M


class Dated(Protocol):
    """A row as far as its place in time order needs it: its key, and its first day or None."""

    pk: int
    earliest: dt.date | None


class DatedQuerySet(CitedQuerySet[M]):
    """Rows that have a `date`, and so an earliest day or none."""

    def in_time_order(self) -> Self:
        """Order by day; undated rows come last, in the order of their keys."""
        return self.order_by(F("earliest").asc(nulls_last=True), "pk")

    def before(self, row: Dated) -> Self:
        """Return the rows before a row in time order, the nearest first."""
        return self._beside(row, "lt").order_by(F("earliest").desc(nulls_first=True), "-pk")

    def after(self, row: Dated) -> Self:
        """Return the rows after a row in time order, the nearest first."""
        return self._beside(row, "gt").in_time_order()

    def between(self, first: dt.date | None, last: dt.date | None) -> Self:
        """Keep what lies, or may lie because its date is vague, from one day to another.

        None is no limit on that side. Adds `is_possible`: whether it may lie outside, too.
        """
        may, must = Q(earliest__isnull=False, latest__isnull=False), Q()
        if first:
            may, must = may & Q(latest__gte=first), must & Q(earliest__gte=first)
        if last:
            may, must = may & Q(earliest__lte=last), must & Q(latest__lte=last)
        is_sure = (
            When(must, then=Value(value=False)) if must else When(may, then=Value(value=False))
        )
        is_possible = Case(is_sure, default=Value(value=True), output_field=BooleanField())
        return self.filter(may).annotate(is_possible=is_possible)

    def _beside(self, row: Dated, side: str) -> Self:
        """Return the rows on one side of a row: "lt" for those before it, "gt" for those after."""
        same_day = Q(earliest=row.earliest, **{f"pk__{side}": row.pk})
        undated = Q(earliest__isnull=True)
        if row.earliest is None:
            same_day = undated & Q(**{f"pk__{side}": row.pk})
            return self.filter(same_day | ~undated if side == "lt" else same_day)
        other_day = Q(**{f"earliest__{side}": row.earliest})
        return self.filter(other_day | same_day | (undated if side == "gt" else Q(pk__in=[])))
