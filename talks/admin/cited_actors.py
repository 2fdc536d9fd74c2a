"""Editing actors and relations with what they rest on.

Their own app knows nothing of sources, so their pages are registered anew here, with citations.
"""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q
from django.http import HttpRequest

from actors.admin import ActorAdmin, RelationAdmin
from actors.models import Actor, Relation
from record.editing.admin.base import tally
from record.search import words_begin_with
from talks.admin.citations import CitedAdmin
from talks.models import Participation, Statement

admin.site.unregister([Actor, Relation])


@admin.register(Actor)
class CitedActorAdmin(CitedAdmin, ActorAdmin):
    """Actors, with their relations and what says so; found by any of their names."""

    counts = {
        **ActorAdmin.counts,
        "rounds": tally(Participation.objects.all(), "actor", Count("round", distinct=True)),
        "statements": tally(Statement.objects.all(), "speaker"),
    }

    def get_search_results(self, request: HttpRequest, rows: Any, text: str) -> tuple[Any, bool]:
        """Find by the beginnings of names, aliases and Arabic names, in any letter forms."""
        found, may_repeat = super().get_search_results(request, rows, text)
        if not text.strip():
            return found, may_repeat
        return rows.filter(Q(pk__in=found.values("pk")) | words_begin_with(Actor, text)), False


@admin.register(Relation)
class CitedRelationAdmin(CitedAdmin, RelationAdmin):
    """Relations, with what says so."""
