"""Editing rounds, tracks, venues and topics."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Max
from django.urls import URLPattern, path
from django.utils.text import slugify

from record.editing.admin.base import RecordAdmin, RecordForm, TableInline, count_rows
from talks.admin.citations import CitedAdmin
from talks.admin.many_statements import add_many
from talks.models import Participation, Round, Statement, Topic, Track, TrackRole, Venue


class RoundForm(RecordForm):
    """Fills in the ordinal and the slug of a round if they are left empty."""

    ordinal = forms.IntegerField(
        min_value=0,
        max_value=32767,
        required=False,
        help_text="Its place among all rounds of its track, postponed ones included. Leave empty "
        "for the next place.",
    )
    slug = forms.SlugField(
        max_length=80,
        required=False,
        help_text="Leave empty to make it from the track and the number, such as geneva-9, or from "
        "the title.",
    )

    def clean(self) -> dict[str, Any]:
        """Fill in what was left empty; without number and title, a slug is required."""
        data = super().clean() or self.cleaned_data
        track, number = data.get("track"), data.get("number")
        if track and data.get("ordinal") is None and "ordinal" not in self.errors:
            last = track.rounds.aggregate(last=Max("ordinal"))["last"]
            data["ordinal"] = (last or 0) + 1
        if track and not data.get("slug") and "slug" not in self.errors:
            name = f"{track.slug}-{number}" if number else data.get("title", "")
            data["slug"] = slugify(name)[:80]
            if not data["slug"]:
                self.add_error("slug", "Give a slug, or the number or title to make it from.")
        return data


class ParticipationInline(TableInline):
    """Who took part in a round, and in which role, and who was invited but did not come."""

    model = Participation
    autocomplete_fields = ("actor",)
    reads = ("round__track",)
    show_change_link = True


@admin.register(Round)
class RoundAdmin(CitedAdmin):
    """Rounds, with participants and citations."""

    form = RoundForm
    list_display = ("__str__", "track", "venue", "status", "when")
    list_filter = ("track", "venue", "status", "topics", "confidence")
    date_hierarchy = "earliest"
    search_fields = (
        "slug",
        "title",
        "track__name",
        "track__short_name",
        "venue__city",
        "timing",
        "agenda",
        "outcome",
    )
    ordering = ("track__position", "ordinal")
    prepopulated_fields = {"slug": ("title",)}
    autocomplete_fields = ("track", "venue", "topics", "part_of", "realised_as")
    reads = ("part_of__track", "realised_as__track")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("track", "number", "ordinal"),
                    ("title", "slug"),
                    ("venue", "status"),
                    "confidence",
                )
            },
        ),
        ("When", {"fields": (("start", "end", "read_as"), "timing")}),
        ("What", {"fields": ("format", "agenda", "outcome", "topics", "note")}),
        ("Who else", {"fields": ("other_participants",)}),
        ("Other rounds", {"fields": (("part_of", "realised_as"),)}),
    )
    readonly_fields = ("read_as",)
    inlines = (ParticipationInline,)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(add_many)
        statements_url = path("<int:key>/statements/", view, name="talks_round_statements")
        return [statements_url, *super().get_urls()]


@admin.register(Participation)
class ParticipationAdmin(CitedAdmin):
    """Who was in a round and as what, with the sources that are cited for that alone."""

    list_display = ("actor", "role", "round")
    list_filter = ("role", "round__track")
    search_fields = ("actor__name", "round__slug", "round__title", "round__track__name", "role")
    ordering = ("round__track__position", "round__ordinal", "pk")
    autocomplete_fields = ("round", "actor")
    reads = ("round__track",)


class TrackRoleInline(TableInline):
    """The roles of actors in a track as a whole."""

    model = TrackRole
    autocomplete_fields = ("actor",)
    reads = ("track",)
    show_change_link = True


@admin.register(Track)
class TrackAdmin(CitedAdmin):
    """Tracks, in the order of the timeline's lanes from the top."""

    list_display = ("name", "short_name", "position")
    search_fields = ("name", "short_name", "slug", "description")
    ordering = ("position", "slug")
    prepopulated_fields = {"slug": ("short_name",)}
    inlines = (TrackRoleInline,)
    counts = {"rounds": count_rows(Round.objects, "track")}


@admin.register(TrackRole)
class TrackRoleAdmin(CitedAdmin):
    """The roles of actors in tracks, with citations."""

    list_display = ("actor", "role", "track")
    list_filter = ("role", "track")
    search_fields = ("actor__name", "track__name", "track__slug", "role")
    ordering = ("track__position", "actor__name")
    autocomplete_fields = ("track", "actor")


@admin.register(Venue)
class VenueAdmin(CitedAdmin):
    """Venues."""

    list_display = ("city", "country_name", "country", "former_names")
    list_filter = ("country_name",)
    search_fields = ("city", "former_names", "country_name", "slug")
    ordering = ("city",)
    prepopulated_fields = {"slug": ("city",)}
    fields = (
        "city",
        "slug",
        ("country", "country_name"),
        "former_names",
        ("latitude", "longitude"),
    )
    counts = {"rounds": count_rows(Round.objects, "venue")}


@admin.register(Topic)
class TopicAdmin(RecordAdmin):
    """Topics."""

    list_display = ("name", "slug")
    search_fields = ("name", "slug")
    ordering = ("name",)
    prepopulated_fields = {"slug": ("name",)}
    counts = {
        "rounds": count_rows(Round.topics.through._default_manager.all(), "topic"),
        "statements": count_rows(Statement.topics.through._default_manager.all(), "topic"),
    }
