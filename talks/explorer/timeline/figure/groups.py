"""Things that stand too close for the eye: counted by lane and part of time, and drawn as bars."""

import calendar
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from record.dates import in_words
from talks.explorer.timeline.figure.lane import NO_TRACK, Lane
from talks.explorer.timeline.figure.telling import DAY
from talks.explorer.timeline.figure.words import plain

HOVER = "%{customdata[2]}<br>%{customdata[3]}<extra></extra>"


@dataclass(frozen=True)
class Group:
    """How many things of a lane lie in a part of time, or have no date: then it has no days.

    `counts` are those of rounds, of statements and of documents.
    """

    lane: int
    counts: tuple[int, int, int]
    first: dt.date | None = None
    last: dt.date | None = None

    @property
    def total(self) -> int:
        return sum(self.counts)

    @property
    def path(self) -> str:
        """The last part of the address that opens it, after its lane's key."""
        return f"{self.first}/{self.last}" if self.first else "undated"

    def in_words(self) -> str:
        """Say how many of what it holds: "2 rounds and 47 statements"."""
        nouns = zip(self.counts, ("round", "statement", "document"), strict=True)
        told = [f"{many:,} {noun}{'s' * (many != 1)}" for many, noun in nouns if many]
        return " and ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)

    @property
    def days_in_words(self) -> str:
        if not (self.first and self.last):
            return "without a date"
        return days_in_words(self.first, self.last)


@lru_cache(maxsize=4096)
def days_in_words(first: dt.date, last: dt.date) -> str:
    """Say a part of time: "2017", "January to March 2017", "13 to 19 February 2017"."""
    ends = first.isoformat(), last.isoformat()
    if first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]:
        ends = ends[0][:7], ends[1][:7]
        if (first.month, last.month) == (1, 12):
            ends = ends[0][:4], ends[1][:4]
    return in_words(ends[0]) if ends[0] == ends[1] else in_words(*ends)


def bars_of(groups: Sequence[Group], lanes: Sequence[Lane], slot: int) -> Iterator[dict[str, Any]]:
    """Yield the bars of groups: those of the dated time, and those in a slot of the rail.

    A bar begins at its first day. How high it stands is for the browser to say, by the number that
    comes last of what is told.
    """
    for axis in ("x", "x2"):
        some = [group for group in groups if (axis == "x") == bool(group.first)]
        if some:
            yield {
                "type": "bar",
                "xaxis": axis,
                "x": [group.first.isoformat() if group.first else slot - 0.4 for group in some],
                "width": [_length(group) for group in some],
                "offset": 0,
                "customdata": [_told(group, lanes[group.lane]) for group in some],
                "marker": {
                    "color": [lanes[group.lane].tone or NO_TRACK for group in some],
                    "line": {"color": "var(--ground)", "width": 0.5},
                },
                "hovertemplate": HOVER,
                "textposition": "none",
                "meta": "group",
            }


def _length(group: Group) -> float:
    if not (group.first and group.last):
        return 0.8
    return ((group.last - group.first).days + 1) * DAY


def _told(group: Group, lane: Lane) -> list[Any]:
    address = f"lanes/{lane.key}/{group.path}"
    lines = plain(f"{lane.label}, {group.days_in_words}")
    return [group.lane, address, group.in_words(), lines, group.total]
