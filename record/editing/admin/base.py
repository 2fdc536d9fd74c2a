"""The base classes of the admin's pages: forms, sets of rows, inlines, and `RecordAdmin`.

Each page of a thing is built up by these classes; each adds one thing to the one before:

    VersionedAdmin       saves versions, lists them, restores them
    ConflictAwareAdmin   lets nobody overwrite a newer change unseen
    ProposingAdmin       stores a proposal where the user may not publish
    RecordAdmin          fields, columns of the list, dates in words
    MergeableAdmin       merges two things into one
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Protocol

from django import forms
from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.widgets import (
    AdminTextareaWidget,
    AdminTextInputWidget,
    RelatedFieldWidgetWrapper,
)
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, OuterRef, Prefetch, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.text import capfirst

from record.addresses import HasPage
from record.dates import EDTFField
from record.editing.admin.keys import LoadedSelect, LoadedSelectMany
from record.editing.admin.proposing import ProposingAdmin
from record.models import form_fields


class DatedRow(Protocol):
    """A row with a date: its words, and the first and the last day that it may mean."""

    dates_in_words: str
    earliest: dt.date | None
    latest: dt.date | None


TYPED_DATE = {"class": "edtf", "autocomplete": "off", "spellcheck": "false"}


class ListField(forms.CharField):
    """A list of texts, typed one per line; JSON is refused with a message that says so."""

    widget = AdminTextareaWidget(attrs={"rows": 3})

    def __init__(self, *, encoder: None = None, decoder: None = None, **options: Any) -> None:
        super().__init__(**options)

    @staticmethod
    def lines(text: str) -> list[str]:
        """Return the texts in the order in which they were typed, each once."""
        return list(dict.fromkeys(filter(None, map(str.strip, text.splitlines()))))

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        lines = self.lines(super().clean(value))
        if lines and lines[0][0] in '[{"':
            raise ValidationError("Write one per line, without brackets or quotation marks.")
        return lines

    def has_changed(self, initial: list[str] | None, data: str | None) -> bool:
        return self.lines(data or "") != (initial or [])


class RecordForm(forms.ModelForm):
    """Gives each autocomplete field the rows that it shows, as far as they are loaded already."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, LoadedSelect):
                widget.chosen_row = self.instance._state.fields_cache.get(name)
            elif isinstance(widget, LoadedSelectMany):
                loaded = getattr(self.instance, "_prefetched_objects_cache", {})
                widget.chosen_rows = loaded.get(name)


class RowsFormSet(BaseInlineFormSet):
    """The rows beneath a thing; none may repeat another."""

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        """Label the box that deletes a row: in a table it has no visible label."""
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = "Delete"

    def validate_unique(self) -> None:
        """Report a repeated row at the field that its constraint names.

        Django skips constraints with a condition here. It also lets rows swap their values, which
        the database refuses, because it stores one row after the other: so stored values count as
        taken too.
        """
        rows = [form for form in self.forms if form.is_valid() and form not in self.deleted_forms]
        rows = [form for form in rows if form in self.initial_forms or form.has_changed()]
        meta = self.form._meta.model._meta
        for rule in meta.constraints:
            if not isinstance(rule, models.UniqueConstraint):
                continue
            names = [name for name in rule.fields if name != self.fk.name]
            if not all(name in self.form.base_fields for name in names):
                continue
            columns = [meta.get_field(name).attname for name in names]
            taken: dict[tuple[object, ...], forms.BaseForm] = {
                tuple(form.initial.get(name) for name in names): form for form in self.initial_forms
            }
            for form in rows:
                values = tuple(getattr(form.instance, column) for column in columns)
                if taken.setdefault(values, form) is not form and None not in values:
                    error = ValidationError(rule.get_violation_error_message())
                    form.add_error(rule.violation_error_code, error)


