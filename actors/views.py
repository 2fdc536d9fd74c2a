"""Who: the list of actors, and one actor."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from actors.models import Actor, Relation
from record.addresses import forwarding
from record.editing.versions import find_last_change


@require_safe
def actors(request: HttpRequest) -> HttpResponse:
    """Answer with all actors, grouped by kind, with how often each speaks and takes part."""
    rows = list(Actor.objects.in_reading_order())
    # One count at a time: joined together they would multiply.
    spoke = dict(Actor.objects.values_list("pk").annotate(Count("statements")))
    took_part = dict(Actor.objects.values_list("pk").annotate(Count("rounds", distinct=True)))
    for actor in rows:
        actor.spoke, actor.took_part = spoke[actor.pk], took_part[actor.pk]
    return render(request, "actors/actors.html", {"actors": rows})


@require_safe
@forwarding(Actor.objects.all)
def actor(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with an actor, how it stands to others, its rounds and its statements."""
    found = get_object_or_404(Actor.objects.prefetch_related("citations__source"), slug=slug)
    members = Relation.objects.circles().get(found.pk, set()) - {found.pk}
    context = {
        "actor": found,
        "changed": find_last_change(found),
        "relations": found.relations.for_page(),
        "relations_to": found.relations_to.for_page(),
        "track_roles": found.track_roles.select_related("track")
        .prefetch_related("citations__source")
        .order_by("track__position", "pk"),
        "rounds": found.rounds.distinct().for_list(),
        "documents": found.documents.for_list(),
        "statements": found.statements.for_list(),
        "addressed": found.statements_addressed.for_list(),
        "on_behalf": found.statements_on_behalf.for_list().exclude(speaker=found),
        "members": Actor.objects.filter(pk__in=members).in_reading_order(),
        "notes": found.context_notes.prefetch_related("citations__source"),
    }
    return render(request, "actors/actor.html", context)
