"""Uploaded files that wait to be imported, or were imported, declined or withdrawn."""

import gzip

from django.db import models

from record.editing.models import Submission


class FileImport(Submission):
    """A file as it was uploaded, with how to read it; it is not part of the record.

    `packed` is its content, gzipped. `options` are those of its layout, by name. `outcome` says in
    words what its import did.
    """

    name = models.CharField(max_length=200)
    packed = models.BinaryField()
    kind = models.CharField(max_length=20, blank=True)
    layout = models.CharField(max_length=20, blank=True)
    encoding = models.CharField(max_length=20, blank=True)
    options = models.JSONField(default=dict, blank=True)
    outcome = models.CharField(max_length=200, blank=True)

    class Meta(Submission.Meta):
        ordering = ("-sent_at", "-pk")
        verbose_name = "file"

    def __str__(self) -> str:
        return self.name

    @property
    def content(self) -> bytes:
        return gzip.decompress(self.packed)

    @content.setter
    def content(self, content: bytes) -> None:
        self.packed = gzip.compress(content)
