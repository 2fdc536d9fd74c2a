"""Primary keys as a browser sends them, and the widgets that choose rows by key."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.forms.widgets import ChoiceWidget
from django.utils.datastructures import MultiValueDict

NO_KEY = "0"  # no row has this key
OptionGroup: TypeAlias = tuple[str | None, list[dict[str, Any]], int | None]


def is_key(value: object) -> bool:
    """Return whether a text can be the primary key of a row."""
    key = str(value)
    return key.isascii() and key.isdecimal() and len(key) < 19


class WellFormedKeys(ChoiceWidget):
    """Treats a malformed key as "no such row", so that the field reports it.

    Django's own widgets hand it to the database, which raises an error.
    """

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, UploadedFile], name: str
    ) -> Any:
        value = super().value_from_datadict(data, files, name)
        if isinstance(value, list):
            return [key if is_key(key) else NO_KEY for key in value]
        return value if not value or is_key(value) else NO_KEY

    def optgroups(
        self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None
    ) -> list[OptionGroup]:
        return super().optgroups(name, [key for key in value if is_key(key)], attr)


class SelectKeys(WellFormedKeys, AutocompleteSelect):
    """Chooses one row, which is found by typing."""


class SelectManyKeys(WellFormedKeys, AutocompleteSelectMultiple):
    """Chooses several rows, which are found by typing."""


class LoadedSelect(SelectKeys):
    """Shows the name of the chosen row without a query.

    Django's widget queries the database once for each field of each row of a page. This one takes
    the name from `chosen_row`, which was loaded together with the row of the form.
    """

    chosen_row: models.Model | None = None

    def optgroups(
        self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None
    ) -> list[OptionGroup]:
        if self.chosen_row is None or [str(self.chosen_row.pk)] != list(map(str, value)):
            return super().optgroups(name, value, attr)
        label = self.choices.field.label_from_instance(self.chosen_row)
        labels = (
            [(self.chosen_row.pk, label)] if self.is_required else [("", ""), (value[0], label)]
        )
        return [
            (None, [self.create_option(name, key, text, bool(key), place)], place)
            for place, (key, text) in enumerate(labels)
        ]


class LoadedSelectMany(SelectManyKeys):
    """Shows the names of the chosen rows without a query, from `chosen_rows`.

    As `LoadedSelect`, for fields that hold several rows.
    """

    chosen_rows: Sequence[models.Model] | None = None

    def optgroups(
        self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None
    ) -> list[OptionGroup]:
        rows = {str(row.pk): row for row in self.chosen_rows or ()}
        if self.chosen_rows is None or set(rows) != set(map(str, value)):
            return super().optgroups(name, value, attr)
        label_of = self.choices.field.label_from_instance
        options = [
            self.create_option(name, key, label_of(row), True, place)  # noqa: FBT003
            for place, (key, row) in enumerate(rows.items())
        ]
        return [(None, options, 0)]
