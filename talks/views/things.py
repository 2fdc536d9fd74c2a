"""One thing of the record, with how we know it and what stands beside it."""

from django.db.models import F, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from talks.models import OutcomeDocument, Round, Statement, Track, TrackRole, Venue


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
