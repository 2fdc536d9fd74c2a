"""Where and along which line of talks: tracks, venues, topics."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from actors.addresses import address
from actors.models import Actor, Checked
from talks.models.evidence import SHOWN, Difference, differences


class Role(models.TextChoices):
    """What an actor is in a round or a track; a role belongs there, not to the actor."""

    PARTY = "party", "party"
    MEDIATOR = "mediator", "mediator"
    GUARANTOR = "guarantor", "guarantor"
    OBSERVER = "observer", "observer"
    HOST = "host", "host"
    CONVENER = "convener", "convener"


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


class Track(Slugged):
    """A line of talks with a form of its own, as the UN-led Geneva talks or the Astana process."""

    name = models.CharField(max_length=120)
    short_name = models.CharField(
        max_length=40, help_text="What stands before the number of a round: Geneva, Astana."
    )
    position = models.PositiveSmallIntegerField(
        default=100, help_text="Its place among the lanes of the timeline; the lowest is on top."
    )
    tone = models.PositiveSmallIntegerField(
        default=8, help_text="The accent and the shape of its marks, from 1 to 8."
    )
    description = models.TextField(blank=True)

    objects = SlugManager()

    class Meta:
        ordering = ("position", "slug")
        constraints = [
            models.CheckConstraint(
                condition=Q(tone__range=(1, 8)),
                name="track_has_one_of_eight_tones",
                violation_error_message="Choose a tone from 1 to 8.",
                violation_error_code="tone",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("talks:track", self.slug)


class TrackRole(Checked):
    """What an actor is in a track as a whole, as the United Nations mediates the Geneva talks."""

    track = models.ForeignKey(Track, models.CASCADE, related_name="roles")
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="track_roles")
    role = models.CharField(max_length=20, choices=Role)

    class Manager(models.Manager["TrackRole"]):
        def get_by_natural_key(self, track: str, actor: str, role: str) -> "TrackRole":
            return self.get(track__slug=track, actor__slug=actor, role=role)

    objects = Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["track", "actor", "role"],
                name="actor_has_a_role_in_a_track_once",
                violation_error_message="The actor has this role in this track already: choose "
                "another, or remove this one.",
                violation_error_code="role",
            ),
            models.CheckConstraint(
                condition=Q(role__in=Role.values), name="track_role_is_a_known_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor} is {self.get_role_display()} of {self.track}"

    def get_absolute_url(self) -> str:
        return self.track.get_absolute_url()

    def natural_key(self) -> tuple[str, str, str]:
        return (self.track.slug, self.actor.slug, self.role)

    natural_key.dependencies = ["talks.track", "actors.actor"]  # type: ignore[attr-defined]


class Venue(Slugged):
    """A city in which rounds met."""

    city = models.CharField(max_length=80)
    country = models.CharField(max_length=2, help_text="ISO 3166-1 alpha-2, as CH.")
    country_name = models.CharField(max_length=80)
    former_names = models.CharField(
        max_length=200, blank=True, help_text="With their years, as Nur-Sultan (2019–2022)."
    )
    latitude = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True)
    longitude = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True)

    objects = SlugManager()

    class Meta:
        ordering = ("city",)
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                # Asked for by name: a check that compares with NULL would pass.
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
        return address("talks:venue", self.slug)


class Topic(Slugged):
    """What rounds and statements are about."""

    name = models.CharField(max_length=60)

    objects = SlugManager()

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('talks:timeline')}?topic={self.slug}"
