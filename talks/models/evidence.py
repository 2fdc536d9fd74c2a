"""What citations tell of the facts that they back: how many sources, and where they differ."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import F, Max, Min, Prefetch, Q

from record.search.conditions import SearchedQuerySet


class Nature(models.TextChoices):
    """How what a source says differs from the record; the gravest first."""

    CONTRADICTION = "contradiction", "contradiction"
    JUDGEMENT = "judgement", "opposed judgements"
    PLAN_VS_EVENT = "plan-vs-event", "plan against event"
    PRECISION = "precision", "precision"
    NAMING = "naming", "naming or numbering"
    SLIP = "slip", "slip in print"


DIFFERS = {
    Nature.CONTRADICTION: "says otherwise",
    Nature.JUDGEMENT: "judges otherwise",
    Nature.PLAN_VS_EVENT: "tells a plan",
    Nature.PRECISION: "says only",
    Nature.NAMING: "calls it",
    Nature.SLIP: "prints",
}

GRAVITY = {nature: rank for rank, nature in enumerate(Nature.values)}  # the gravest first
# Of these natures a date is disputed; a plan that was not kept and a slip in print dispute none.
DISPUTING = (Nature.CONTRADICTION, Nature.JUDGEMENT, Nature.PRECISION)


class CitedQuerySet(SearchedQuerySet):
    """Rows that citations back."""

    def with_citations(self) -> Any:
        """Take along the citations of each, with their sources, in one query."""
        citations: Any = self.model._meta.get_field("citations").related_model
        return self.prefetch_related(
            Prefetch("citations", citations._default_manager.select_related("source"))
        )

    def newest_first(self) -> Any:
        """Order by day, the latest first; those without one come last."""
        return self.order_by(F("earliest").desc(nulls_last=True), "-pk")

    def with_disputed_days(self) -> Any:
        """Add `disputed_from` and `disputed_until`: the outermost days that sources dispute."""
        disputing = Q(citations__nature__in=DISPUTING)
        return self.annotate(
            disputed_from=Min("citations__reported_earliest", filter=disputing),
            disputed_until=Max("citations__reported_latest", filter=disputing),
        )


# The values at which a page shows what sources report otherwise.
SHOWN = ("status", "date", "venue", "agenda", "outcome", "participations")
DATES = ("start", "end", "date", "dates")


@dataclass(frozen=True)
class Difference:
    """What sources report of one point of a fact, the gravest first."""

    point: str
    reports: list[Any]

    @property
    def number(self) -> int:
        """How many sources differ from the record."""
        return len({report.source_id for report in self.reports if not report.agrees})

    @property
    def point_in_words(self) -> str:
        return self.point.replace("_", " ")


def differences(citations: Iterable[Any]) -> dict[str, Difference]:
    """Group the citations that report a difference by the field at which a page shows it."""
    groups: dict[str, list[Any]] = defaultdict(list)
    for citation in citations:
        if citation.nature:
            field = citation.reported_field
            is_date = field in DATES or citation.reported_days
            groups["date" if is_date else field].append(citation)
    return {
        field: Difference(field, sorted(group, key=lambda one: GRAVITY[one.nature]))
        for field, group in groups.items()
    }
