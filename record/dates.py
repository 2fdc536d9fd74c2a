"""Dates as EDTF (ISO 8601-2, level 1): the text as entered, the days it may mean, and its words.

Both apps keep a date as the text that an editor typed, with the first and the last day that it
may mean stored beside it by `BoundField`. Filters, order and figures read those days; people read
`in_words`.
"""

import calendar
import datetime as dt
import functools
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from edtf import parse_edtf
from edtf.parser.parser_classes import Level2Season

YEARS = range(1900, 2101)
EXAMPLES = "2017, 2017-02, 2017-02-16, 2017-02~ (about), 2017-02-15/2017-02-16, ../2020 (by 2020)"
_OPEN = ("", "..")
_FORM = re.compile(
    r"(?P<date>[0-9]{2}([0-9]{2}|[0-9]X|XX)|[0-9]{4}-(XX(-XX)?|[0-9]{2}(-(XX|[0-9]{2}))?))"
    r"(?P<doubt>[?~%]?)"
)
_PLAIN_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_NAMED = _SEASONS | dict(enumerate(calendar.month_name))  # which are made anew at each look


class Bounds(NamedTuple):
    """The first and the last day that a date may mean, both included; None where it is open."""

    earliest: dt.date | None
    latest: dt.date | None

    @property
    def closed(self) -> bool:
        """Whether both days are known, so that the date has a place on a time axis."""
        return self.earliest is not None and self.latest is not None


def bounds(text: str) -> Bounds:
    """Return the days that one EDTF text may mean; the empty text means "not given".

    A doubtful date (`~`, `?`, `%`) is widened by one unit of its own precision on each side:
    "about June 2012" may mean a day from May to July. Raises `ValidationError` with what would
    be right when the text is not a date that this record can hold.
    """
    text = text.strip()
    if not text:
        return Bounds(None, None)
    sides = text.split("/")
    if len(sides) > 2 or all(side in _OPEN for side in sides):
        raise _not_a_date(text)
    try:
        first, last = _side(sides[0]), _side(sides[-1])
    except ValueError as error:
        raise _not_a_date(text, str(error)) from error
    if first.earliest and last.latest and first.earliest > last.latest:
        raise ValidationError(f"“{text}” ends before it begins: put the earlier date first.")
    return Bounds(first.earliest, last.latest)


@functools.lru_cache(maxsize=8192)  # the library takes some 3 ms for a date
def _side(side: str) -> Bounds:
    """Return the days of one side of an interval; raise ValueError with what is wrong with it."""
    if side in _OPEN:
        return Bounds(None, None)
    form = _FORM.fullmatch(side)
    if form is None:
        raise ValueError("")
    try:
        low, high = _days(form["date"])
    except Exception as error:  # the library raises its own exceptions, ValueError and others
        raise ValueError(_what_is_wrong(form["date"])) from error
    if low.year not in YEARS or high.year not in YEARS:
        raise ValueError(f"the year must lie from {YEARS[0]} to {YEARS[-1]}")
    if form["date"][4:] == "-24":  # the library ends a winter with the year
        high = _month_end(high + dt.timedelta(59))
    return Bounds(low, high) if not form["doubt"] else _widened(low, high, len(form["date"]))


def _days(date: str) -> tuple[dt.date, dt.date]:
    if len(date) == len("2017-02-16") and "X" not in date:
        return (day := dt.date.fromisoformat(date)), day  # a thousand times as quick
    parsed = parse_edtf(date)
    if isinstance(parsed, Level2Season):
        raise ValueError("quarters and the like are beyond level 1")
    low, high = (dt.date(*day[:3]) for day in (parsed.lower_strict(), parsed.upper_strict()))
    return low, high


def _widened(low: dt.date, high: dt.date, length: int) -> Bounds:
    if length == len("2017"):
        return Bounds(low.replace(year=low.year - 1), high.replace(year=high.year + 1))
    if length == len("2017-02"):
        return Bounds((low - dt.timedelta(1)).replace(day=1), _month_end(high + dt.timedelta(1)))
    return Bounds(low - dt.timedelta(1), high + dt.timedelta(1))


def _month_end(day: dt.date) -> dt.date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _what_is_wrong(date: str) -> str:
    known_month = date[5:7] == "XX" or 1 <= int(date[5:7] or 1) <= 12
    return "no such day" if known_month else "no such month"


def _not_a_date(text: str, why: str = "") -> ValidationError:
    wrong = f"“{text}” is not a date" + (f": {why}" if why else "")
    return ValidationError(f"{wrong}. Write it like {EXAMPLES}.", code="not-a-date")


def span(start: str, end: str = "") -> Bounds:
    """Return the outermost days of what began at `start` and ended at `end`.

    Without an end, the start alone is the whole of it. Raises `ValidationError` as `bounds` does.
    """
    first = bounds(start)
    return Bounds(first.earliest, bounds(end).latest if end else first.latest)


def core(start: str, end: str = "") -> Bounds | None:
    """Return the days on which it surely went on, or None where no day is sure."""
    start, end = _ends(start, end)
    if start in _OPEN or end in _OPEN:
        return None
    sure_from, sure_until = bounds(start).latest, bounds(end).earliest
    if sure_from is None or sure_until is None or sure_from > sure_until:
        return None
    return Bounds(sure_from, sure_until)