class RecordFields(BaseModelAdmin):
    """The fields of things and of the rows beneath them: dates, lists, and choices of rows.

    `reads` names further relations to load with the rows, because their names or columns need
    them. Hooks: `get_queryset` loads relations, the `formfield_*` methods choose the widgets.
    """

    reads: ClassVar[Sequence[str]] = ()
    formfield_overrides = {
        EDTFField: {"widget": AdminTextInputWidget(TYPED_DATE)},
        models.JSONField: {"form_class": ListField},
        models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 4})},
        models.URLField: {"assume_scheme": "https"},
    }

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[models.Model]:
        fields = map(self.opts.get_field, self.autocomplete_fields)
        keys = [field.name for field in fields if field.many_to_one]
        return super().get_queryset(request).select_related(*keys, *self.reads)

    def formfield_for_choice_field(
        self, db_field: models.Field, request: HttpRequest, **options: Any
    ) -> forms.TypedChoiceField | None:
        """Let a form that is sent leave out a choice that has a default."""
        field = super().formfield_for_choice_field(db_field, request, **options)
        if field and db_field.has_default():
            field.required = False
        return field

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **options: Any
    ) -> forms.ModelChoiceField | None:
        if db_field.name in self.get_autocomplete_fields(request):
            options.setdefault("widget", LoadedSelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **options)

    def formfield_for_manytomany(
        self, db_field: models.ManyToManyField, request: HttpRequest, **options: Any
    ) -> forms.ModelMultipleChoiceField | None:
        if db_field.name in self.get_autocomplete_fields(request):
            options.setdefault("widget", LoadedSelectMany(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **options)

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **options: Any
    ) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # A thing is deleted on its own page, which lists all that depends on it.
            field.widget.can_delete_related = False
            field.widget.can_view_related = False
        return field


def count_rows(
    rows: models.QuerySet[models.Model], by: str, count: Count | None = None
) -> Coalesce:
    """Return an expression: how many of `rows` point at a row by the foreign key `by`.

    It is a subquery and not a join, so that the database counts only for the rows of one page.
    """
    pointing = rows.filter(**{by: OuterRef("pk")}).order_by().values(by)
    return Coalesce(Subquery(pointing.annotate(number=count or Count("*")).values("number")), 0)


class RecordAdmin(RecordFields, ProposingAdmin):
    """Adds fields, columns and dates in words: the base of every kind of thing with its own pages.

    `counts` are the last columns of the list, by name. Hooks: `get_queryset` annotates the counts,
    `get_list_display` adds their columns, `view_on_site` links to the public page.
    """

    counts: ClassVar[Mapping[str, Combinable]] = {}
    form = RecordForm

    def get_fieldsets(self, request: HttpRequest, obj: models.Model | None = None) -> Any:
        """Return the form's parts, and after them a part with the fields that are in none yet.

        So a new field can be edited before anybody has chosen its place.
        """
        fieldsets = list(super().get_fieldsets(request, obj))
        placed = set(flatten_fieldsets(fieldsets))
        others = [one.name for one in form_fields(self.model) if one.name not in placed]
        return [*fieldsets, ("Other", {"fields": others})] if others else fieldsets

    def get_counts(self) -> Mapping[str, Combinable]:
        """Return the expressions of the columns that count, by name."""
        return self.counts

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[models.Model]:
        counts = {f"{name}_counted": count for name, count in self.get_counts().items()}
        return super().get_queryset(request).annotate(**counts)

    def get_list_display(
        self, request: HttpRequest
    ) -> list[str | Callable[[models.Model], object]]:
        return [*super().get_list_display(request), *map(_count_column, self.get_counts())]

    def view_on_site(self, row: HasPage) -> str:
        """Return the address of the public page; Django's own link goes through a redirect."""
        return row.get_absolute_url()

    @admin.display(description="date", ordering="earliest")
    def when(self, row: DatedRow) -> str:
        """Return the date in words, for a list."""
        return row.dates_in_words

    @admin.display(description="read as")
    def read_as(self, row: DatedRow) -> str:
        """Return the date as it is understood, for the form; a wrong date has its own message."""
        return row.dates_in_words if row.earliest or row.latest else "–"


def _count_column(name: str) -> Callable[[models.Model], int]:
    @admin.display(description=name, ordering=f"{name}_counted")
    def column(row: models.Model) -> int:
        return getattr(row, f"{name}_counted")

    column.__name__ = name  # becomes the class of the cells, for stylesheets
    return column


class RowsInline(RecordFields, admin.options.InlineModelAdmin):
    """Rows that are edited on the page of another thing."""

    form = RecordForm
    formset = RowsFormSet
    extra = 0
    view_on_site = False

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[models.Model]:
        """Load the rows of fields that hold several, for all rows of the page at once."""
        rows: models.QuerySet[models.Model] = super().get_queryset(request)
        for field in map(self.opts.get_field, self.autocomplete_fields):
            if field.many_to_many and field.related_model:
                names = field.related_model._default_manager.select_related()
                rows = rows.prefetch_related(Prefetch(field.name, names))
        return rows


class TableInline(RowsInline, admin.TabularInline):
    """Rows as lines of a table; each field has a label for people who cannot see the headings."""

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **options: Any
    ) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field:
            widget = field.widget
            if isinstance(widget, RelatedFieldWidgetWrapper):
                widget = widget.widget
            widget.attrs["aria-label"] = capfirst(db_field.verbose_name)
        return field
