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
    JUDGEMENT = "judgement", "conflicting assessments"
    PLAN_VS_EVENT = "plan-vs-event", "plan changed"
    PRECISION = "precision", "less precise"
    NAMING = "naming", "different name or number"
    SLIP = "slip", "misprint"


# How a page says it: “gives: start “2017-02-15””.
DIFFERENCE_VERBS = {
    Nature.CONTRADICTION: "gives",
    Nature.JUDGEMENT: "assesses it differently",
    Nature.PLAN_VS_EVENT: "announced",
    Nature.PRECISION: "less precise",
    Nature.NAMING: "uses the name",
    Nature.SLIP: "misprints",
}
# How a page heads the reports on one point, by the gravest of them: “2 sources give other dates”.
POINT_VERBS = {
    Nature.CONTRADICTION: ("gives another {}", "give another {}"),
    Nature.JUDGEMENT: ("assesses it differently", "assess it differently"),
    Nature.PLAN_VS_EVENT: ("announced it differently", "announced it differently"),
    Nature.PRECISION: ("is less precise", "are less precise"),
    Nature.NAMING: ("uses another name or number", "use another name or number"),
    Nature.SLIP: ("has a misprint", "have a misprint"),
}
POINT_NOUNS = {"date": "date", "status": "status", "venue": "venue"}  # else: "value"

GRAVITY = {nature: rank for rank, nature in enumerate(Nature.values)}  # the gravest first
# The natures by which sources contradict each other; by the others they differ in detail.
GRAVE_NATURES = (Nature.CONTRADICTION, Nature.JUDGEMENT)
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

    @property
    def gravest_nature(self) -> str:
        """The nature of the gravest report that differs from the record; "" where all agree."""
        return next((report.nature for report in self.reports if not report.agrees), "")

    @property
    def summary_in_words(self) -> str:
        """Say how many sources differ, and how: "2 sources give another date"."""
        if not self.gravest_nature:
            return "What sources report"
        number = self.number_of_sources
        verb = POINT_VERBS[Nature(self.gravest_nature)][number > 1]
        noun = POINT_NOUNS.get(self.point, "value")
        return f"{number} source{'s' if number > 1 else ''} {verb.format(noun)}"


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
