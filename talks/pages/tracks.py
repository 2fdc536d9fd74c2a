"""The tracks: all of them with what was held and what came late, and the page of one."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from talks.models import OutcomeDocument, Track, TrackRole
from talks.pages import slip_figure
from talks.pages.disagreements import DOCUMENT
from talks.pages.track_tallies import came_late, said_by, tallies


@require_safe
def tracks(request: HttpRequest) -> HttpResponse:
    """Answer with all tracks in their order, and with how late plans came about."""
    tracks = Track.objects.prefetch_related("citations__source")
    plans = came_late(tracks)
    context = {
        "tallies": tallies(tracks),
        "late": [plan for plan in plans if plan.slip],
        "untold": [plan for plan in plans if not plan.slip],
        "figure": slip_figure.slips(plans).to_plotly_json(),
    }
    return render(request, "talks/tracks.html", context)


@require_safe
def track(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with a track, what is counted on it, its documents and its rounds in their order."""
    roles = TrackRole.objects.select_related("actor").prefetch_related("citations__source")
    rows = Track.objects.prefetch_related(
        "citations__source", Prefetch("roles", roles.order_by("pk"))
    )
    found = get_object_or_404(rows, slug=slug)
    others = list(Track.objects.all())
    at = others.index(found)
    [tally] = tallies(Track.objects.filter(pk=found.pk))
    context = {
        "track": found,
        "tally": tally,
        "said": next(iter(said_by(DOCUMENT, [tally])), None),
        "documents": OutcomeDocument.objects.filter(round__track=found).for_list(),
        "rounds": found.rounds.for_list().order_by("ordinal"),
        "previous": others[at - 1] if at else None,
        "next": others[at + 1] if at + 1 < len(others) else None,
    }
    return render(request, "talks/track.html", context)
