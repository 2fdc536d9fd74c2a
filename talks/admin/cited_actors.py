"""Editing actors and relations with what they rest on.

Their own app knows nothing of sources, so their pages are registered anew here, with citations.
"""

from django.contrib import admin
from django.db.models import Count

from actors.admin import ActorAdmin, RelationAdmin
from actors.admin.editing import tally
from actors.models import Actor, Relation
from talks.admin.citations import Fact
from talks.models import Participation, Statement

admin.site.unregister([Actor, Relation])


@admin.register(Actor)
class CitedActorAdmin(Fact, ActorAdmin):
    """Actors, with their relations and what says so."""

    counts = {
        **ActorAdmin.counts,
        "rounds": tally(Participation.objects.all(), "actor", Count("round", distinct=True)),
        "statements": tally(Statement.objects.all(), "speaker"),
    }


@admin.register(Relation)
class CitedRelationAdmin(Fact, RelationAdmin):
    """Relations, with what says so."""
