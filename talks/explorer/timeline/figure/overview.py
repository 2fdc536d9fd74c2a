"""The overview strip: how much lies where along the whole time, as bars of one scale."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

MOST_BINS = 60


@dataclass(frozen=True)
class Bin:
    """A bar of the strip, in per cent of its width and height, and what it counts.

    `others` are statements and documents. `hits` are the things with the words of the question.
    """

    start: float
    width: float
    rounds: int
    others: int
    hits: int
    tallest: int

    @property
    def base(self) -> float:
        """How high its rounds reach; statements and documents stand on them."""
        return round(100 * self.rounds / self.tallest, 1)

    @property
    def height(self) -> float:
        """How high the whole bar reaches."""
        return round(100 * (self.rounds + self.others) / self.tallest, 1)

    @property
    def hit_height(self) -> float:
        """How high the hits reach."""
        return round(100 * self.hits / self.tallest, 1)

    @property
    def top(self) -> float:
        """Where it begins, counted from the top."""
        return round(100 - self.height, 1)


def overview(counts: Sequence[tuple[dt.date, dt.date, int, int, int]]) -> list[Bin]:
    """Return the bars of the strip, from the first and last day of each part and its counts.

    These are its rounds, others and hits. The parts must follow one another; an empty one gets no
    bar.
    """
    tallest = max((rounds + others for *_, rounds, others, _ in counts), default=0)
    if not tallest:
        return []
    start, length = counts[0][0], (counts[-1][1] - counts[0][0]).days + 1
    return [
        Bin(
            start=round(100 * (first - start).days / length, 1),
            width=round(100 * ((last - first).days + 1) / length, 1),
            rounds=rounds,
            others=others,
            hits=hits,
            tallest=tallest,
        )
        for first, last, rounds, others, hits in counts
        if rounds or others
    ]
