"""The tracks: all of them with their rounds and their delays, and the page of one."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from talks.models import OutcomeDocument, Track, TrackRole
from talks.pages.founding_document import FOUNDING_DOCUMENT
from talks.pages.slip_figure import build_slip_figure
from talks.pages.track_tallies import read_own_counts, read_realised_plans, tally_tracks


@require_safe
def tracks(request: HttpRequest) -> HttpResponse:
    """Answer with all tracks in time order, and how many days late plans were realised."""
    tracks = Track.objects.in_time_order().prefetch_related("citations__source")
    plans = read_realised_plans(Track.objects.all())
    context = {
        "tallies": tally_tracks(tracks),
        "plans_with_slip": [plan for plan in plans if plan.slip],
        "plans_without_slip": [plan for plan in plans if not plan.slip],
        "figure": build_slip_figure(plans).to_plotly_json(),
    }
    return render(request, "talks/tracks.html", context)


@require_safe
def track(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with a track, what is counted on it, its documents and its rounds in their order."""
    roles = TrackRole.objects.select_related("actor").prefetch_related("citations__source")
    rows = Track.objects.prefetch_related(
        "citations__source", Prefetch("roles", roles.order_by("pk"))
    )
    this_track = get_object_or_404(rows, slug=slug)
    all_tracks = list(Track.objects.in_time_order())
    position = all_tracks.index(this_track)
    [tally] = tally_tracks(Track.objects.filter(pk=this_track.pk))
    context = {
        "track": this_track,
        "tally": tally,
        "own_count": next(iter(read_own_counts(FOUNDING_DOCUMENT, [tally])), None),
        "documents": OutcomeDocument.objects.filter(round__track=this_track).for_list(),
        "rounds": this_track.rounds.for_list().order_by("ordinal"),
        "previous": all_tracks[position - 1] if position else None,
        "next": all_tracks[position + 1] if position + 1 < len(all_tracks) else None,
    }
    return render(request, "talks/track.html", context)
