"""What one use needs of the rows of a catalogue, read once each."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Generic, TypeAlias, TypeVar

from django.db.models import Model

from talks.models import THING_TYPES

MOST_ROWS = 8000  # in one cache

Value = TypeVar("Value")
# Takes a day or None, a model and keys of rows; yields what it makes of each row, by its key.
ReadRows: TypeAlias = Callable[
    [dt.date | None, type[Model], list[int]], Iterable[tuple[int, Value]]
]


class RowCache(Generic[Value]):
    """Reads things by number, each once for the life of its catalogue.

    What it returns is shared: nobody may change it.
    """

    def __init__(
        self,
        day: dt.date | None,
        thing: Callable[[int], tuple[type[Model], int]],
        read_rows: ReadRows[Value],
    ) -> None:
        self.day, self.thing, self.read_rows = day, thing, read_rows
        self._cache: dict[int, Value] = {}

    def take(self, numbers: Iterable[int]) -> dict[int, Value]:
        """Return what is made of things, by number, in that order; deleted ones are left out."""
        numbers = list(numbers)
        cache = self._cache if len(self._cache) < MOST_ROWS else {}
        missing: dict[type[Model], dict[int, int]] = {model: {} for model in THING_TYPES}
        for number in numbers:
            if number not in cache:
                model, key = self.thing(number)
                missing[model][key] = number
        for model, number_by_key in missing.items():
            if number_by_key:
                for key, value in self.read_rows(self.day, model, list(number_by_key)):
                    cache[number_by_key[key]] = value
        self._cache = cache
        return {number: cache[number] for number in numbers if number in cache}
