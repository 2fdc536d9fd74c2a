"""Editing actors and relations with their citations.

The app of actors knows nothing of sources, so its pages are registered again here, with citations.
"""

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest

from actors.admin import ActorAdmin, RelationAdmin
from actors.models import Actor, Relation
from record.editing.admin.base import count_rows
from record.search import words_begin_with
from talks.admin.citations import CitedAdmin
from talks.models import Participation, Statement

admin.site.unregister([Actor, Relation])


@admin.register(Actor)
class CitedActorAdmin(CitedAdmin, ActorAdmin):
    """Actors, with relations and citations; the search finds them by any of their names."""

    counts = {
        **ActorAdmin.counts,
        "rounds": count_rows(
            Participation.objects.that_took_part(), "actor", Count("round", distinct=True)
        ),
        "statements": count_rows(Statement.objects.all(), "speaker"),
    }

    def get_search_results(
        self, request: HttpRequest, rows: QuerySet[Actor], text: str
    ) -> tuple[QuerySet[Actor], bool]:
        """Search by the beginnings of names, aliases and Arabic names, with letters folded."""
        matches, may_repeat = super().get_search_results(request, rows, text)
        if not text.strip():
            return matches, may_repeat
        return rows.filter(Q(pk__in=matches.values("pk")) | words_begin_with(Actor, text)), False


@admin.register(Relation)
class CitedRelationAdmin(CitedAdmin, RelationAdmin):
    """Relations, with citations."""
