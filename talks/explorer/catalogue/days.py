"""Numbers by a day that each has, and the parts of time in which days lie."""

import datetime as dt
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pyroaring import BitMap

MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120}
# How many days a part of time has at most, from the finest to the coarsest.
GRAINS = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366, "decade": 3653}


class Days:
    """Numbers in the order of their days; `part` keeps those of parts of time, which come again."""

    def __init__(self, days: Iterable[tuple[int, int]]) -> None:
        """Take pairs of a day, as its ordinal, and a number."""
        ordered = sorted(days)
        self._days = array("l", [day for day, _ in ordered])
        self._numbers = array("I", [number for _, number in ordered])
        self.part = lru_cache(maxsize=4096)(self.between)

    def between(self, first: dt.date | None, last: dt.date | None) -> BitMap:
        """Return the numbers from one day to another, both included; None leaves a side open."""
        start = bisect_left(self._days, first.toordinal()) if first else 0
        end = bisect_right(self._days, last.toordinal()) if last else len(self._days)
        return BitMap(self._numbers[start:end])

    def first_of(self, numbers: BitMap) -> dt.date | None:
        """Return the first day that any of some numbers has; None where none has one."""
        return _find_day(zip(self._days, self._numbers, strict=True), numbers)

    def last_of(self, numbers: BitMap) -> dt.date | None:
        """Return the last day that any of some numbers has; None where none has one."""
        pairs = zip(reversed(self._days), reversed(self._numbers), strict=True)
        return _find_day(pairs, numbers)


def _find_day(pairs: Iterable[tuple[int, int]], numbers: BitMap) -> dt.date | None:
    """Return the day of the first pair of day and number that has one of some numbers."""
    return next((dt.date.fromordinal(day) for day, number in pairs if number in numbers), None)


def part_of(day: dt.date, grain: str) -> dt.date:
    """Return the first day of the part of time, day to decade, in which a day lies."""
    if grain in MONTHS:
        months = (day.year * 12 + day.month - 1) // MONTHS[grain] * MONTHS[grain]
        return dt.date(months // 12, months % 12 + 1, 1)
    return day - dt.timedelta(day.weekday() if grain == "week" else 0)


def parts(first: dt.date, last: dt.date, grain: str) -> Iterator[tuple[dt.date, dt.date]]:
    """Yield the first and last day of each part of time that has a day from one to another."""
    start = part_of(first, grain)
    while start <= last:
        following = part_of(start + dt.timedelta(GRAINS[grain]), grain)
        yield start, following - dt.timedelta(1)
        start = following
