"""How we know: the sources, what rests on each, and where they differ."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from record.addresses import redirect_former_slugs
from record.editing.versions import find_last_change
from talks.models import Citation, Nature, Source, Track
from talks.pages import disagreements, source_search
from talks.pages.track_tallies import said_by, tallies


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Answer with the sources asked for, a page of them, and how many facts rest on each."""
    form = source_search.SourceForm(request.GET)
    context = {
        "form": form,
        "page": source_search.page(form.asked),
        "total": Source.objects.count(),
        "weak": source_search.WEAK,
    }
    return render(request, "talks/sources.html", context)


@require_safe
def differences(request: HttpRequest) -> HttpResponse:
    """Answer with every point on which a source differs from the record, by nature and track."""
    tracks = tallies(Track.objects.all())
    names = {tally.track.slug: tally.track.short_name for tally in tracks}
    asked = disagreements.Asked.from_query(request.GET, names)
    found = disagreements.disagreements(Citation.objects.differing())
    left = asked.narrow(found)
    by_document = sum(one.is_of_the_document for one in found)
    context = {
        "asked": asked,
        "total": len(found),
        "by_document": by_document,
        "by_others": len(found) - by_document,
        "left": len(left),
        "natures": disagreements.by_nature_and_track(left),
        "columns": Nature.labels,
        "table": disagreements.table(found, names | disagreements.APART, asked),
        "said": said_by(disagreements.DOCUMENT, tracks),
    }
    return render(request, "talks/disagreements.html", context)


@require_safe
@redirect_former_slugs(Source.objects.all)
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with a source and every fact that rests on it, in the source's own order."""
    found = get_object_or_404(Source, slug=slug)
    citations = sorted(found.citations.with_facts(), key=lambda citation: citation.place)
    places = [
        (locator, list(group))
        for locator, group in groupby(citations, key=lambda citation: citation.locator)
    ]
    context = {
        "source": found,
        "changed": find_last_change(found),
        "places": places,
        "citations": len(citations),
        "facts": len({(citation.target_name(), citation.fact.pk) for citation in citations}),
        "language": source_search.language_in_words(found.language),
        "is_weak": found.subkind in source_search.WEAK,
    }
    return render(request, "talks/source.html", context)
