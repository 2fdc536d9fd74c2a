"""The forms of a thing as it is stored: their state, and changes of it in words."""

from typing import Any

from django.forms import BaseForm, Field, ModelForm
from django.forms.models import BaseInlineFormSet

from record.editing.form_merge import Fields, FormState, Place, ValueChange, Values
from record.editing.posted_forms import read_fields
from record.editing.versions import FieldChange


class StoredForms:
    """A thing's own form and, by prefix, the sets of rows beneath it; all unbound."""

    def __init__(
        self,
        own: ModelForm,
        row_sets: dict[str, BaseInlineFormSet],
    ) -> None:
        self.own = own
        self.row_sets = row_sets
        self._empty_rows = {prefix: row_set.empty_form for prefix, row_set in row_sets.items()}

    def read_state(self) -> FormState:
        """Return what the forms show, as the browser would send it back."""
        state = FormState(own=read_fields(self.own))
        for prefix, row_set in self.row_sets.items():
            state.rows[prefix] = {
                str(form.instance.pk): self._read_row(row_set, form)
                for form in row_set.initial_forms
            }
            state.row_fields[prefix] = list(self._read_row(row_set, self._empty_rows[prefix]))
        return state

    def describe_change(self, change: ValueChange) -> FieldChange:
        """Return a change in words: the field or row, and the values before and after."""
        place = change.place
        if place.row_key and not place.name:
            row = self._form_of(place).instance
            return FieldChange(str(row._meta.verbose_name), str(row), "")
        before, after = (self.describe(place, it) for it in (change.before, change.after))
        return FieldChange(self.label(place), before, after)

    def label(self, place: Place) -> str:
        """Return what people call a field; of a row, with the row's own name before it."""
        label = str(self._field(place).label)
        if not place.prefix:
            return label
        if not place.row_key:
            new_row = self._empty_rows[place.prefix].instance
            return f"new {new_row._meta.verbose_name}: {label}"
        row = self._form_of(place).instance
        return f"{row._meta.verbose_name} “{row}”: {label}"

    def input_name(self, place: Place) -> str:
        """Return the name under which the browser sends a field of a stored row or of the thing."""
        return f"{self._form_of(place).prefix}-{place.name}" if place.prefix else place.name

    def describe(self, place: Place, values: Values) -> str:
        """Return values as people read them: the names of rows, the labels of choices."""
        field: Any = self._field(place)
        if hasattr(field, "queryset"):
            return ", ".join(str(row) for row in field.queryset.filter(pk__in=values))
        labels = {str(value): str(label) for value, label in getattr(field, "choices", ())}
        return ", ".join(labels.get(value, value) for value in values)

    def _read_row(self, row_set: BaseInlineFormSet, form: BaseForm) -> Fields:
        return read_fields(form, skip={row_set.fk.name})

    def _field(self, place: Place) -> Field:
        form = self._empty_rows[place.prefix] if place.prefix else self.own
        return form.fields[place.name]

    def _form_of(self, place: Place) -> ModelForm:
        """Return the form of a stored row."""
        forms = self.row_sets[place.prefix].initial_forms
        return next(form for form in forms if str(form.instance.pk) == place.row_key)
