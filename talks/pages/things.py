"""One thing of the record, with how we know it and what stands beside it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from record.editing.versions import find_last_change
from talks.models import OutcomeDocument, Round, Statement, Venue


@require_safe
def round(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with a round, its citations, and its neighbours in its track."""
    found = get_object_or_404(Round.objects.for_page(), slug=slug)
    context = {
        "round": found,
        "changed": find_last_change(found),
        "statements": found.statements.for_list(),
        "documents": found.documents.for_list(),
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
        "changed": find_last_change(found),
        "previous": Statement.objects.before(found).select_related("speaker").first(),
        "next": Statement.objects.after(found).select_related("speaker").first(),
    }
    return render(request, "talks/statement.html", context)


@require_safe
def document(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with an outcome document, its citations, and its neighbours in time."""
    found = get_object_or_404(OutcomeDocument.objects.for_timeline(), slug=slug)
    context = {
        "document": found,
        "changed": find_last_change(found),
        "previous": OutcomeDocument.objects.before(found).first(),
        "next": OutcomeDocument.objects.after(found).first(),
    }
    return render(request, "talks/document.html", context)


@require_safe
def venue(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with a venue and the rounds that met there, in time order."""
    found = get_object_or_404(Venue.objects.prefetch_related("citations__source"), slug=slug)
    return render(request, "talks/venue.html", {"venue": found, "rounds": found.rounds.for_list()})
