"""Where each mark stands: on which of two axes, in which lanes, on which day or slot."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from talks.explorer.timeline.figure.sizes import MARK_SIZES
from talks.explorer.timeline.figure.thing_mark import ThingMark

RAIL_AXES = {"before": "x2"}


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """The mark of a thing in one of its lanes.

    `x` is a day, or a number of slots on a rail. Only the first mark of a thing carries its title
    and lines to the browser.
    """

    thing: ThingMark
    lane: int
    axis: str
    x: str | float
    is_first: bool

    @property
    def reference(self) -> dict[str, Any]:
        """What names the mark in the browser: its lane and the path of its thing."""
        return {"lane": self.lane, "path": self.thing.path}

    @property
    def customdata(self) -> dict[str, Any]:
        """What the browser gets with the mark: its reference and, once for a thing, its texts."""
        data = self.reference
        if self.is_announcement:
            data |= {"isAnnounced": True}
        if self.is_first:
            data |= {"title": self.thing.title, "lines": self.thing.lines}
        return data

    @property
    def is_announcement(self) -> bool:
        """Whether it stands on the day on which a plan without a date was announced."""
        return self.axis == "x" and not self.thing.day


def place_marks(
    things: Sequence[ThingMark], lane_numbers: Sequence[Sequence[int]], first: str, last: str
) -> tuple[list[PlacedMark], dict[str, int]]:
    """Place each thing in its lanes: on its day, or in the next free slot of a rail.

    A plan without a date stands on the day of its announcement, where this is from `first` to
    `last`, the ends of the dated time. `lane_numbers` holds the numbers of the lanes of each thing.
    Return the marks, and how many slots each rail must have.
    """
    marks = []
    filled: dict[tuple[str, int, bool], float] = defaultdict(float)
    for thing, numbers in zip(things, lane_numbers, strict=True):
        is_announcement = bool(thing.announced) and first <= thing.announced <= last
        for at, lane in enumerate(numbers):
            x: str | float = thing.announced if is_announcement else thing.day
            rail = "" if is_announcement else thing.rail
            if rail:
                # Rounds stand in rows of their own, above statements and documents.
                row = rail, lane, thing.is_round
                width = MARK_SIZES[thing.kind].slot
                x = filled[row] + (width - 1) / 2  # its middle; that of the first slot is 0
                filled[row] += width
            marks.append(PlacedMark(thing, lane, RAIL_AXES.get(rail, "x"), x, at == 0))
    slots = dict.fromkeys(RAIL_AXES, 0)
    for (rail, _, _), length in filled.items():
        slots[rail] = max(slots[rail], ceil(length))
    return marks, slots
