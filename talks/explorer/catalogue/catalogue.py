"""Reads the record into a catalogue, as it stands or as it was known on a day."""

import datetime as dt
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any

from django.db.models import Model, Value
from pyroaring import BitMap

from record.dates import mark_day
from record.search import meeting, parse, relevances
from talks.explorer.catalogue.cursor import Place
from talks.explorer.catalogue.days import Days
from talks.explorer.catalogue.row_cache import Fetch, Shelf
from talks.explorer.paths import leads_to_one
from talks.explorer.question import ACTOR, CHOICES, Question
from talks.models import THING_TYPES, Round

MODELS = tuple(THING_TYPES)
NONE = BitMap()
CHUNK = 10_000  # rows read at a time
TEXTS: Mapping[type[Model], tuple[Any, Any]] = {Round: ("start", "end")}
PLACES: Mapping[type[Model], tuple[Any, Any]] = {Round: ("track__position", "ordinal")}
ADDRESSED = "addressees"  # who is only spoken to has no say in a thing, and no lane with it

Found = dict[tuple[str, str], dict[Any, list[int]]]  # numbers by value, by filter and path


class Catalogue:
    """The record's things by number, and the numbers that have each value.

    `order` holds the place of each number in the list, `sides` the numbers of each model, `values`
    those of each value by the name of its filter (an actor stands for its circle), the largest
    first, `acting` by its id those in which an actor itself has the say. `dated` have a first day;
    `latest` finds numbers by their last day, `marked` by that of their mark, which those have that
    have both; `long` have more days than one.
    """

    def __init__(self, asked: Question) -> None:
        """Read the record as of the day asked for, if one was; the rest of the filter is let be."""
        self._asked = asked
        rows = sorted(row for model in MODELS for row in _placed(asked, model))
        self.order: list[Place] = [place for place, *_ in rows]
        self.all = BitMap(range(len(rows)))
        self.dated = BitMap(range(bisect_left(self.order, (1,))))
        self._numbers: dict[type[Model], dict[int, int]] = {model: {} for model in MODELS}
        for number, place in enumerate(self.order):
            self._numbers[MODELS[place[2]]][place[5]] = number
        self.sides = {model: BitMap(numbers.values()) for model, numbers in self._numbers.items()}
        self.latest = Days((last, number) for number, (_, last, _) in enumerate(rows) if last)
        self.marked = Days((day, number) for number, (*_, day) in enumerate(rows) if day)
        self.long = BitMap(
            n for n, (place, last, day) in enumerate(rows) if day and last > place[1]
        )
        found: Found = defaultdict(lambda: defaultdict(list))
        for model in MODELS:
            self._read(asked, model, found)
        self.values = _bitmaps((name, lists) for (name, _), lists in found.items())
        acting = _bitmaps(
            (name, lists) for (name, path), lists in found.items() if path != ADDRESSED
        )
        self.acting = acting[ACTOR.name]
        parts = self.values[ACTOR.name]
        self.values[ACTOR.name] = {
            actor.value: union(parts, asked.circle(actor.pk)) for actor in asked.options[ACTOR.name]
        }
        for name, having in self.values.items():
            self.values[name] = dict(sorted(having.items(), key=lambda it: -len(it[1])))
        self._shelves: dict[Fetch, Shelf] = {}
        self.saying = lru_cache(maxsize=32)(self._saying)
        self.ranking = lru_cache(maxsize=8)(self._ranking)

    def numbers(self, model: type[Model], keys: Iterable[int]) -> BitMap:
        """Return the numbers of rows of a model by their keys; keys not in it are left out."""
        known = self._numbers[model]
        return BitMap([known[key] for key in keys if key in known])

    def by_side(self, numbers: BitMap) -> tuple[int, int, int]:
        """Count how many of some numbers are rounds, statements and documents."""
        rounds, statements, documents = map(numbers.intersection_cardinality, self.sides.values())
        return rounds, statements, documents

    def thing(self, number: int) -> tuple[type[Model], int]:
        """Return of which model a number is, and the key of its row."""
        place = self.order[number]
        return MODELS[place[2]], place[5]

    def since(self, day: dt.date) -> BitMap:
        """Return the numbers whose first day is this one or later."""
        start = bisect_left(self.order, (0, day.toordinal()))
        return BitMap(range(start, len(self.dated)))

    def shelf(self, fetch: Fetch) -> Shelf:
        """Return the shelf that holds what this fetches."""
        return self._shelves.setdefault(fetch, Shelf(self._asked, self.thing, fetch))

    def newest_first(self, numbers: Iterable[int]) -> list[int]:
        """Order numbers, the latest first; the undated come last, in their order."""
        some = BitMap(numbers)
        return [*reversed(list(some & self.dated)), *(some - self.dated)]

    def _saying(self, words: str) -> BitMap:
        """Return the numbers of what says some words; asked as `saying`, which keeps a few."""
        found = BitMap()
        for model, left in self.sides.items():
            for term in parse(words).terms:
                met = self.numbers(model, meeting(model, term))
                left = left - met if term.is_excluded else left & met
            found |= left
        return found

    def _ranking(self, words: str) -> list[int]:
        """Return the numbers of what says some words: first what says most, then the newest."""
        query, said = parse(words), dict[Any, int]()
        for model in MODELS:
            told = relevances(model, query)
            said.update(zip(map(self._numbers[model].get, told), told.values(), strict=True))
        said.pop(None, None)  # what was added since
        own = BitMap(said.keys())
        match query.terms:
            case [term] if not term.is_excluded:  # of which the rows have just been read
                keys = ((model, meeting(model, term, own=False)) for model in MODELS)
                found = own.union(*(self.numbers(model, named) for model, named in keys))
            case _:
                found = self.saying(words)
        ranked = sorted(self.newest_first(found & own), key=said.__getitem__, reverse=True)
        return [*ranked, *self.newest_first(found - own)]

    @cached_property
    def closed(self) -> BitMap:
        """The numbers that stand on the dated time: they have a first and a last day."""
        return self.marked.between(None, None)

    def _read(self, asked: Question, model: type[Model], found: Found) -> None:
        """Add what rows of a model have of each filter, in one query where paths lead to one.

        Rows that were added since the places were read are left out.
        """
        known = self._numbers[model].get
        rows = asked.known(_rows(model)).order_by()
        single: dict[str, dict[Any, list[int]]] = {}
        for choice in CHOICES:
            if choice.condition:
                for option in asked.options[choice.name]:
                    having = rows.filter(asked.has(choice, model, option.value))
                    numbers = map(known, having.values_list("pk", flat=True))
                    found[choice.name, ""][option.value] += [n for n in numbers if n is not None]
                continue
            for path in asked.paths(choice, model, asked.day):
                lists = found[choice.name, path]
                if path in rows.query.annotations or leads_to_one(model, path):
                    single[path] = lists
                    continue
                having = asked.reach(rows, choice).filter(**{f"{path}__isnull": False})
                for key, value in having.values_list("pk", path):
                    if (number := known(key)) is not None:
                        lists[value].append(number)
        for key, *values in rows.values_list("pk", *single).iterator(chunk_size=CHUNK):
            if (number := known(key)) is not None:
                for lists, value in zip(single.values(), values, strict=True):
                    if value is not None:
                        lists[value].append(number)


