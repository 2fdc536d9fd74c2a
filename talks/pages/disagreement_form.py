"""What the address of the page of disagreements asks for."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict

from talks.models import Nature
from talks.pages.disagreements import OUTSIDE_TRACKS, Disagreement

MAX_PROBLEMS = 3  # wrong values of a parameter that are named


class AnyOf(forms.MultipleChoiceField):
    """A list of options of which any may be chosen; the form looks for values that are wrong."""

    def __init__(self) -> None:
        super().__init__(required=False)

    def validate(self, value: list[str]) -> None:
        pass


class DisagreementForm(forms.Form):
    """Reads the query string. A wrong value narrows nothing, and is among the `problems`."""

    nature = AnyOf()
    track = AnyOf()

    def __init__(self, query: QueryDict, track_slugs: Iterable[str]) -> None:
        super().__init__(query)
        self.options = {"nature": Nature.values, "track": [*track_slugs, OUTSIDE_TRACKS]}
        self.full_clean()

    def clean(self) -> dict[str, Any]:
        usable_values = {}
        for name, options in self.options.items():
            values = dict.fromkeys(self.cleaned_data[name])
            wrong_values = [value for value in values if value not in options]
            for value in wrong_values[:MAX_PROBLEMS]:
                self.add_error(
                    name,
                    f"“{value[:40]}” is no {name} here: choose one from the table, or one of "
                    f"{', '.join(options)}.",
                )
            usable_values[name] = [value for value in values if value in options]
        return usable_values

    @property
    def values(self) -> dict[str, list[str]]:
        """What can be used of the query string, by parameter."""
        return self.cleaned_data

    @property
    def problems(self) -> dict[str, list[str]]:
        """What is wrong with the query string: messages by parameter."""
        return {name: [str(text) for text in messages] for name, messages in self.errors.items()}

    @property
    def is_narrow(self) -> bool:
        """Whether anything narrows the list."""
        return any(self.values.values())

    def filter(self, disagreements: Iterable[Disagreement]) -> list[Disagreement]:
        """Return those of any chosen nature that are on any chosen track."""
        natures, tracks = self.values["nature"], self.values["track"]
        return [
            row
            for row in disagreements
            if (not natures or row.nature in natures) and (not tracks or row.track_slug in tracks)
        ]
