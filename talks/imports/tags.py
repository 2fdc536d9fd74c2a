"""Template filters of the admin's first page."""

from collections.abc import Iterator

from django import template
from django.http import HttpRequest
from django.urls import reverse

from record.editing.models import Proposal, Submission
from talks.imports.models import FileImport

register = template.Library()


@register.filter
def waiting(request: HttpRequest) -> Iterator[tuple[str, str, int]]:
    """Yield each kind of submission that waits for an editor: its plural name, address and count.

    Only what the user may see is counted.
    """
    models: tuple[type[Submission], ...] = (Proposal, FileImport)
    for model in models:
        meta = model._meta
        address = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
        count = model._default_manager.all().waiting().visible_to(request.user).count()
        yield str(meta.verbose_name_plural), f"{address}?state__exact=waiting", count
