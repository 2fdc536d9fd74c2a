"""Editing sources, and the citations on the page of every fact."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, cast

from django import forms
from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Exists, OuterRef
from django.db.models.expressions import Combinable
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator

from record.editing.admin.base import RecordAdmin, RecordForm, RowsFormSet, RowsInline, count_rows
from record.editing.admin.row_merge import MergeableAdmin
from record.models import form_fields
from talks.models import MAY_BE_UNCITED, TARGET_OF, TARGETS, UNCITED, Citation, Source
from talks.models.citations import CitationQuerySet

EDITORIAL_FIELDS = {
    "slug",
    "note",
    "position",
    "tone",
    "quotation_reread",
    "confidence",
    "start_is_sighting",
    "end_is_sighting",
}  # no source can support these
REPORTED_FIELDS = (("reported_field", "reported_value", "reported_days", "nature"),)


def citable_fields(fact: type[models.Model]) -> dict[str, str]:
    """Return the fields of a kind of fact that a source can support: their labels by name.

    The rows that are part of it, such as a round's participations, count as one field.
    """
    fields = [field for field in form_fields(fact) if field.name not in EDITORIAL_FIELDS]
    parts = (
        rel
        for rel in fact._meta.related_objects
        if rel.on_delete is models.CASCADE and rel.related_model is not Citation
    )
    return {field.name: str(field.verbose_name) for field in fields} | {
        str(rel.name): str(rel.related_model._meta.verbose_name_plural) for rel in parts
    }


class CitationForm(RecordForm):
    """Offers the fields of the fact as checkboxes, once it is known which fact is cited."""

    fact: ClassVar[type[models.Model] | None] = None

    class Meta:
        help_texts = {
            "supports": "The fields that it supports, one per line.",
            "quotation": "The source's own words, without quotation marks.",
            "reported_field": "A field of the fact, such as “start”, or the point in a few words.",
            "reported_value": "What the source says instead, in a few words.",
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        target = self.instance.target_name()
        if target in self.fields:
            self.fields[target].disabled = True
            self.fields[target].widget.can_add_related = False
        fact = self.fact or TARGETS.get(target)
        if fact is None or "supports" not in self.fields:
            return
        labels = citable_fields(fact)
        # Stored names that are not fields of the fact stay visible.
        unknown = [(name, name) for name in self.instance.supports if name not in labels]
        self.fields["supports"] = forms.MultipleChoiceField(
            choices=[*labels.items(), *unknown],
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["reported_field"].widget.attrs["list"] = "citable-fields"


class CitationFormSet(RowsFormSet):
    """The citations of a fact; at least one, if facts of its kind need a source."""

    needs_source = True

    def clean(self) -> None:
        """Refuse to leave a fact without a citation if it needs one."""
        super().clean()
        if not self.needs_source:
            return
        filled_forms = [form for form in self.forms if form.instance.pk or form.has_changed()]
        if not any(self.errors) and not set(filled_forms) - set(self.deleted_forms):
            raise ValidationError(UNCITED)


class CitationInline(RowsInline, admin.StackedInline):
    """The citations of a fact, on its page."""

    model = Citation
    template = "admin/citations.html"
    autocomplete_fields = ("source",)
    fieldsets = (
        (None, {"fields": (("source", "locator", "quotation"), "supports")}),
        ("Where the source says otherwise", {"fields": REPORTED_FIELDS}),
    )

    def citable_fields(self) -> dict[str, str]:
        """Return the fields on which a source can differ, for the template to suggest."""
        return citable_fields(self.parent_model)

    def get_formset(
        self, request: HttpRequest, obj: models.Model | None = None, **options: Any
    ) -> type[BaseInlineFormSet]:
        form = type("CitationForm", (CitationForm,), {"fact": self.parent_model})
        attributes = {"needs_source": self.parent_model not in MAY_BE_UNCITED}
        form_set = type("CitationFormSet", (CitationFormSet,), attributes)
        return super().get_formset(request, obj, **{"form": form, "formset": form_set} | options)


class CitedFilter(admin.SimpleListFilter):
    """Filters facts: those without a source, those with one, those whose sources differ."""

    title = "sources"
    parameter_name = "cited"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin
    ) -> Sequence[tuple[str, str]]:
        return [("no", "none yet"), ("yes", "cited"), ("differ", "sources differ")]

    def queryset(
        self, request: HttpRequest, queryset: models.QuerySet[models.Model]
    ) -> models.QuerySet[models.Model]:
        citations = Citation.objects.filter(**{TARGET_OF[queryset.model]: OuterRef("pk")})
        match self.value():
            case "no":
                return queryset.filter(~Exists(citations))
            case "yes":
                return queryset.filter(Exists(citations))
            case "differ":
                return queryset.filter(Exists(citations.exclude(reported_field="")))
        return queryset


class CitedAdmin(RecordAdmin):
    """Adds citations: their inline, the number of sources in the list, and a filter by them.

    Hooks: `get_inlines`, `get_counts` of `RecordAdmin`, and `get_list_filter`.
    """

    also_owned = ("citations",)

    def get_inlines(
        self, request: HttpRequest, obj: models.Model | None
    ) -> list[type[InlineModelAdmin]]:
        return [*super().get_inlines(request, obj), CitationInline]

    def get_counts(self) -> Mapping[str, Combinable]:
        sources = count_rows(
            Citation.objects, TARGET_OF[self.model], Count("source", distinct=True)
        )
        return {**super().get_counts(), "sources": sources}

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        return [*super().get_list_filter(request), CitedFilter]


@admin.register(Source)
class SourceAdmin(MergeableAdmin):
    """Sources, with a link to the citations of each."""

    list_display = ("title", "kind", "publisher", "when", "language", "citation_link")
    list_filter = ("kind", "subkind", "language")
    date_hierarchy = "earliest"
    search_fields = ("title", "original_title", "slug", "publisher", "author", "url", "note")
    ordering = ("title",)
    prepopulated_fields = {"slug": ("title",)}
    fields = (
        "title",
        "original_title",
        "slug",
        ("kind", "subkind"),
        ("publisher", "author"),
        ("published", "read_as"),
        "language",
        "url",
        "accessed_via",
        "excerpt",
        "note",
        "former_slugs",
    )
    readonly_fields = ("read_as",)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Source]:
        number = count_rows(Citation.objects, "source")
        return super().get_queryset(request).annotate(citation_count=number)

    @admin.display(description="citations", ordering="citation_count")
    def citation_link(self, source: Any) -> str:
        """Return the number of the source's citations, with a link to them."""
        url = reverse("admin:talks_citation_changelist", query={"source__id__exact": source.pk})
        return format_html('<a href="{}">{}</a>', url, source.citation_count)


