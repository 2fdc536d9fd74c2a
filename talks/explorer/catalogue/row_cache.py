"""Things of a catalogue that were fetched, kept at hand in the shape that one use needs."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Model

from talks.explorer.question import Question
from talks.models import THING_TYPES

MOST = 8000  # things on one shelf

# Takes the filter that says as of which day, a model and keys; returns what it makes of each row.
Fetch = Callable[[Question, type[Model], list[int]], Iterable[tuple[int, Any]]]


class Shelf:
    """Fetches things by number, each once while its catalogue stands.

    What is handed out is shared: nobody may change it.
    """

    def __init__(
        self, asked: Question, thing: Callable[[int], tuple[type[Model], int]], fetch: Fetch
    ) -> None:
        self.asked, self.thing, self.fetch = asked, thing, fetch
        self.kept: dict[int, Any] = {}

    def take(self, numbers: Iterable[int]) -> dict[int, Any]:
        """Return things by their numbers, in that order; what is gone meanwhile is left out."""
        wanted = list(numbers)
        kept = self.kept if len(self.kept) < MOST else {}
        missing: dict[type[Model], dict[int, int]] = {model: {} for model in THING_TYPES}
        for number in wanted:
            if number not in kept:
                model, key = self.thing(number)
                missing[model][key] = number
        for model, numbered in missing.items():
            if numbered:
                for key, made in self.fetch(self.asked, model, list(numbered)):
                    kept[numbered[key]] = made
        self.kept = kept
        return {number: kept[number] for number in wanted if number in kept}
