"""The query string of the page of checks, read as a form."""

from django import forms
from django.db.models import Model

from record.query_form import QueryForm
from talks.checks import CHECKS
from talks.models import TARGETS, Citation, Source


def _kinds() -> list[str]:
    """Return the kinds of rows that checks find, in words."""
    models: list[type[Model]] = [*TARGETS.values(), Citation, Source]
    return [str(model._meta.verbose_name) for model in models]


class CheckForm(QueryForm):
    """The check, the kind of row and the number of the page."""

    check = forms.ChoiceField(
        choices=[(name, check.label) for name, check in CHECKS.items()],
        required=False,
        error_messages={"invalid_choice": "There is no check “%(value)s”: choose one below."},
    )
    kind = forms.ChoiceField(
        choices=[(kind, kind) for kind in _kinds()],
        required=False,
        error_messages={"invalid_choice": "No check finds a “%(value)s”: choose a kind below."},
    )
    page = forms.IntegerField(
        min_value=1,
        max_value=10**6,
        required=False,
        error_messages={"invalid": "A page is a number, such as 2."},
    )
