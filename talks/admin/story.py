"""Editing the story: its eras, and their sentences with what these rest on."""

from django.contrib import admin
from django.core.exceptions import ValidationError

from record.editing.admin.base import RecordAdmin, RowsFormSet, RowsInline, count_rows
from talks.models import SUPPORTS, Era, EraSentence


class SentenceFormSet(RowsFormSet):
    """The sentences of an era; each rests on at least one thing."""

    def clean(self) -> None:
        """Refuse a sentence that rests on nothing, at its text."""
        super().clean()
        for form in self.forms:
            is_kept = form.is_valid() and form not in self.deleted_forms and form.has_changed()
            if is_kept and not any(form.cleaned_data.get(name) for name in SUPPORTS):
                form.add_error(
                    "text",
                    ValidationError(
                        "Say what it rests on: choose at least one round, document, statement or "
                        "track."
                    ),
                )


class SentenceInline(RowsInline, admin.StackedInline):
    """The sentences of an era, on its page."""

    model = EraSentence
    formset = SentenceFormSet
    autocomplete_fields = SUPPORTS
    fields = ("text", ("position", "is_turn"), *SUPPORTS)


@admin.register(Era)
class EraAdmin(RecordAdmin):
    """The eras of the story, with their sentences."""

    list_display = ("title", "position", "when")
    search_fields = ("title", "slug", "sentences__text")
    ordering = ("position",)
    prepopulated_fields = {"slug": ("title",)}
    fields = ("title", "slug", ("start", "end", "read_as"), "position")
    readonly_fields = ("read_as",)
    inlines = (SentenceInline,)
    counts = {"sentences": count_rows(EraSentence.objects, "era")}
