"""The sources: the list of them, the facts that rest on each, and where they differ."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from record.addresses import redirect_former_slugs
from record.editing.versions import find_last_change
from talks.models import Citation, Nature, Source, Track
from talks.pages.disagreement_form import DisagreementForm
from talks.pages.disagreements import (
    count_by_track_and_nature,
    group_by_nature_and_track,
    group_disagreements,
)
from talks.pages.founding_document import FOUNDING_DOCUMENT
from talks.pages.source_search import WEAK_SUBKINDS, SourceForm, read_page
from talks.pages.track_tallies import read_own_counts, tally_tracks


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Answer with a page of the sources that match, each with its number of citations."""
    form = SourceForm(request.GET)
    context = {
        "form": form,
        "page": read_page(form.values),
        "total": Source.objects.count(),
        "weak_subkinds": WEAK_SUBKINDS,
    }
    return render(request, "talks/sources.html", context)


@require_safe
def disagreements(request: HttpRequest) -> HttpResponse:
    """Answer with every point on which a source differs from the record, by nature and track."""
    tallies = tally_tracks(Track.objects.all())
    track_names = {tally.track.slug: tally.track.short_name for tally in tallies}
    form = DisagreementForm(request.GET, track_names)
    disagreements = group_disagreements(Citation.objects.differing())
    matching = form.filter(disagreements)
    by_document = sum(row.is_of_founding_document for row in disagreements)
    context = {
        "form": form,
        "total": len(disagreements),
        "by_document": by_document,
        "by_others": len(disagreements) - by_document,
        "matching": len(matching),
        "natures": group_by_nature_and_track(matching),
        "columns": Nature.labels,
        "table": count_by_track_and_nature(
            disagreements, track_names, (form.values["nature"], form.values["track"])
        ),
        "own_counts": read_own_counts(FOUNDING_DOCUMENT, tallies),
    }
    return render(request, "talks/disagreements.html", context)


@require_safe
@redirect_former_slugs(Source.objects.all)
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with a source and every fact that rests on it, in the source's own order."""
    this_source = get_object_or_404(Source, slug=slug)
    citations = sorted(
        this_source.citations.with_facts(), key=lambda citation: citation.order_in_source
    )
    places = [
        (locator, list(group))
        for locator, group in groupby(citations, key=lambda citation: citation.locator)
    ]
    context = {
        "source": this_source,
        "changed": find_last_change(this_source),
        "places": places,
        "citations": len(citations),
        "facts": len({(citation.target_name(), citation.fact.pk) for citation in citations}),
        "is_weak": this_source.subkind in WEAK_SUBKINDS,
    }
    return render(request, "talks/source.html", context)