def are_plain_days(start: str, end: str = "") -> bool:
    """Whether these texts are plain days, which need no parser: the parser takes 3 ms a date."""
    return all(_PLAIN_DAY.fullmatch(text) for text in (start, end) if text)


def mark_day(earliest: dt.date, latest: dt.date, start: str, end: str = "") -> dt.date:
    """Return the day on which a timeline marks a date: the first sure day, else the middle.

    `earliest` and `latest` are the bounds of the texts `start` and `end`.
    """
    if are_plain_days(start, end):
        return earliest
    sure_days = core(start, end)
    if sure_days and sure_days.earliest:
        return sure_days.earliest
    return earliest + (latest - earliest) / 2


def _ends(start: str, end: str) -> tuple[str, str]:
    """Return both ends: an interval in the first field says the same as a date in each."""
    if end or "/" not in start:
        return start, end or start
    first, last = start.split("/")
    return first, last


class EDTFField(models.CharField):
    """A date as EDTF text, at most 40 characters; empty means that no source gives it."""

    description = "EDTF date"

    def __init__(self, *args: Any, **options: Any) -> None:
        defaults: dict[str, Any] = {"max_length": 40, "blank": True, "default": ""}
        super().__init__(*args, **(defaults | options))

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").strip()

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(value, model_instance)
        bounds(value)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        """Store nothing that is no date, though fixtures and bulk writes skip `clean`."""
        value = super().get_db_prep_save(value, connection)
        if isinstance(value, str):
            bounds(value)
        return value


class _Bound(DeferredAttribute):
    """Reads what the row holds while its texts stand as they were read, else derives it anew."""

    field: "BoundField"

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        if instance is None:
            return self
        row, field = instance.__dict__, self.field
        texts, day = row.get(field.attname, (None, None))
        if texts is None or any(name in row and row[name] != texts.get(name) for name in field.of):
            texts = {name: getattr(instance, name) for name in field.of}
            try:
                day = getattr(span(*texts.values()), field.edge)
            except ValidationError:
                day = None  # the text is at fault, and tells so when it is cleaned or saved
            row[field.attname] = texts, day
        return day

    def __set__(self, instance: Any, value: Any) -> None:
        if value is not BoundField.DERIVE:
            row, field = instance.__dict__, self.field
            row[field.attname] = {name: row[name] for name in field.of if name in row}, value


class BoundField(models.DateField):
    """The earliest or latest day of the EDTF fields named by `of`, stored, indexed and never typed.

    It is derived by the attribute and not in `save`, so that fixtures and bulk writes, which
    bypass `save`, store it too. It must be declared after the fields that it is derived from.
    """

    DERIVE = object()
    descriptor_class = _Bound

    def __init__(self, *of: str, edge: str = "earliest", **options: Any) -> None:
        self.of: Sequence[str] = of
        self.edge = edge
        options = {"editable": False, "null": True, "db_index": True, "serialize": False} | options
        super().__init__(**options)

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        return name, path, [*args, *self.of], options | {"edge": self.edge}

    def get_default(self) -> Any:
        return self.DERIVE


def in_words(start: str, end: str = "") -> str:
    """Say a date or a span as an English reader would: "15 to 16 February 2017", "about 2019"."""
    single = not end and "/" not in start
    start, end = _ends(start, end)
    first, last = _words(start), _words(end)
    if not first:
        by = _words(end.rpartition("/")[2])
        return f"date not given, by {by}" if by else "date not given"
    if single or first == last:
        return first
    if not last:
        return f"from {first} on" if end else f"from {first}, end not given"
    return f"{first.removesuffix(_shared(start, end))} to {last}"


def _shared(start: str, end: str) -> str:
    """Return the tail that the first date need not repeat: the year, or month and year."""
    if len(start) == len(end) == len("2017-02-16") and start[:7] == end[:7]:
        return f" {_words(start[:7])}"
    if start[:4] == end[:4] and len(start) >= len("2017-02") and len(end) >= len("2017-02"):
        return f" {start[:4]}"
    return ""


def _words(text: str) -> str:
    """Return one date in words, "" for what is open or no date."""
    if "/" in text:
        first, last = (_words(side) for side in text.split("/", 1))
        if first and last:
            return f"between {first} and {last}"
        return f"{first} at the earliest" if first else f"{last} at the latest"
    form = _FORM.fullmatch(text)
    if form is None:
        return ""
    about = {"": "", "~": "about ", "?": "perhaps ", "%": "perhaps about "}[form["doubt"]]
    year, month, day = [*form["date"].split("-"), "", ""][:3]
    if year.endswith("XX"):
        return f"{about}some time from {year[:2]}00 to {year[:2]}99"
    if year.endswith("X"):
        return f"{about}some time in the {year[:3]}0s"
    if month == "XX":
        return f"{about}some time in {year}"
    if day == "XX":
        return f"{about}some time in {_NAMED[int(month)]} {year}"
    month = _NAMED[int(month)] if month else ""
    return about + " ".join(filter(None, (day.lstrip("0"), month, year)))
