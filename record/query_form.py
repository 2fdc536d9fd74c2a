"""Reads a query string with a Django form that uses the valid values and reports the others.

A wrong value never makes a page fail. It filters nothing, and its message is shown beside its
field.
"""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict


class PartlyUsable(ValidationError):
    """An error in a value that can still be used in part; `usable` is that part."""

    def __init__(self, message: str, usable: object) -> None:
        super().__init__(message)
        self.usable = usable


class QueryForm(forms.Form):
    """Reads a query string into `values` by parameter; `problems` are messages by parameter.

    For a wrong value, `values` has the part that can be used. If there is none, it has the field's
    `default_value`, the value of a parameter that is missing or empty.
    """

    def __init__(self, query: QueryDict) -> None:
        super().__init__(query, label_suffix="")
        self.full_clean()

    @property
    def values(self) -> dict[str, Any]:
        return self.cleaned_data

    @property
    def problems(self) -> dict[str, list[str]]:
        return {name: list(map(str, messages)) for name, messages in self.errors.items()}

    def add_error(self, field: str | None, error: Any) -> None:
        """Report an error at its field, and keep the part of the value that can be used."""
        super().add_error(field, error)
        if field is not None:
            default_value = getattr(self.fields[field], "default_value", "")
            self.cleaned_data[field] = getattr(error, "usable", default_value)


def quote_value(value: str) -> str:
    """Return a wrong value as a message quotes it: at most 41 characters, no control characters."""
    plain = "".join(c if unicodedata.category(c)[0] != "C" else "�" for c in value[:41])
    return plain if len(plain) < 41 else plain[:40] + "…"


class SeveralField(forms.Field):
    """All values of one parameter, without empty ones and repeats."""

    widget = forms.MultipleHiddenInput
    default_value: tuple[str, ...] = ()

    def to_python(self, value: Any) -> tuple[str, ...]:
        return tuple(dict.fromkeys(filter(None, value or ())))


class TextField(forms.Field):
    """The last value of one parameter, or `default_value` where it is missing or empty."""

    default_value: object = ""

    def __init__(self) -> None:
        super().__init__(required=False)

    def clean(self, value: Any) -> object:
        return self.read(value) if value else self.default_value

    def read(self, text: str) -> object:
        """Return the value of a text that is not empty; raise `ValidationError` if it is wrong."""
        raise NotImplementedError


class PageField(TextField):
    """The number of a page, from 1."""

    default_value = 1

    def read(self, text: str) -> int:
        if text.isascii() and text.isdigit() and len(text) < 7 and int(text) >= 1:
            return int(text)
        raise ValidationError(f"Page: “{quote_value(text)}” is not a page; this is the first.")
