"""What the first page of the admin tells beside its lists."""

from collections.abc import Iterator
from typing import Any

from django import template
from django.http import HttpRequest
from django.urls import reverse

from record.editing.models import Proposal
from talks.imports.models import FileImport

register = template.Library()


@register.filter
def waiting(request: HttpRequest) -> Iterator[tuple[str, str, int]]:
    """Yield what waits for an editor, as far as who asks may see it: its name, list and number."""
    rows: Any
    for rows in (Proposal.objects, FileImport.objects):
        meta = rows.model._meta
        listed = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
        count = rows.waiting().visible_to(request.user).count()
        yield str(meta.verbose_name_plural).capitalize(), f"{listed}?state__exact=waiting", count
