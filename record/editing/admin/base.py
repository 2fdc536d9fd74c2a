"""What the admin's pages share: forms that say what would be right, no query for each row."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import (
    AdminTextareaWidget,
    AdminTextInputWidget,
    RelatedFieldWidgetWrapper,
)
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, OuterRef, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.text import capfirst

from record.dates import EDTFField
from record.editing.admin.keys import LoadedSelect, SelectManyKeys
from record.editing.admin.proposing import ProposingAdmin

TYPED_DATE = {"class": "edtf", "autocomplete": "off", "spellcheck": "false"}


class ListField(forms.CharField):
    """A list of texts, typed one a line; JSON is refused with what to write instead."""

    widget = AdminTextareaWidget(attrs={"rows": 3})

    def __init__(self, *, encoder: None = None, decoder: None = None, **options: Any) -> None:
        super().__init__(**options)

    @staticmethod
    def lines(text: str) -> list[str]:
        """Return the texts, each once, in the order in which they were typed."""
        return list(dict.fromkeys(filter(None, map(str.strip, text.splitlines()))))

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        lines = self.lines(super().clean(value))
        if lines and lines[0][0] in '[{"':
            raise ValidationError("Write one a line, without brackets or quotation marks.")
        return lines

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.lines(data or "") != (initial or [])


class RecordForm(forms.ModelForm):
    """Hands each field that is filled by typing the object that its row has loaded."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, LoadedSelect):
                widget.chosen_row = self.instance._state.fields_cache.get(name)


class RowsFormSet(BaseInlineFormSet):
    """The rows beneath a thing, of which none may repeat another."""

    def add_fields(self, form: Any, index: int | None) -> None:
        """Name the box that deletes a row, which in a table has no label."""
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = "Delete"

    def validate_unique(self) -> None:
        """Tell a repeated row at the field that its constraint names.

        Django leaves out constraints with a condition here, and lets rows swap places, which the
        database, storing one after the other, refuses: so what is stored counts as taken too.
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
            taken: dict[tuple[Any, ...], Any] = {
                tuple(form.initial.get(name) for name in names): form for form in self.initial_forms
            }
            for form in rows:
                typed = tuple(getattr(form.instance, column) for column in columns)
                if taken.setdefault(typed, form) is not form and None not in typed:
                    error = ValidationError(rule.get_violation_error_message())
                    form.add_error(rule.violation_error_code, error)


class RecordFields(BaseModelAdmin):
    """What things and the rows beneath them have in common.

    `reads` names further relations that columns and names follow, to be loaded with the rows.
    """

    reads: ClassVar[Sequence[str]] = ()
    formfield_overrides = {
        EDTFField: {"widget": AdminTextInputWidget(TYPED_DATE)},
        models.JSONField: {"form_class": ListField},
        models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 4})},
        models.URLField: {"assume_scheme": "https"},
    }

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        fields = map(self.opts.get_field, self.autocomplete_fields)
        keys = [field.name for field in fields if field.many_to_one]
        return super().get_queryset(request).select_related(*keys, *self.reads)

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **options: Any
    ) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            options.setdefault("widget", LoadedSelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **options)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            options.setdefault("widget", SelectManyKeys(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **options)

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **options: Any
    ) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # A thing is deleted on its own page, where all that hangs on it is told.
            field.widget.can_delete_related = False
            field.widget.can_view_related = False
        return field


def tally(
    rows: models.QuerySet[Any], by: str, of: Count | None = None, **narrowed: Any
) -> Coalesce:
    """Return how many of `rows` point at each row by the foreign key `by`, for a list's column.

    It is no join, so that the database counts for the rows of one page alone.
    """
    pointing = rows.filter(**{by: OuterRef("pk")}, **narrowed).order_by().values(by)
    return Coalesce(Subquery(pointing.annotate(tally=of or Count("*")).values("tally")), 0)


class RecordAdmin(RecordFields, ProposingAdmin):
    """A kind of thing with pages of its own; `counts` are columns that stand last in its list."""

    counts: ClassVar[Mapping[str, Combinable]] = {}
    form = RecordForm

    def get_counts(self) -> Mapping[str, Combinable]:
        """Return the columns that count, each with what it counts."""
        return self.counts

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        counts = {f"{name}_counted": count for name, count in self.get_counts().items()}
        return super().get_queryset(request).annotate(**counts)

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        return [*super().get_list_display(request), *map(_counting, self.get_counts())]

    def view_on_site(self, row: Any) -> str:
        """Return the address of the public page, so that the link leads there at once."""
        return row.get_absolute_url()

    @admin.display(description="date", ordering="earliest")
    def when(self, row: Any) -> str:
        """Say the date in words, in a list."""
        return row.dates_in_words

    @admin.display(description="read as")
    def read_as(self, row: Any) -> str:
        """Say the date as it was understood; one that was not has a message of its own."""
        return row.dates_in_words if row.earliest or row.latest else "–"


def _counting(name: str) -> Any:
    @admin.display(description=name, ordering=f"{name}_counted")
    def column(row: Any) -> int:
        return getattr(row, f"{name}_counted")

    column.__name__ = name  # of the cells, for stylesheets
    return column


class RowsInline(RecordFields, admin.options.InlineModelAdmin):
    """Things that are edited beneath another."""

    form = RecordForm
    formset = RowsFormSet
    extra = 0
    view_on_site = False


class TableInline(RowsInline, admin.TabularInline):
    """Rows as lines of a table, whose fields are named for who does not see its head."""

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **options: Any
    ) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field:
            widget = getattr(field.widget, "widget", field.widget)
            widget.attrs["aria-label"] = capfirst(db_field.verbose_name)
        return field
