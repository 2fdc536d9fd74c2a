"""The public pages of actors: the list of all, and the page of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from actors.models import Actor, Relation
from record.addresses import redirect_former_slugs
from record.editing.versions import find_last_change


@require_safe
def actors(request: HttpRequest) -> HttpResponse:
    """Answer with all actors by kind; the page counts what there is of each."""
    return render(request, "actors/actors.html", {"actors": Actor.objects.in_reading_order()})


@require_safe
@redirect_former_slugs(Actor.objects.all)
def actor(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with an actor: its relations, and its part in rounds, documents and statements.

    What other apps link to an actor is read through the reverse side of their relations.
    """
    row = get_object_or_404(Actor.objects.prefetch_related("citations__source"), slug=slug)
    member_keys = Relation.objects.circles().get(row.pk, {}).keys() - {row.pk}
    context = {
        "actor": row,
        "changed": find_last_change(row),
        "relations": row.relations.for_page(),
        "relations_to": row.relations_to.for_page(),
        "track_roles": row.track_roles.select_related("track")
        .prefetch_related("citations__source")
        .order_by("track__position", "pk"),
        "rounds": row.participations.rounds_attended().for_list(),
        "absences": row.participations.that_missed_it().for_actor(),
        "documents": row.documents.for_list(),
        "documents_of_others": row.documents_as_third_party.for_list(),
        "statements": row.statements.for_list(),
        "addressed": row.statements_addressed.for_list(),
        "on_behalf": row.statements_on_behalf.for_list().exclude(speaker=row),
        "members": Actor.objects.filter(pk__in=member_keys).in_reading_order(),
        "notes": row.context_notes.prefetch_related("citations__source"),
    }
    return render(request, "actors/actor.html", context)
