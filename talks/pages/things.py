"""One thing of the record, with its citations and its neighbours."""

from operator import methodcaller

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from record.editing.versions import find_last_change
from talks.models import OutcomeDocument, Round, Statement, Venue, read_surroundings

MOST_AROUND = {"before": 10, "at": 200, "after": 10}  # things that a round's page lists


@require_safe
def round(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with a round, its citations, and its neighbours in its track."""
    this_round = get_object_or_404(Round.objects.for_page(), slug=slug)
    context = {
        "round": this_round,
        "changed": find_last_change(this_round),
        "excerpts": [
            section.take(MOST_AROUND[section.name], methodcaller("for_list"))
            for section in read_surroundings(this_round, lambda model: model._default_manager.all())
        ],
        "previous": Round.objects.before(this_round).select_related("track").first(),
        "next": Round.objects.after(this_round).select_related("track").first(),
    }
    return render(request, "talks/round.html", context)


@require_safe
def statement(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with a statement, its citations, and its neighbours in time."""
    this_statement = get_object_or_404(Statement.objects.for_timeline(), slug=slug)
    context = {
        "statement": this_statement,
        "changed": find_last_change(this_statement),
        "previous": Statement.objects.before(this_statement).select_related("speaker").first(),
        "next": Statement.objects.after(this_statement).select_related("speaker").first(),
    }
    return render(request, "talks/statement.html", context)


@require_safe
def document(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with an outcome document, its citations, and its neighbours in time."""
    this_document = get_object_or_404(OutcomeDocument.objects.for_timeline(), slug=slug)
    context = {
        "document": this_document,
        "changed": find_last_change(this_document),
        "previous": OutcomeDocument.objects.before(this_document).first(),
        "next": OutcomeDocument.objects.after(this_document).first(),
    }
    return render(request, "talks/document.html", context)


@require_safe
def venue(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with a venue and the rounds that met there, in time order."""
    this_venue = get_object_or_404(Venue.objects.prefetch_related("citations__source"), slug=slug)
    return render(
        request, "talks/venue.html", {"venue": this_venue, "rounds": this_venue.rounds.for_list()}
    )
