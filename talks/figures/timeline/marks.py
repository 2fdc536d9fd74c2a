"""Where each item stands: on which of three axes, in which lanes, on which day or slot."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from actors.dates import Bounds, core
from talks.figures.lanes import Item, tone
from talks.figures.timeline import words
from talks.models import SIDES, OutcomeDocument, Round, Statement, Status

SLOTS = {Round: 1.0, OutcomeDocument: 0.5, Statement: 0.25}  # what each takes of a rail
PLAIN_DAY = re.compile(r"\d{4}-\d\d-\d\d")
RAILS = {"before": "x2", "ahead": "x3"}


@dataclass(frozen=True)
class Mark:
    """An item in one of its lanes: where it stands, and what tells it."""

    item: Item
    lane: int
    tone: int
    axis: str
    x: str | float
    first: bool  # of the marks of its item, which alone says what it is

    @property
    def number(self) -> str:
        """What stands in the mark of a round: its usual number, if it has one."""
        return str(self.item.number or "") if isinstance(self.item, Round) else ""

    @property
    def where(self) -> list[Any]:
        """What the browser keeps with whatever belongs to a mark: its lane and address."""
        return [self.lane, f"{SIDES[type(self.item)]}/{self.item.slug}"]

    @property
    def told(self) -> list[Any]:
        """What the browser keeps with a mark: besides, its title and lines for the hover, once."""
        hover = [words.title(self.item), words.lines(self.item)] if self.first else []
        return [*self.where, *hover]

    @property
    def days(self) -> Bounds | None:
        """The days of a dated item, or within which it lies."""
        return _days(self.item) if self.axis == "x" else None

    @property
    def sure(self) -> bool:
        """Whether these are its very days, and not such as it only lies within."""
        return _core(self.item) == self.days


def marks_of(
    items: Sequence[Item], placed: Sequence[Sequence[int]]
) -> tuple[list[Mark], dict[str, int]]:
    """Place each item on its axis; on a rail the next free slot of its lane is its place.

    Return the marks, and how many slots of rounds each rail has to hold.
    """
    marks = []
    taken: dict[tuple[str, int, bool], float] = defaultdict(float)
    for item, numbers in zip(items, placed, strict=True):
        rail = _rail(item)
        for at, lane in enumerate(numbers):
            x: str | float = _day(item)
            if rail:
                # Rounds stand in rows of their own, above what was said and agreed.
                row = rail, lane, isinstance(item, Round)
                width = SLOTS[type(item)]
                x = taken[row] + (width - 1) / 2  # its middle; the first slot's is 0
                taken[row] += width
            marks.append(Mark(item, lane, tone(item), RAILS.get(rail, "x"), x, at == 0))
    slots = dict.fromkeys(RAILS, 0)
    for (rail, _, _), length in taken.items():
        slots[rail] = max(slots[rail], ceil(length))
    return marks, slots


def _rail(item: Item) -> str:
    if _days(item):
        return ""
    planned = isinstance(item, Round) and item.status != Status.HELD
    return "ahead" if planned else "before"


def _days(item: Item) -> Bounds | None:
    whole = Bounds(item.earliest, item.latest)
    return whole if whole.closed else None


def _core(item: Item) -> Bounds | None:
    """Return the days that are surely meant. Plain days need no parser, which takes 3 ms a date."""
    dates = (item.start, item.end) if isinstance(item, Round) else (item.date, "")
    plain = all(PLAIN_DAY.fullmatch(date) for date in dates if date)
    return _days(item) if plain else core(*dates)


def _day(item: Item) -> str:
    """Return the day on which a mark stands: its first, or the middle of what it may mean."""
    if not (item.earliest and item.latest):
        return ""
    sure = _core(item)
    day = sure.earliest if sure else item.earliest + (item.latest - item.earliest) / 2
    return (day or item.earliest).isoformat()
