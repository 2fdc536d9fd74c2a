"""Keys of rows as they come from a browser, and the fields that name rows by them."""

from collections.abc import Sequence
from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.db import models

NO_KEY = "0"  # which no row has


def is_key(value: Any) -> bool:
    """Say whether a text can be the key of a row."""
    key = str(value)
    return key.isascii() and key.isdecimal() and len(key) < 19


class KeysAlone:
    """Of a field that names rows by key: what is none names no row, and is told so by the field.

    Django's own widgets hand it to the database, which breaks off.
    """

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        sent = super().value_from_datadict(data, files, name)  # type: ignore[misc]
        if isinstance(sent, list):
            return [key if is_key(key) else NO_KEY for key in sent]
        return sent if not sent or is_key(sent) else NO_KEY

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        return super().optgroups(name, [key for key in value if is_key(key)], attr)  # type: ignore[misc]


class SelectKeys(KeysAlone, AutocompleteSelect):
    """Names a row, found by typing."""


class SelectManyKeys(KeysAlone, AutocompleteSelectMultiple):
    """Names rows, found by typing."""


class LoadedSelect(SelectKeys):
    """Names the chosen row from the object that was loaded with the form's own row.

    Django's asks the database for it, once for each field of each row of a page.
    """

    loaded: models.Model | None = None

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        if self.loaded is None or [str(self.loaded.pk)] != list(map(str, value)):
            return super().optgroups(name, value, attr)
        label = self.choices.field.label_from_instance(self.loaded)
        labels = [(self.loaded.pk, label)] if self.is_required else [("", ""), (value[0], label)]
        return [
            (None, [self.create_option(name, key, text, bool(key), place)], place)
            for place, (key, text) in enumerate(labels)
        ]
