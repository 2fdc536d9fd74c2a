"""Editing statements, outcome documents and context notes."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse
from django.utils.text import Truncator, slugify

from record.editing.admin.base import RecordForm
from talks.admin.citations import CitedAdmin
from talks.models import ContextNote, OutcomeDocument, Statement


class SummarizedAdmin(CitedAdmin):
    """Adds a column with the beginning of the summary, for things that have one."""

    @admin.display(description="in short", ordering="summary")
    def in_short(self, row: Statement | ContextNote) -> str:
        """Return the beginning of the summary."""
        return Truncator(row.summary).chars(90)


class StatementForm(RecordForm):
    """Makes the slug from speaker and summary if it is left empty."""

    slug = forms.SlugField(
        max_length=80,
        required=False,
        help_text="Leave empty to make it from the speaker and the summary.",
    )

    def clean(self) -> dict[str, Any]:
        """Fill in a slug that is not in use."""
        data = super().clean() or self.cleaned_data
        speaker, summary = data.get("speaker"), data.get("summary")
        if speaker and summary and not data.get("slug") and "slug" not in self.errors:
            words = f"{speaker.slug} {slugify(summary)}"
            data["slug"] = Statement.objects.free_slug(slugify(words))
        return data


@admin.register(Statement)
class StatementAdmin(SummarizedAdmin):
    """Statements."""

    form = StatementForm
    list_display = ("in_short", "speaker", "kind", "when", "round")
    list_filter = ("kind", "topics", "round__track", "confidence")
    date_hierarchy = "earliest"
    search_fields = ("slug", "summary", "quotation", "speaker__name", "on_behalf_of__name")
    ordering = ("pk",)
    prepopulated_fields = {"slug": ("summary",)}
    autocomplete_fields = ("speaker", "on_behalf_of", "addressees", "round", "topics")
    reads = ("round__track",)
    fieldsets = (
        (None, {"fields": (("speaker", "on_behalf_of"), ("kind", "confidence"), "addressees")}),
        ("When", {"fields": (("date", "read_as"), "round")}),
        (
            "What",
            {"fields": ("summary", "slug", ("quotation", "quotation_reread"), "topics", "note")},
        ),
    )
    readonly_fields = ("read_as",)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Link to a new statement with the values of this one, except slug and quotation."""
        statement = self.get_object(request, unquote(object_id))
        query = urlencode(self._values_to_copy(statement)) if statement else ""
        context = {**(extra_context or {}), "copy_query": query}
        return super().change_view(request, object_id, form_url, context)

    def _values_to_copy(self, statement: Statement) -> dict[str, object]:
        """Return the values of a statement as the query of a new one, without empty values."""
        fields = ("speaker", "on_behalf_of", "kind", "addressees", "date", "round", "summary")
        values = {name: getattr(statement, name) for name in (*fields, "topics", "note")}
        return {
            name: ",".join(str(row.pk) for row in value.all())
            if hasattr(value, "all")
            else getattr(value, "pk", value)
            for name, value in values.items()
            if value
        }


@admin.register(OutcomeDocument)
class OutcomeDocumentAdmin(SummarizedAdmin):
    """Outcome documents."""

    list_display = ("title", "kind", "when", "round", "symbol", "pax_id")
    list_filter = ("kind", "round__track", "confidence")
    date_hierarchy = "earliest"
    search_fields = ("title", "slug", "symbol", "=pax_id", "summary")
    ordering = ("earliest", "pk")
    prepopulated_fields = {"slug": ("title",)}
    autocomplete_fields = ("round", "parties", "third_parties")
    reads = ("round__track",)
    fields = (
        "title",
        "slug",
        ("kind", "confidence"),
        ("date", "read_as"),
        "round",
        "parties",
        "third_parties",
        "other_parties",
        ("symbol", "pax_id"),
        "summary",
    )
    readonly_fields = ("read_as",)


@admin.register(ContextNote)
class ContextNoteAdmin(SummarizedAdmin):
    """Context notes."""

    list_display = ("in_short", "slug")
    list_filter = ("topics",)
    search_fields = ("slug", "summary", "actors__name")
    ordering = ("pk",)
    prepopulated_fields = {"slug": ("summary",)}
    autocomplete_fields = ("actors", "topics")
    fields = ("summary", "slug", "actors", "topics")
