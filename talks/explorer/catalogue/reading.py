"""Reads the record for a catalogue: the place of each thing, and which things have which value.

As of a day, it reads what was known by then.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple, TypeAlias

from django.db.models import Model, Q, QuerySet

from record.dates import bounds, mark_day
from talks.explorer import knowledge
from talks.explorer.catalogue.cursor import Place
from talks.explorer.question import ATTENDED, CHOICES, STATUS, Choice, Options
from talks.models import THING_TYPES, Citation, Participation, Round

MODELS = tuple(THING_TYPES)
CHUNK = 10_000  # rows read at a time

# Numbers by value, of each filter and each of its paths.
Values: TypeAlias = dict[tuple[str, str], dict[Any, list[int]]]
NumberOf: TypeAlias = Callable[[int], int | None]


class PlacedRow(NamedTuple):
    """The place of a thing, and as ordinals its last day and that of its mark; 0 for no day."""

    place: Place
    last: int
    mark: int


def rows_of(model: type[Model], day: dt.date | None) -> QuerySet[Any]:
    """Return the rows of a model, as of a day those known by then."""
    rows = model._default_manager.order_by()
    return knowledge.known_by(rows, day) if day else rows


def read_places(model: type[Model], day: dt.date | None) -> Iterator[PlacedRow]:
    """Yield the place of each row of a model."""
    dates = knowledge.DATES[model]
    ranks = ("track__position", "ordinal") if model is Round else ()
    flags = ("start_known", "end_known") if day else ()
    rows = rows_of(model, day).values_list("pk", "earliest", "latest", *dates, *ranks, *flags)
    type_rank, rank_at, flags_at = MODELS.index(model), 3 + len(dates), 3 + len(dates) + len(ranks)
    for row in rows.iterator(CHUNK):
        key, first, last = row[:3]
        texts = list(row[3:rank_at])
        track_rank, ordinal = row[rank_at:flags_at] or (0, 0)
        if day and not row[flags_at]:
            first = last = None
        elif day and len(texts) > 1 and texts[1] and not row[flags_at + 1]:
            first, last = bounds(texts[0])
            texts[1] = ""
        start = first.toordinal() if first else 0
        place = Place(int(first is None), start, type_rank, track_rank, ordinal, key)
        mark = mark_day(first, last, *texts).toordinal() if first and last else 0
        yield PlacedRow(place, last.toordinal() if last else 0, mark)


def read_values(
    model: type[Model], day: dt.date | None, options: Options, number_of: NumberOf, values: Values
) -> None:
    """Add to `values` which rows of a model have which value of each filter.

    What paths that lead to one row give is read in one query. Rows that were added since the
    places were read have no number, and are left out.
    """
    rows = rows_of(model, day)
    single_paths: dict[str, dict[Any, list[int]]] = {}
    for choice in CHOICES:
        if choice.condition:
            for option in options[choice.name]:
                matching_rows = rows.filter(has_value(choice, model, option.value, day))
                numbers = map(number_of, matching_rows.values_list("pk", flat=True))
                values[choice.name, ""][option.value] += [n for n in numbers if n is not None]
            continue
        for path in paths_to(choice, model, day):
            if path == "status_then" or leads_to_one(model, path):
                single_paths[path] = values[choice.name, path]
                continue
            if path == ATTENDED:
                pairs = read_attendance(day)
            else:
                matching_rows = rows.filter(**{f"{path}__isnull": False})
                pairs = matching_rows.values_list("pk", path)
            for key, value in pairs:
                if (number := number_of(key)) is not None:
                    values[choice.name, path][value].append(number)
        for path in choice.fallback_paths.get(model, ()):
            has_none = {f"{own}__isnull": True for own in choice.paths[model]}
            pairs = rows.filter(**has_none, **{f"{path}__isnull": False}).values_list("pk", path)
            for key, value in pairs:
                if (number := number_of(key)) is not None:
                    values[choice.name, path][value].append(number)
    for key, *row in rows.values_list("pk", *single_paths).iterator(chunk_size=CHUNK):
        if (number := number_of(key)) is not None:
            for numbers_by_value, value in zip(single_paths.values(), row, strict=True):
                if value not in (None, ""):
                    numbers_by_value[value].append(number)


def read_attendance(day: dt.date | None) -> QuerySet[Participation, tuple[int, int]]:
    """Return the keys of a round and of an actor for all who took part, as of a day if given."""
    rows = knowledge.participations_known_by(day) if day else Participation.objects.all()
    return rows.filter(took_part=True).order_by().values_list("round", "actor")


def has_value(choice: Choice, model: type[Model], value: str, day: dt.date | None) -> Q:
    """Return the condition that a row has a value to which no path leads."""
    assert choice.condition
    citations = Citation.objects.all()
    return choice.condition(model, value, citations.known_by(day) if day else citations, day)


def paths_to(choice: Choice, model: type[Model], day: dt.date | None) -> tuple[str, ...]:
    """Return the paths to the values of a filter, as of a day if one is given."""
    return ("status_then",) if day and choice is STATUS else choice.paths[model]


@cache
def leads_to_one(model: type[Model], path: str) -> bool:
    """Say whether a path leads from each row to one row at most, so that it needs no own query."""
    here: Any = model
    for name in path.split("__"):
        step = here._meta.get_field(name)
        if step.many_to_many or step.one_to_many:
            return False
        here = step.related_model
    return True


def no_values() -> Values:
    """Return the mapping that `read_values` fills."""
    return defaultdict(lambda: defaultdict(list))
