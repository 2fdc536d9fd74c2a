"""Tracks, the lines of talks, and the roles that actors have in a track as a whole."""

from django.db import models
from django.db.models import F, Min, Q
from django.urls import reverse

from actors.models import Actor
from record.models import Checked, Searched
from talks.models.things import Slugged, SlugManager


class Role(models.TextChoices):
    """The role of an actor in a round or a track. Apart from these, an actor has no role."""

    PARTY = "party", "party"
    MEDIATOR = "mediator", "mediator"
    GUARANTOR = "guarantor", "guarantor"
    OBSERVER = "observer", "observer"
    HOST = "host", "host"
    CONVENER = "convener", "convener"


class TrackQuerySet(models.QuerySet["Track"]):
    def in_time_order(self) -> "TrackQuerySet":
        """Order by the first round held; tracks without a dated one come last."""
        first = Min("rounds__earliest", filter=Q(rounds__status="held"))
        first_day = F("first_day").asc(nulls_last=True)
        return self.annotate(first_day=first).order_by(first_day, "position", "slug")


class TrackManager(SlugManager.from_queryset(TrackQuerySet)):  # type: ignore[misc]
    """Finds a track by its slug."""


class Track(Slugged, Searched):
    """A line of talks with its own form, such as the UN-led Geneva talks or the Astana process."""

    name = models.CharField(max_length=120)
    short_name = models.CharField(
        max_length=40, help_text="Comes before the number of a round: Geneva, Astana."
    )
    position = models.PositiveSmallIntegerField(
        default=100,
        help_text="Its place among the lanes of the timeline; the lowest number is at the top.",
    )
    tone = models.PositiveSmallIntegerField(
        default=8, help_text="The colour and the shape of its marks, from 1 to 8."
    )
    description = models.TextField(blank=True)

    objects = TrackManager()
    searched_fields = ("name", "short_name")

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
        return reverse("talks:track", args=[self.slug])


class TrackRole(Checked):
    """The role of an actor in a track as a whole, such as the UN's as mediator in Geneva."""

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
