"""What citations add to the facts that they back: sources, disputed days, other values."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import F, Max, Min, Prefetch, Q

if TYPE_CHECKING:
    from talks.models.citations import Citation


M = TypeVar("M", bound=models.Model)


class Nature(models.TextChoices):
    """How the value that a source reports differs from that of the record; the gravest first."""

    CONTRADICTION = "contradiction", "contradiction"
    JUDGEMENT = "judgement", "opposed judgements"
    PLAN_VS_EVENT = "plan-vs-event", "plan against event"
    PRECISION = "precision", "precision"
    NAMING = "naming", "naming or numbering"
    SLIP = "slip", "slip in print"


# How a page says it: “says otherwise: start “2017-02-15””.
DIFFERENCE_VERBS = {
    Nature.CONTRADICTION: "says otherwise",
    Nature.JUDGEMENT: "judges otherwise",
    Nature.PLAN_VS_EVENT: "gives a plan",
    Nature.PRECISION: "says only",
    Nature.NAMING: "calls it",
    Nature.SLIP: "prints",
}

GRAVITY = {nature: rank for rank, nature in enumerate(Nature.values)}  # the gravest first
# The natures that dispute a date. A plan that came to nothing and a misprint do not.
DISPUTING_NATURES = (Nature.CONTRADICTION, Nature.JUDGEMENT, Nature.PRECISION)


class CitedQuerySet(models.QuerySet[M]):
    """Rows that citations back."""

    def with_citations(self) -> Self:
        """Fetch the citations of each row and their sources, in one query."""
        citation_model = apps.get_model("talks", "Citation")  # its module imports this one
        citations = citation_model._default_manager.select_related("source")
        return self.prefetch_related(Prefetch("citations", citations))

    def newest_first(self) -> Self:
        """Order by day, the latest first; undated rows come last."""
        return self.order_by(F("earliest").desc(nulls_last=True), "-pk")

    def with_disputed_days(self) -> Self:
        """Add the first and last day that sources dispute: `disputed_from`, `disputed_until`."""
        disputing = Q(citations__nature__in=DISPUTING_NATURES)
        return self.annotate(
            disputed_from=Min("citations__reported_earliest", filter=disputing),
            disputed_until=Max("citations__reported_latest", filter=disputing),
        )


def first_of_each_source(citations: "Iterable[Citation]") -> "list[Citation]":
    """Return the first of the citations of each source."""
    first_citations: dict[int, Citation] = {}
    for citation in citations:
        first_citations.setdefault(citation.source_id, citation)
    return list(first_citations.values())


# A page shows reports on these points beside their values, and lists reports on other points below.
POINTS_WITH_A_VALUE = ("status", "date", "venue", "agenda", "outcome", "participations")
DATE_FIELDS = ("start", "end", "date", "dates")


@dataclass(frozen=True)
class ReportedPoint:
    """A point of a fact on which sources differ: a field or words, and the citations about it.

    The gravest reports come first.
    """

    point: str
    reports: "list[Citation]"

    @property
    def number_of_sources(self) -> int:
        """How many sources differ from the record."""
        return len({report.source_id for report in self.reports if not report.agrees})

    @property
    def point_in_words(self) -> str:
        return self.point.replace("_", " ")


def group_by_point(citations: "Iterable[Citation]") -> dict[str, ReportedPoint]:
    """Group the citations that report a difference by point; all dates are one point, "date"."""
    reports_by_point: dict[str, list[Citation]] = defaultdict(list)
    for citation in citations:
        if citation.nature:
            field = citation.reported_field
            is_date = field in DATE_FIELDS or citation.reported_days
            reports_by_point["date" if is_date else field].append(citation)
    return {
        point: ReportedPoint(point, sorted(reports, key=lambda report: GRAVITY[report.nature]))
        for point, reports in reports_by_point.items()
    }
