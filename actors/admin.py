"""Editing actors and their relations.

The citations beneath them are added by the app that knows of sources.
"""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from actors.models import Actor, Relation, Support
from record.dates import EXAMPLES
from record.editing.admin.base import RecordAdmin, RecordForm, TableInline, count_rows
from record.editing.admin.row_merge import MergeableAdmin

DETAILS = (
    "support",
    "role",
    "start",
    "start_is_sighting",
    "end",
    "end_is_sighting",
    "confidence",
)


class RelationForm(RecordForm):
    """Offers the ways of support as checkboxes."""

    support = forms.MultipleChoiceField(
        choices=Support.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Only where one actor backs the other.",
    )

    class Meta:
        help_texts = {
            "start": f"EDTF: {EXAMPLES}. Leave empty if no source gives it.",
            "end": "EDTF; .. if it goes on, empty if no source gives it.",
        }


class RelationInline(TableInline):
    """The relations of an actor to others."""

    model = Relation
    form = RelationForm
    fk_name = "subject"
    fields = ("kind", "object", *DETAILS)
    autocomplete_fields = ("object",)
    reads = ("subject", "object")
    verbose_name_plural = "relations to others"
    show_change_link = True


class RelationToInline(RelationInline):
    """The relations of others to an actor."""

    fk_name = "object"
    fields = ("subject", "kind", *DETAILS)
    autocomplete_fields = ("subject",)
    verbose_name_plural = "relations of others to it"


@admin.register(Actor)
class ActorAdmin(MergeableAdmin):
    """Actors, with their relations in both directions."""

    list_display = ("name", "name_ar", "kind", "country")
    list_filter = ("kind", "country")
    search_fields = ("name", "name_ar", "aliases", "slug", "description")
    ordering = ("name",)
    prepopulated_fields = {"slug": ("name",)}
    fields = (
        ("name", "name_ar"),
        "slug",
        ("kind", "country"),
        "description",
        "aliases",
        "wikidata",
        "former_slugs",
    )
    inlines = (RelationInline, RelationToInline)
    not_owned = ("relations_to",)
    counts = {
        "relations": count_rows(Relation.objects, "subject")
        + count_rows(Relation.objects, "object")
    }

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **options: Any
    ) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **options)
        if db_field.name == "name_ar" and field:
            field.widget.attrs |= {"dir": "rtl", "lang": "ar"}
        if db_field.name == "aliases" and field:
            field.help_text = "Other names, one per line."
        return field


@admin.register(Relation)
class RelationAdmin(RecordAdmin):
    """Relations, each read as a sentence."""

    form = RelationForm
    list_display = ("__str__", "kind", "support_in_words", "role", "when")
    list_filter = ("kind", "subject__kind", "confidence")
    date_hierarchy = "earliest"
    search_fields = ("subject__name", "object__name", "kind", "role")
    ordering = ("subject__name", "kind", "object__name")
    autocomplete_fields = ("subject", "object")
    fields = (
        ("subject", "kind", "object"),
        "support",
        "role",
        ("start", "start_is_sighting", "end", "end_is_sighting"),
        "read_as",
        "confidence",
    )
    readonly_fields = ("read_as",)

    @admin.display(description="support")
    def support_in_words(self, relation: Relation) -> str:
        """Return the ways in which the subject supports the object."""
        return ", ".join(relation.support)
