"""The overview strip: how much lies where along the whole time, as bars of one scale."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from talks.figures.lanes import Item
from talks.models import Round

MOST_BINS = 60


@dataclass(frozen=True)
class Bin:
    """A bar of the strip, in per cent of its width and height, and how much it counts of what."""

    left: float
    width: float
    rounds: int
    others: int
    tallest: int

    @property
    def base(self) -> float:
        """How high its rounds reach, on which what was said and agreed stands."""
        return round(100 * self.rounds / self.tallest, 1)

    @property
    def height(self) -> float:
        """How high all of it reaches."""
        return round(100 * (self.rounds + self.others) / self.tallest, 1)

    @property
    def top(self) -> float:
        """Where it begins, counted from the top."""
        return round(100 - self.height, 1)


def period(items: Iterable[Item]) -> tuple[dt.date, dt.date] | tuple[None, None]:
    """Return the first and last day of the quarters, or years, that dated items lie in, if any."""
    days = [
        day
        for item in items
        if item.earliest and item.latest
        for day in (item.earliest, item.latest)
    ]
    if not days:
        return None, None
    first, last = min(days), max(days)
    months = _months(first, last)
    start, end = _part(first, months), _part(last, months)
    return _start(start, months), _start((end[0], end[1] + 1), months) - dt.timedelta(1)


def overview(items: Sequence[Item]) -> list[Bin]:
    """Count dated items by quarter, or by year where the time is long.

    An item of uncertain date counts in the middle of the days that it may mean.
    """
    first, last = period(items)
    if first is None or last is None:
        return []
    months = _months(first, last)
    counts = Counter(
        (_part(item.earliest + (item.latest - item.earliest) / 2, months), isinstance(item, Round))
        for item in items
        if item.earliest and item.latest
    )
    parts = sorted({part for part, _ in counts})
    length = (last - first).days + 1
    tallest = max(counts[part, True] + counts[part, False] for part in parts)
    return [
        Bin(
            left=round(100 * (_start(part, months) - first).days / length, 1),
            width=round(100 * months * 30.4 / length, 1),
            rounds=counts[part, True],
            others=counts[part, False],
            tallest=tallest,
        )
        for part in parts
    ]


def _months(first: dt.date, last: dt.date) -> int:
    """Return how many months a bar counts."""
    return 3 if (last.year - first.year + 1) * 4 <= MOST_BINS else 12


def _part(day: dt.date, months: int) -> tuple[int, int]:
    """Return the year of a day, and the number of the bar in it."""
    return day.year, (day.month - 1) // months


def _start(part: tuple[int, int], months: int) -> dt.date:
    """Return the first day of a bar; that after the last of a year is the first of the next."""
    year, month = part[0], part[1] * months
    return dt.date(year + month // 12, month % 12 + 1, 1)
