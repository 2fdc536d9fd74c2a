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

YEARS = range(1900, 2101)
EXAMPLES = "2017, 2017-02, 2017-02-16, 2017-02~ (about), 2017-02-15/2017-02-16, ../2020 (by 2020)"
_FORM = re.compile(r"(?P<date>[0-9X]{4}(-[0-9X]{2}){0,2})(?P<doubt>[?~%]?)")
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}


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
    if len(sides) > 2 or all(side in ("", "..") for side in sides):
        raise _not_a_date(text)
    first, last = _side(sides[0], text), _side(sides[-1], text)
    if first.earliest and last.latest and first.earliest > last.latest:
        raise ValidationError(f"“{text}” ends before it begins: put the earlier date first.")
    return Bounds(first.earliest, last.latest)


@functools.lru_cache(maxsize=8192)  # the library takes some 3 ms for a date
def _side(side: str, text: str) -> Bounds:
    if side in ("", "..") and "/" in text:
        return Bounds(None, None)
    form = _FORM.fullmatch(side)
    if form is None:
        raise _not_a_date(text)
    try:
        parsed = parse_edtf(form["date"])
        low, high = (dt.date(*day[:3]) for day in (parsed.lower_strict(), parsed.upper_strict()))
    except Exception as error:  # the library raises its own exceptions, ValueError and others
        raise _not_a_date(text) from error
    if low.year not in YEARS or high.year not in YEARS:
        raise ValidationError(f"“{text}”: the year must lie from {YEARS[0]} to {YEARS[-1]}.")
    return Bounds(low, high) if not form["doubt"] else _widened(low, high, len(form["date"]))


def _widened(low: dt.date, high: dt.date, length: int) -> Bounds:
    if length == len("2017"):
        return Bounds(low.replace(year=low.year - 1), high.replace(year=high.year + 1))
    if length == len("2017-02"):
        return Bounds((low - dt.timedelta(1)).replace(day=1), _month_end(high + dt.timedelta(1)))
    return Bounds(low - dt.timedelta(1), high + dt.timedelta(1))


def _month_end(day: dt.date) -> dt.date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _not_a_date(text: str) -> ValidationError:
    if re.fullmatch(r"\d{4}-(\d\d)(-\d\d)?", text):
        month = int(text[5:7])
        wrong = "no such month" if not 1 <= month <= 12 else "no such day"
        return ValidationError(f"“{text}” is not a date: {wrong}. Write it like {EXAMPLES}.")
    return ValidationError(f"“{text}” is not a date. Write it like {EXAMPLES}.")


def span(start: str, end: str = "") -> Bounds:
    """Return the outermost days of what began at `start` and ended at `end`.

    Without an end, the start alone is the whole of it. Raises `ValidationError` as `bounds` does.
    """
    first = bounds(start)
    return Bounds(first.earliest, bounds(end).latest if end else first.latest)


def core(start: str, end: str = "") -> Bounds | None:
    """Return the days on which it surely went on, or None where no day is sure."""
    first, last = bounds(start), bounds(end or start)
    if not (first.closed and last.closed and first.latest <= last.earliest):  # type: ignore[operator]
        return None
    return Bounds(first.latest, last.earliest)


class EDTFField(models.CharField):
    """A date as EDTF text, at most 40 characters; empty means that no source gives it."""

    description = "EDTF date"

    def __init__(self, *args: Any, **options: Any) -> None:
        options = {"max_length": 40, "blank": True, "default": ""} | options
        super().__init__(*args, **options)

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").strip()

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(value, model_instance)
        bounds(value)


class _Bound(DeferredAttribute):
    """Reads what the row holds while its texts stand as they were read, else derives it anew."""

    field: "BoundField"

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        if instance is None:
            return self
        texts = tuple(getattr(instance, name) for name in self.field.of)
        known = instance.__dict__.get(self.field.attname)
        if known is None or known[0] != texts:
            known = texts, getattr(span(*texts), self.field.edge)
            instance.__dict__[self.field.attname] = known
        return known[1]

    def __set__(self, instance: Any, value: Any) -> None:
        if value is BoundField.DERIVE:
            return
        texts = tuple(instance.__dict__.get(name, "") for name in self.field.of)
        instance.__dict__[self.field.attname] = texts, value


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
    if not end and start.count("/") == 1:
        start, end = start.split("/")
    first, last = _words(start), _words(end)
    if not first and not last:
        return "date not given"
    if not first:
        return f"date not given, by {last}"
    if end == "..":
        return f"from {first} on"
    if not last or first == last:
        return first
    shared = _shared(start, end)
    return f"{first.removesuffix(shared)} to {last}"


def _shared(start: str, end: str) -> str:
    """Return the tail that the first date need not repeat: the year, or month and year."""
    if len(start) == len(end) == len("2017-02-16") and start[:7] == end[:7]:
        return _words(start[:7]).join((" ", ""))
    if start[:4] == end[:4] and len(start) >= len("2017-02") and len(end) >= len("2017-02"):
        return " " + start[:4]
    return ""


def _words(text: str) -> str:
    if "/" in text:
        first, last = (_words(side) for side in text.split("/", 1))
        return f"{first} to {last}" if first and last else first or last
    form = _FORM.fullmatch(text)
    if form is None:
        return ""
    about = {"": "", "~": "about ", "?": "perhaps ", "%": "perhaps about "}[form["doubt"]]
    year, *rest = form["date"].split("-")
    if "X" in form["date"]:
        days = bounds(text)
        return f"some time from {days.earliest:%Y-%m-%d} to {days.latest:%Y-%m-%d}"
    if not rest:
        return about + year
    if int(rest[0]) in _SEASONS:
        return f"{about}{_SEASONS[int(rest[0])]} {year}"
    month = calendar.month_name[int(rest[0])]
    return about + (f"{int(rest[1])} {month} {year}" if len(rest) == 2 else f"{month} {year}")
