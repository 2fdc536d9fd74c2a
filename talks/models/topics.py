"""Topics: what rounds and statements are about."""

from django.db import models
from django.urls import reverse

from talks.models.things import Slugged, SlugManager


class Topic(Slugged):
    """A subject of rounds and statements, such as a ceasefire."""

    name = models.CharField(max_length=60)

    objects = SlugManager()

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('talks:timeline')}?topic={self.slug}"
