"""How we know: the sources, what rests on each, and where they differ."""

from itertools import groupby

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from talks.disagreements import disagreements
from talks.models import Citation, Source


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Answer with all sources and how many citations name each."""
    rows = Source.objects.annotate(cited=Count("citations")).order_by("title", "pk")
    return render(request, "talks/sources.html", {"sources": rows})


@require_safe
def differences(request: HttpRequest) -> HttpResponse:
    """Answer with every point on which a source differs from the record, by nature."""
    found = disagreements(Citation.objects.differing())
    natures = [
        (nature.label, list(group)) for nature, group in groupby(found, key=lambda one: one.nature)
    ]
    return render(request, "talks/disagreements.html", {"natures": natures, "total": len(found)})


@require_safe
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with a source and every fact that rests on it, in the source's own order."""
    found = get_object_or_404(Source, slug=slug)
    citations = sorted(found.citations.with_facts(), key=lambda citation: citation.place)
    places = [
        (locator, list(group))
        for locator, group in groupby(citations, key=lambda citation: citation.locator)
    ]
    return render(request, "talks/source.html", {"source": found, "places": places})
