"""One way to read a query string: a Django form that uses what is right and names what is wrong.

A wrong value never refuses the page: it narrows nothing, and its message stands beside its field.
"""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict


class PartlyUsable(ValidationError):
    """Says what is wrong with a value, and which part of it can be used all the same."""

    def __init__(self, message: str, usable: object) -> None:
        super().__init__(message)
        self.usable = usable


class QueryForm(forms.Form):
    """Reads a query string into `values` by parameter; `problems` are messages by parameter.

    Where a value is wrong, `values` holds the part of it that can be used, else what stands for
    not asked.
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
        """Name an error at its field, and keep what can be used of the value."""
        super().add_error(field, error)
        if field is not None:
            unasked = getattr(self.fields[field], "unasked", "")
            self.cleaned_data[field] = getattr(error, "usable", unasked)


def repeatable(value: str) -> str:
    """Return a wrong value as it may be repeated to the reader: short, and without controls."""
    plain = "".join(c if unicodedata.category(c)[0] != "C" else "�" for c in value[:41])
    return plain if len(plain) < 41 else plain[:40] + "…"


class SeveralField(forms.Field):
    """Several values of one parameter, without the empty ones and each once."""

    widget = forms.MultipleHiddenInput
    unasked: tuple[str, ...] = ()

    def to_python(self, value: Any) -> tuple[str, ...]:
        return tuple(dict.fromkeys(filter(None, value or ())))


class TextField(forms.Field):
    """The last value of one parameter; `unasked` stands for none."""

    unasked: object = ""

    def __init__(self) -> None:
        super().__init__(required=False)

    def clean(self, value: Any) -> object:
        return self.read(value) if value else self.unasked

    def read(self, text: str) -> object:
        raise NotImplementedError


class PageField(TextField):
    """The number of a page, from 1."""

    unasked = 1

    def read(self, text: str) -> int:
        if text.isascii() and text.isdigit() and len(text) < 7 and int(text) >= 1:
            return int(text)
        raise ValidationError(f"Page: “{repeatable(text)}” is not a page; this is the first.")
