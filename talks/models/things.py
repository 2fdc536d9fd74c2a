"""What all rows with an address of their own have in common."""

from typing import TYPE_CHECKING

from django.db import models

from record.models import Checked
from talks.models.evidence import (
    POINTS_WITH_A_VALUE,
    ReportedPoint,
    first_of_each_source,
    group_by_point,
)

if TYPE_CHECKING:
    from talks.models.citations import Citation


class SlugManager(models.Manager):
    """Finds a row by its slug, which is its natural key in fixtures."""

    def get_by_natural_key(self, slug: str) -> models.Model:
        return self.get(slug=slug)


class Slugged(Checked):
    """A row with an address of its own, which its slug names."""

    slug = models.SlugField(unique=True, max_length=80)

    class Meta:
        abstract = True

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    @property
    def source_links(self) -> "list[Citation]":
        """The first citation of each source that the row rests on."""
        return first_of_each_source(self.citations.all())  # type: ignore[attr-defined]

    @property
    def reported_points(self) -> dict[str, ReportedPoint]:
        """The points on which sources differ from the record."""
        return group_by_point(self.citations.all())  # type: ignore[attr-defined]

    @property
    def further_points(self) -> list[ReportedPoint]:
        """The points whose value a page does not show, such as the number of delegates."""
        points = self.reported_points
        return [points[name] for name in points if name not in POINTS_WITH_A_VALUE]
