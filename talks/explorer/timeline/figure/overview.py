"""The overview strip: how much lies where along the whole time, as bars of one scale."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

MOST_BINS = 60


@dataclass(frozen=True)
class Bin:
    """A bar of the strip, in per cent of its width and height, and how much it counts of what.

    `hits` are those of them that say the words that are asked for.
    """

    left: float
    width: float
    rounds: int
    others: int
    hits: int
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
    def said(self) -> float:
        """How high those reach that say the words."""
        return round(100 * self.hits / self.tallest, 1)

    @property
    def top(self) -> float:
        """Where it begins, counted from the top."""
        return round(100 - self.height, 1)


def overview(counted: Sequence[tuple[dt.date, dt.date, int, int, int]]) -> list[Bin]:
    """Draw counts along time: the first and last day of each part, its rounds, others and hits.

    The parts must follow one another; those that hold nothing get no bar.
    """
    tallest = max((rounds + others for *_, rounds, others, _ in counted), default=0)
    if not tallest:
        return []
    start, length = counted[0][0], (counted[-1][1] - counted[0][0]).days + 1
    return [
        Bin(
            left=round(100 * (first - start).days / length, 1),
            width=round(100 * ((last - first).days + 1) / length, 1),
            rounds=rounds,
            others=others,
            hits=hits,
            tallest=tallest,
        )
        for first, last, rounds, others, hits in counted
        if rounds or others
    ]
