"""What the explorer is, how its record was made, and where it is weak."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from talks.models import Citation, Source
from talks.pages.disagreements import DOCUMENT, disagreements
from talks.pages.inventory import inventory, told_alone_by


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Answer with the method and its gaps, counted from the record as it is."""
    differing = disagreements(Citation.objects.differing())
    by_document = sum(one.is_of_the_document for one in differing)
    context = {
        "counts": inventory(),
        "alone": told_alone_by(DOCUMENT),
        "document": Source.objects.filter(slug=DOCUMENT).first(),
        "is_wide": Source.objects.exclude(slug=DOCUMENT).exists(),
        "by_document": by_document,
        "by_others": len(differing) - by_document,
    }
    return render(request, "talks/about.html", context)
