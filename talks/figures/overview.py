"""The overview strip: how much lies where along the whole time, as bars of one height scale."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from talks.figures.lanes import Item

MOST_BINS = 60


@dataclass(frozen=True)
class Bin:
    """A bar of the strip, in per cent of the strip's width and height, and what it counts."""

    left: float
    width: float
    height: float
    label: str

    @property
    def top(self) -> float:
        """Where it begins, counted from the top."""
        return 100 - self.height


def period(items: Iterable[Item]) -> tuple[dt.date, dt.date] | tuple[None, None]:
    """Return the first and last day of the years that dated items lie in; None without any."""
    days = [
        day
        for item in items
        if item.earliest and item.latest
        for day in (item.earliest, item.latest)
    ]
    return (
        (dt.date(min(days).year, 1, 1), dt.date(max(days).year, 12, 31)) if days else (None, None)
    )


def overview(items: Sequence[Item]) -> list[Bin]:
    """Count dated items by quarter, or by year where the time is long.

    An item of uncertain date counts in the middle of the days that it may mean.
    """
    first, last = period(items)
    if first is None or last is None:
        return []
    days = [
        item.earliest + (item.latest - item.earliest) / 2
        for item in items
        if item.earliest and item.latest
    ]
    months = 3 if (last.year - first.year + 1) * 4 <= MOST_BINS else 12
    counts = Counter((day.year, (day.month - 1) // months) for day in days)
    length = (last - first).days + 1
    tallest = max(counts.values())
    return [
        Bin(
            left=round(100 * (_start(year, part * months) - first).days / length, 2),
            width=round(100 * months * 30.4 / length, 2),
            height=round(100 * count / tallest, 1),
            label=f"{count} from {_start(year, part * months):%B %Y}",
        )
        for (year, part), count in sorted(counts.items())
    ]


def _start(year: int, month: int) -> dt.date:
    return dt.date(year, month + 1, 1)