def _rows(model: type[Model]) -> Any:
    return model._default_manager.all()


def _placed(asked: Question, model: type[Model]) -> Iterator[tuple[Place, int, int]]:
    """Yield the place of each row, its last day and that of its mark; 0 stands for no day."""
    texts = TEXTS.get(model, ("date", Value("")))
    ranks = PLACES.get(model, (Value(0), Value(0)))
    what = MODELS.index(model)
    rows = asked.known(_rows(model)).order_by()
    columns = ("pk", *asked.days, *ranks, *texts)
    for key, first, last, rank, ordinal, *dates in rows.values_list(*columns).iterator(CHUNK):
        place = (int(first is None), first.toordinal() if first else 0, what, rank, ordinal, key)
        marked = mark_day(first, last, *dates).toordinal() if first and last else 0
        yield place, last.toordinal() if last else 0, marked


def union(values: Mapping[Any, BitMap], chosen: Iterable[Any]) -> BitMap:
    """Return the numbers that have any of the values chosen."""
    return BitMap.union(NONE, *(values[value] for value in chosen if value in values))


def _bitmaps(found: Iterable[tuple[str, dict[Any, list[int]]]]) -> dict[str, dict[Any, BitMap]]:
    values: dict[str, dict[Any, BitMap]] = defaultdict(lambda: defaultdict(BitMap))
    for name, lists in found:
        for value, numbers in lists.items():
            values[name][value] |= BitMap(numbers)
    return values
