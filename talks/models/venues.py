"""Venues: the cities in which rounds were held."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from record.models import Searched
from talks.models.things import Slugged, SlugManager


class Venue(Slugged, Searched):
    """A city in which rounds were held."""

    city = models.CharField(max_length=80)
    country = models.CharField(max_length=2, help_text="ISO 3166-1 alpha-2, such as CH.")
    country_name = models.CharField(max_length=80)
    former_names = models.CharField(
        max_length=200, blank=True, help_text="With their years, such as Nur-Sultan (2019–2022)."
    )
    latitude = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True)
    longitude = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True)

    objects = SlugManager()
    searched_fields = ("city", "former_names")

    class Meta:
        ordering = ("city",)
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                # Both are required explicitly: a comparison with NULL would pass the check.
                | Q(latitude__isnull=False, longitude__isnull=False)
                & Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="venue_has_a_whole_position_or_none",
                violation_error_message="Give both latitude (-90 to 90) and longitude (-180 to "
                "180), or neither.",
                violation_error_code="longitude",
            ),
        ]

    def __str__(self) -> str:
        return self.city

    def get_absolute_url(self) -> str:
        return reverse("talks:venue", args=[self.slug])
