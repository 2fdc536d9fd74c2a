"""Editing how we know: sources, and citations beneath every fact that rests on one."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Exists, OuterRef
from django.db.models.expressions import Combinable
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator

from record.editing.admin.base import RecordAdmin, RecordForm, RowsFormSet, RowsInline, tally
from record.editing.admin.row_merge import MergeableAdmin
from talks.models import MAY_BE_UNCITED, TARGET_OF, TARGETS, UNCITED, Citation, Source

EDITORIAL = {"slug", "note", "position", "tone", "quotation_reread"}  # what no source says
DIFFERENCE = (("reported_field", "reported_value", "reported_days", "nature"),)


def sayable(fact: type[models.Model]) -> dict[str, str]:
    """Return what a source can say of such a fact: fields by name, with their labels.

    The rows that are a part of it, as a round's participations, count as one.
    """
    typed = filter(_is_typed, [*fact._meta.fields, *fact._meta.many_to_many])
    parts = (
        rel
        for rel in fact._meta.related_objects
        if rel.on_delete is models.CASCADE and rel.related_model is not Citation
    )
    return {field.name: str(field.verbose_name) for field in typed} | {
        str(rel.name): str(rel.related_model._meta.verbose_name_plural) for rel in parts
    }


def _is_typed(field: models.Field) -> bool:
    if isinstance(field, models.ManyToManyField):
        through = field.remote_field.through
        return through is not None and bool(through._meta.auto_created)
    return field.editable and not field.primary_key and field.name not in EDITORIAL


class CitationForm(RecordForm):
    """Offers the fields of the fact to tick, once it is known what is cited."""

    fact: ClassVar[type[models.Model] | None] = None

    class Meta:
        help_texts = {
            "supports": "The fields that it supports, one a line.",
            "quotation": "The source's own words, without quotation marks.",
            "reported_field": "A field of the fact, as “start”, or what is at issue in words.",
            "reported_value": "What the source says instead, in few words.",
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        backed = self.instance.target_name()
        if backed in self.fields:
            self.fields[backed].disabled = True
            self.fields[backed].widget.can_add_related = False
        fact = self.fact or TARGETS.get(backed)
        if fact is None or "supports" not in self.fields:
            return
        labels = sayable(fact)  # and what is stored stays to be seen, known or not
        stored = [(name, name) for name in self.instance.supports if name not in labels]
        self.fields["supports"] = forms.MultipleChoiceField(
            choices=[*labels.items(), *stored],
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["reported_field"].widget.attrs["list"] = "sayable"


class CitedRows(RowsFormSet):
    """The citations beneath a fact; where what it says needs a source, there must be one."""

    needs_source = True

    def clean(self) -> None:
        """Refuse what would stand without a source."""
        super().clean()
        if not self.needs_source:
            return
        kept = [form for form in self.forms if form.instance.pk or form.has_changed()]
        if not any(self.errors) and not set(kept) - set(self.deleted_forms):
            raise ValidationError(UNCITED)


class CitationInline(RowsInline, admin.StackedInline):
    """What a fact rests on."""

    model = Citation
    template = "admin/citations.html"
    autocomplete_fields = ("source",)
    fieldsets = (
        (None, {"fields": (("source", "locator", "quotation"), "supports")}),
        ("Where the source says otherwise", {"fields": DIFFERENCE}),
    )

    def sayable(self) -> dict[str, str]:
        """Return what can be at issue, for its template to suggest."""
        return sayable(self.parent_model)

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        form = type("CitationForm", (CitationForm,), {"fact": self.parent_model})
        needs = {"needs_source": self.parent_model not in MAY_BE_UNCITED}
        rows = type("CitedRows", (CitedRows,), needs)
        return super().get_formset(request, obj, **{"form": form, "formset": rows} | options)


class CitedFilter(admin.SimpleListFilter):
    """Narrows facts to those that lack a source, or of which sources differ."""

    title = "sources"
    parameter_name = "cited"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        return [("no", "none yet"), ("yes", "cited"), ("differ", "they differ")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        cited = Citation.objects.filter(**{TARGET_OF[queryset.model]: OuterRef("pk")})
        match self.value():
            case "no":
                return queryset.filter(~Exists(cited))
            case "yes":
                return queryset.filter(Exists(cited))
            case "differ":
                return queryset.filter(Exists(cited.exclude(reported_field="")))
        return queryset


class CitedAdmin(RecordAdmin):
    """A kind of thing that rests on sources: they stand beneath it, and its list counts them."""

    also_owned = ("citations",)

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        return [*super().get_inlines(request, obj), CitationInline]

    def get_counts(self) -> Mapping[str, Combinable]:
        sources = tally(Citation.objects, TARGET_OF[self.model], Count("source", distinct=True))
        return {**super().get_counts(), "sources": sources}

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        return [*super().get_list_filter(request), CitedFilter]


@admin.register(Source)
class SourceAdmin(MergeableAdmin):
    """Sources; what rests on each is one step away."""

    list_display = ("title", "kind", "publisher", "when", "language", "cited")
    list_filter = ("kind", "subkind", "language")
    date_hierarchy = "earliest"
    search_fields = ("title", "slug", "publisher", "author", "url", "note")
    ordering = ("title",)
    prepopulated_fields = {"slug": ("title",)}
    fields = (
        "title",
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

    def get_queryset(self, request: HttpRequest) -> Any:
        cited = tally(Citation.objects, "source")
        return super().get_queryset(request).annotate(cited_counted=cited)

    @admin.display(description="citations", ordering="cited_counted")
    def cited(self, source: Any) -> str:
        """Count the source's citations, and lead to them."""
        url = reverse("admin:talks_citation_changelist", query={"source__id__exact": source.pk})
        return format_html('<a href="{}">{}</a>', url, source.cited_counted)