class BacksFilter(admin.SimpleListFilter):
    """Filters citations by the kind of fact."""

    title = "what it backs"
    parameter_name = "backs"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin
    ) -> Sequence[tuple[str, str]]:
        return [(name, str(model._meta.verbose_name)) for name, model in TARGETS.items()]

    def queryset(
        self, request: HttpRequest, queryset: models.QuerySet[models.Model]
    ) -> models.QuerySet[models.Model]:
        if self.value() not in TARGETS:
            return queryset
        return queryset.filter(**{f"{self.value()}__isnull": False})


@admin.register(Citation)
class CitationAdmin(RecordAdmin):
    """All citations in one list; the fact of a citation is chosen once and cannot change."""

    form = CitationForm
    list_display = ("source_place", "backs", "supported_fields", "difference")
    list_filter = (BacksFilter, "nature", "source__kind")
    search_fields = ("source__title", "source__slug", "locator", "quotation", "reported_value")
    ordering = ("source__title", "pk")
    autocomplete_fields = ("source", *TARGETS)

    def get_queryset(self, request: HttpRequest) -> CitationQuerySet:
        citations = cast(CitationQuerySet, super().get_queryset(request))
        return citations.with_facts()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        target: dict[str, object] = {"fields": [obj.target_name()] if obj else [tuple(TARGETS)]}
        if not obj:
            target["description"] = "Choose one of these."
        return [
            (None, {"fields": (("source", "locator", "quotation"), "supports")}),
            ("What it backs", target),
            ("Where the source says otherwise", {"fields": REPORTED_FIELDS}),
        ]

    @admin.display(description="source", ordering="source__title")
    def source_place(self, citation: Citation) -> str:
        """Return the source's title, shortened, and the locator."""
        title = Truncator(citation.source.title).chars(40)
        return f"{title}, {citation.locator}" if citation.locator else title

    @admin.display(description="backs")
    def backs(self, citation: Citation) -> str:
        """Return the fact, with a link to the page where it is edited."""
        fact = citation.fact
        url = reverse(f"admin:{fact._meta.label_lower.replace('.', '_')}_change", args=[fact.pk])
        return format_html(
            '{}: <a href="{}">{}</a>', fact._meta.verbose_name, url, Truncator(fact).chars(80)
        )

    @admin.display(description="supports")
    def supported_fields(self, citation: Citation) -> str:
        """Return the fields that it supports."""
        return ", ".join(citation.supports)

    @admin.display(description="says otherwise", ordering="nature")
    def difference(self, citation: Citation) -> str:
        """Return what the source reports instead, "" where it agrees."""
        if not citation.nature:
            return ""
        return f"{citation.reported_field}: {citation.reported_value} ({citation.nature})"
