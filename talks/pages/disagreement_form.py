"""The query string of the page of disagreements, read as a form."""

from collections.abc import Iterable
from typing import Any

from django.http import QueryDict

from record.query_form import QueryForm, SeveralField
from talks.models import Nature
from talks.pages.disagreements import OUTSIDE_TRACKS, Disagreement

MAX_PROBLEMS = 3  # wrong values of a parameter that get a message


class DisagreementForm(QueryForm):
    """The natures and the tracks to show; a disagreement has to match one of each."""

    nature = SeveralField(required=False)
    track = SeveralField(required=False)

    def __init__(self, query: QueryDict, track_slugs: Iterable[str]) -> None:
        self.options = {"nature": Nature.values, "track": [*track_slugs, OUTSIDE_TRACKS]}
        super().__init__(query)

    def clean(self) -> dict[str, Any]:
        usable_values = {}
        for name, options in self.options.items():
            values = self.cleaned_data[name]
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