class BacksFilter(admin.SimpleListFilter):
    """Narrows citations to those of one kind of fact."""

    title = "what it backs"
    parameter_name = "backs"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        return [(name, str(model._meta.verbose_name)) for name, model in TARGETS.items()]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() not in TARGETS:
            return queryset
        return queryset.filter(**{f"{self.value()}__isnull": False})


@admin.register(Citation)
class CitationAdmin(RecordAdmin):
    """All citations in one list; what one backs is chosen once and stays."""

    form = CitationForm
    list_display = ("cited", "backs", "supported", "difference")
    list_filter = (BacksFilter, "nature", "source__kind")
    search_fields = ("source__title", "source__slug", "locator", "quotation", "reported_value")
    ordering = ("source__title", "pk")
    autocomplete_fields = ("source", *TARGETS)

    def get_queryset(self, request: HttpRequest) -> Any:
        citations: Any = super().get_queryset(request)
        return citations.with_facts()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        backed: dict[str, Any] = {"fields": [obj.target_name()] if obj else [tuple(TARGETS)]}
        if not obj:
            backed["description"] = "Choose one of these."
        return [
            (None, {"fields": (("source", "locator", "quotation"), "supports")}),
            ("What it backs", backed),
            ("Where the source says otherwise", {"fields": DIFFERENCE}),
        ]

    @admin.display(description="source", ordering="source__title")
    def cited(self, citation: Citation) -> str:
        """Name the source in short, and the place in it."""
        title = Truncator(citation.source.title).chars(40)
        return f"{title}, {citation.locator}" if citation.locator else title

    @admin.display(description="backs")
    def backs(self, citation: Citation) -> str:
        """Name the fact, and lead to where it is edited."""
        fact = citation.fact
        url = reverse(f"admin:{fact._meta.label_lower.replace('.', '_')}_change", args=[fact.pk])
        return format_html(
            '{}: <a href="{}">{}</a>', fact._meta.verbose_name, url, Truncator(fact).chars(80)
        )

    @admin.display(description="supports")
    def supported(self, citation: Citation) -> str:
        """List the fields that it supports."""
        return ", ".join(citation.supports)

    @admin.display(description="says otherwise", ordering="nature")
    def difference(self, citation: Citation) -> str:
        """Say what the source reports instead, "" where it agrees."""
        if not citation.nature:
            return ""
        return f"{citation.reported_field}: {citation.reported_value} ({citation.nature})"
