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
    months = 3 if (last.year - first.year + 1) * 4 <= MOST_BINS else 12
    counts = Counter(_part(item, months) for item in items if item.earliest and item.latest)
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


def _part(item: Item, months: int) -> tuple[tuple[int, int], bool]:
    """Return the part of which year an item counts in, and whether it is a round."""
    day = item.earliest + (item.latest - item.earliest) / 2
    return (day.year, (day.month - 1) // months), isinstance(item, Round)


def _start(part: tuple[int, int], months: int) -> dt.date:
    year, number = part
    return dt.date(year, number * months + 1, 1)
