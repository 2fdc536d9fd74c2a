"""What is asked over HTTP: the explorer, one thing, a file, and whether all is well."""

from itertools import groupby
from typing import Any

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count, F, Prefetch
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe
from django_htmx.middleware import HtmxDetails

from talks import exports, facets, figures, listing, selections
from talks.disagreements import disagreements
from talks.filters import ACTOR, CHOICES, LANES, Filter
from talks.models import (
    Citation,
    OutcomeDocument,
    Round,
    Source,
    Statement,
    Track,
    TrackRole,
    Venue,
)

PARTS = {"explorer": "#explorer", "detail": "#detail"}


class HtmxRequest(HttpRequest):
    """A request as django-htmx's middleware leaves it."""

    htmx: HtmxDetails


@require_safe
def timeline(request: HtmxRequest) -> HttpResponse:
    """Answer with the explorer: whole, or for htmx the part that its target names."""
    asked = Filter.from_query(request.GET)
    part = PARTS.get(request.htmx.target or "", "#results") if request.htmx else ""
    context = _opened(asked) | ({} if part == "#detail" else _explorer(asked))
    context["oob"] = part == "#results"
    response = render(request, f"talks/timeline.html{part}", context)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    if request.htmx:
        response["HX-Push-Url"] = f"{request.path}?{asked.here}".removesuffix("?")
    return response


def _explorer(asked: Filter) -> dict[str, Any]:
    """Gather what the explorer shows under a filter, in a constant number of queries."""
    rounds, statements = selections.rounds(asked), selections.statements(asked)
    counts = facets.totals(asked)
    marked = rounds.for_marks()
    if asked.lanes == "actor":
        marked = marked.with_participants()
    items = [*marked, *statements.for_marks()]
    circles = [(actor.label, asked.circle(actor.pk)) for actor in asked.picked("actor")]
    lanes, placed = figures.lanes_of(asked.lanes, items, chosen=circles)
    figure = figures.timeline(items, lanes, placed)
    return {
        "counts": counts,
        "figure": figure.to_plotly_json(),
        "overview": figures.overview(items),
        "undated": sum(not (item.earliest and item.latest) for item in items),
        "page": listing.page(rounds, statements, number=asked.page, total=counts.total),
        "facets": [
            (choice, facets.facets(asked, choice)) for choice in CHOICES if choice is not ACTOR
        ],
        "actors": facets.actors(asked),
        "lanes": LANES,
        "kinds": list(exports.COLUMNS),
        "formats": list(exports.FORMATS),
    }


def _opened(asked: Filter) -> dict[str, Any]:
    """Find the round or statement that stands open beside the timeline, if any."""
    what, _, slug = asked.opened.partition("/")
    models: dict[str, Any] = {"rounds": Round, "statements": Statement}
    rows = models.get(what, Round).objects.for_timeline()
    found = rows.filter(slug=slug).first() if slug else None
    return {"asked": asked, "opened": found, what.removesuffix("s") or "none": found}


@require_safe
def export(request: HttpRequest, kind: str, file_format: str) -> StreamingHttpResponse:
    """Answer with the selection that the explorer shows under the same query, as a file."""
    asked = Filter.from_query(request.GET)
    things = selections.SELECTIONS[kind](asked)
    media_type, _ = exports.FORMATS[file_format]
    body = exports.export(kind, file_format, things, words=asked.in_words(), errors=asked.errors)
    response = StreamingHttpResponse(body, content_type=media_type)
    response["Content-Disposition"] = f'inline; filename="{kind}.{file_format}"'
    return response


@require_safe
def round(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with a round, its citations, and its neighbours in its track."""
    found = get_object_or_404(Round.objects.for_page(), slug=slug)
    context = {
        "round": found,
        "statements": found.statements.for_list(),
        "documents": found.documents.order_by(F("earliest").asc(nulls_last=True), "pk"),
        "previous": Round.objects.before(found).select_related("track").first(),
        "next": Round.objects.after(found).select_related("track").first(),
    }
    return render(request, "talks/round.html", context)


@require_safe
def statement(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with a statement, its citations, and its neighbours in time."""
    found = get_object_or_404(Statement.objects.for_timeline(), slug=slug)
    context = {
        "statement": found,
        "previous": Statement.objects.before(found).select_related("speaker").first(),
        "next": Statement.objects.after(found).select_related("speaker").first(),
    }
    return render(request, "talks/statement.html", context)


@require_safe
def document(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with an outcome document and its citations."""
    rows = OutcomeDocument.objects.select_related("round__track")
    found = get_object_or_404(rows.prefetch_related("parties", "citations__source"), slug=slug)
    return render(request, "talks/document.html", {"document": found})


@require_safe
def track(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with a track and its rounds in their order."""
    roles = TrackRole.objects.select_related("actor").prefetch_related("citations__source")
    rows = Track.objects.prefetch_related(
        "citations__source", Prefetch("roles", roles.order_by("pk"))
    )
    found = get_object_or_404(rows, slug=slug)
    context = {"track": found, "rounds": found.rounds.for_list().order_by("ordinal")}
    return render(request, "talks/track.html", context)


@require_safe
def venue(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with a venue and the rounds that met there, in time order."""
    found = get_object_or_404(Venue.objects.prefetch_related("citations__source"), slug=slug)
    return render(request, "talks/venue.html", {"venue": found, "rounds": found.rounds.for_list()})


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


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the database answers and every migration is applied, else 503."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error:
        return HttpResponse("database: no answer\n", status=503, content_type="text/plain")
    if waiting:
        return HttpResponse("migrations: waiting\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")
