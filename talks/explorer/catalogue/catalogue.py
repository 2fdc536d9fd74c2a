"""The record's things by number, and which of them have which value."""

import datetime as dt
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

from django.db.models import Model
from pyroaring import BitMap

from record.dates import Bounds
from talks.explorer.catalogue.actor_numbers import find_actor_numbers
from talks.explorer.catalogue.cursor import Place
from talks.explorer.catalogue.days import Days
from talks.explorer.catalogue.reading import (
    MODELS,
    no_values,
    read_places,
    read_values,
    rows_of,
)
from talks.explorer.catalogue.row_cache import ReadRows, RowCache
from talks.explorer.catalogue.search import Search
from talks.explorer.question import ACTOR, Options
from talks.models import Round

NONE = BitMap()
DAY = dt.timedelta(1)


class Catalogue:
    """Every round, statement and document has a number, in the order of the list.

    - `places`: the place of each number
    - `by_type`: the numbers of each model
    - `by_actor`: the numbers of each actor, by direction
    - `dated`: the numbers that have a first day
    - `without_date`: the others; of some, it is known by when they were
    - `latest`: numbers by their last day
    - `marked`: numbers by the day of their mark, of those that have a first and a last day
    - `long`: the numbers with more days than one
    - `search`: what finds numbers by words
    """

    def __init__(self, day: dt.date | None, options: Options) -> None:
        """Read the record as it is, or as it was known by a day."""
        self.day = day
        rows = sorted(row for model in MODELS for row in read_places(model, day))
        self.places: list[Place] = [row.place for row in rows]
        self.all = BitMap(range(len(rows)))
        self.dated = BitMap(range(bisect_left(self.places, (1,))))
        self.without_date = self.all - self.dated
        self._numbers: dict[type[Model], dict[int, int]] = {model: {} for model in MODELS}
        for number, place in enumerate(self.places):
            self._numbers[MODELS[place.type_rank]][place.key] = number
        self.by_type = {model: BitMap(numbers.values()) for model, numbers in self._numbers.items()}
        self._last_days = array("l", [row.last for row in rows])
        self.latest = Days((row.last, number) for number, row in enumerate(rows) if row.last)
        self.marked = Days((row.mark, number) for number, row in enumerate(rows) if row.mark)
        self.long = BitMap(
            number for number, row in enumerate(rows) if row.mark and row.last > row.place.day
        )
        self._read_values(options)
        self._row_caches: dict[ReadRows[Any], RowCache[Any]] = {}
        self.search = Search(self)

    def _read_values(self, options: Options) -> None:
        read = no_values()
        for model in MODELS:
            read_values(model, self.day, options, self._numbers[model].get, read)
        by_path = {path: numbers for (name, path), numbers in read.items() if name == ACTOR.name}
        self.by_actor = find_actor_numbers(by_path, options, self.within)
        values = _bitmaps((name, numbers) for (name, _), numbers in read.items())
        self._values = {
            name: _largest_first({option.value: values[name][option.value] for option in offered})
            for name, offered in options.by_filter.items()
            if name != ACTOR.name
        }
        self._values_of_actors = {
            direction: _largest_first(numbers.with_circle)
            for direction, numbers in self.by_actor.items()
        }

    def values(self, filter_name: str, direction: str = "by") -> dict[str, BitMap]:
        """Return the numbers by value of a filter, the largest first.

        An actor stands for its circle; `direction` says which statements are an actor's.
        """
        return (
            self._values_of_actors[direction]
            if filter_name == ACTOR.name
            else self._values[filter_name]
        )

    def within(self, numbers: BitMap, span: Bounds) -> BitMap:
        """Keep those of some numbers that may have a day within a span; the undated may."""
        if span.latest:
            numbers = numbers - self.since(span.latest + DAY)
        if span.earliest:
            first = span.earliest.toordinal()
            earlier = numbers - self.since(span.earliest)
            numbers = numbers - BitMap([n for n in earlier if 0 < self._last_days[n] < first])
        return numbers

    def numbers(self, model: type[Model], keys: Iterable[int]) -> BitMap:
        """Return the numbers of rows of a model by their keys; keys not in it are left out."""
        numbers = self._numbers[model]
        return BitMap([numbers[key] for key in keys if key in numbers])

    def number_of(self, model: type[Model]) -> Callable[[int], int | None]:
        """Return a function from the key of a row of a model to its number."""
        return self._numbers[model].get

    def count_by_type(self, numbers: BitMap) -> tuple[int, int, int]:
        """Count how many of some numbers are rounds, statements and documents."""
        rounds, statements, documents = map(numbers.intersection_cardinality, self.by_type.values())
        return rounds, statements, documents

    def thing(self, number: int) -> tuple[type[Model], int]:
        """Return of which model a number is, and the key of its row."""
        place = self.places[number]
        return MODELS[place.type_rank], place.key

    def since(self, day: dt.date) -> BitMap:
        """Return the numbers whose first day is this one or later."""
        start = bisect_left(self.places, (0, day.toordinal()))
        return BitMap(range(start, len(self.dated)))

    @cached_property
    def closed(self) -> BitMap:
        """The numbers that stand on the dated time: they have a first and a last day."""
        return self.marked.between(None, None)

    @cached_property
    def moved(self) -> BitMap:
        """The numbers of the plans that were held later or as another round."""
        plans = rows_of(Round, self.day).filter(realised_as__isnull=False)
        return self.numbers(Round, plans.values_list("pk", flat=True))

    def row_cache(self, read_rows: ReadRows[Any]) -> RowCache[Any]:
        """Return the cache of what a function makes of rows."""
        return self._row_caches.setdefault(read_rows, RowCache(self.day, self.thing, read_rows))

    def newest_first(self, numbers: Iterable[int]) -> list[int]:
        """Order numbers, the latest first; the undated come last, in their order."""
        some = BitMap(numbers)
        return [*reversed(list(some & self.dated)), *(some - self.dated)]


def union(numbers_by_value: Mapping[Any, BitMap], values: Iterable[Any]) -> BitMap:
    """Return the numbers that have any of some values."""
    return BitMap.union(
        NONE, *(numbers_by_value[value] for value in values if value in numbers_by_value)
    )


def _largest_first(values: Mapping[str, BitMap]) -> dict[str, BitMap]:
    """Order the values that something has, and leave out the others."""
    by_size = sorted(values.items(), key=lambda item: -len(item[1]))
    return {value: numbers for value, numbers in by_size if numbers}


def _bitmaps(lists: Iterable[tuple[str, dict[Any, list[int]]]]) -> dict[str, dict[Any, BitMap]]:
    values: dict[str, dict[Any, BitMap]] = defaultdict(lambda: defaultdict(BitMap))
    for name, numbers_by_value in lists:
        for value, numbers in numbers_by_value.items():
            values[name][value] |= BitMap(numbers)
    return values
