"""What every thing with an address of its own can do."""

from typing import Any

from django.db import models

from record.models import Checked
from talks.models.evidence import SHOWN, Difference, differences


class SlugManager(models.Manager):
    """Finds a row by its slug, which is its natural key in fixtures."""

    def get_by_natural_key(self, slug: str) -> models.Model:
        return self.get(slug=slug)


class Slugged(Checked):
    """A thing with an address of its own."""

    slug = models.SlugField(unique=True, max_length=80)

    class Meta:
        abstract = True

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    @property
    def source_links(self) -> list[Any]:
        """One citation of each source that it rests on, so that each can be reached."""
        first: dict[int, Any] = {}
        for citation in self.citations.all():  # type: ignore[attr-defined]
            first.setdefault(citation.source_id, citation)
        return list(first.values())

    @property
    def differences(self) -> dict[str, Difference]:
        """What sources report otherwise than the record, by the field at which it is shown."""
        return differences(self.citations.all())  # type: ignore[attr-defined]

    @property
    def further_differences(self) -> list[Difference]:
        """Those on what is no field that a page shows, as the number of delegates."""
        return [one for field, one in self.differences.items() if field not in SHOWN]
