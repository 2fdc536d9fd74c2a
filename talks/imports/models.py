"""Files that somebody wants imported, until they are, or an editor declines them."""

import gzip
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from actors.review.models import State
from actors.review.roles import may_publish


class FileImportQuerySet(models.QuerySet["FileImport"]):
    def waiting(self) -> "FileImportQuerySet":
        """Return what nobody has decided on yet, the oldest first."""
        return self.filter(state=State.WAITING).order_by("made", "pk")

    def seen_by(self, user: Any) -> "FileImportQuerySet":
        """Return those that somebody may see: editors all, others their own."""
        return self if may_publish(user) else self.filter(author=user.pk)


class FileImport(models.Model):
    """A file as it was sent, with how it is to be read; it stands apart from the record.

    `packed` is its content, gzipped. `options` are those of its layout, by name. `outcome` says in
    the end what it did.
    """

    name = models.CharField(max_length=200)
    packed = models.BinaryField()
    kind = models.CharField(max_length=20, blank=True)
    layout = models.CharField(max_length=20, blank=True)
    encoding = models.CharField(max_length=20, blank=True)
    options = models.JSONField(default=dict, blank=True)
    why = models.CharField(max_length=200, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="imports")
    made = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=12, choices=State, default=State.WAITING, db_index=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided = models.DateTimeField(null=True, blank=True)
    word = models.CharField(max_length=200, blank=True, help_text="What its author should know.")
    outcome = models.CharField(max_length=200, blank=True)

    objects = FileImportQuerySet.as_manager()

    class Meta:
        ordering = ("-made", "-pk")
        verbose_name = "file"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="file_is_in_a_known_state"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "withdrawn"]) | Q(decided_by__isnull=False),
                name="file_is_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("admin:imports_fileimport_change", args=[self.pk])

    @property
    def content(self) -> bytes:
        return gzip.decompress(self.packed)

    @content.setter
    def content(self, content: bytes) -> None:
        self.packed = gzip.compress(content)
