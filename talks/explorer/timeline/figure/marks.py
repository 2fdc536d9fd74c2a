"""Where each thing stands: on which of three axes, in which lanes, on which day or slot."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from talks.explorer.timeline.figure.telling import Telling

SLOTS = {"rounds": 1.0, "documents": 0.5, "statements": 0.25}  # what each takes of a rail
RAILS = {"before": "x2", "ahead": "x3"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A thing in one of its lanes: where it stands, and what tells it."""

    of: Telling
    lane: int
    axis: str
    x: str | float
    first: bool  # of the marks of its thing, which alone says what it is

    @property
    def where(self) -> list[Any]:
        """What the browser keeps with whatever belongs to a mark: its lane and address."""
        return [self.lane, self.of.path]

    @property
    def told(self) -> list[Any]:
        """What the browser keeps with a mark: besides, its title and lines for the hover, once."""
        return [*self.where, self.of.title, self.of.lines] if self.first else self.where


def marks_of(
    tellings: Sequence[Telling], placed: Sequence[Sequence[int]]
) -> tuple[list[Mark], dict[str, int]]:
    """Place each thing on its axis; on a rail the next free slot of its lane is its place.

    Return the marks, and how many slots of rounds each rail has to hold.
    """
    marks = []
    taken: dict[tuple[str, int, bool], float] = defaultdict(float)
    for told, numbers in zip(tellings, placed, strict=True):
        for at, lane in enumerate(numbers):
            x: str | float = told.day
            if told.rail:
                # Rounds stand in rows of their own, above what was said and agreed.
                row = told.rail, lane, told.is_round
                width = SLOTS[told.side]
                x = taken[row] + (width - 1) / 2  # its middle; the first slot's is 0
                taken[row] += width
            marks.append(Mark(told, lane, RAILS.get(told.rail, "x"), x, at == 0))
    slots = dict.fromkeys(RAILS, 0)
    for (rail, _, _), length in taken.items():
        slots[rail] = max(slots[rail], ceil(length))
    return marks, slots
