"""Things that stand too close for the eye: counted by lane and part of time, and drawn as bars."""

import calendar
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from record.dates import in_words
from talks.explorer.timeline.figure.hover_text import escape_markup
from talks.explorer.timeline.figure.lane import NO_TRACK_TONE, Lane
from talks.explorer.timeline.figure.placed_mark import RAIL_AXES
from talks.explorer.timeline.figure.sizes import GROUP_SLOT, MARK_SIZES, MS_PER_DAY


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
        """Return its counts in words: "2 rounds and 47 statements"."""
        counts = zip(self.counts, MARK_SIZES, strict=True)
        parts = [f"{count:,} {noun}{'s' * (count != 1)}" for count, noun in counts if count]
        return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)

    @property
    def days_in_words(self) -> str:
        if not (self.first and self.last):
            return "without a date"
        return days_in_words(self.first, self.last)


@lru_cache(maxsize=4096)
def days_in_words(first: dt.date, last: dt.date) -> str:
    """Return a part of time in words: "2017", "January to March 2017", "13 to 19 February 2017"."""
    ends = first.isoformat(), last.isoformat()
    if first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]:
        ends = ends[0][:7], ends[1][:7]
        if (first.month, last.month) == (1, 12):
            ends = ends[0][:4], ends[1][:4]
    return in_words(ends[0]) if ends[0] == ends[1] else in_words(*ends)


def bars_of(groups: Sequence[Group], lanes: Sequence[Lane], slot: int) -> Iterator[dict[str, Any]]:
    """Yield the bars of groups: those on their days, and the undated ones in a slot of the rail.

    A bar begins at its first day. The browser sets its height from the `total` of its customdata.
    """
    for axis in ("x", RAIL_AXES["before"]):
        bars = [group for group in groups if (axis == "x") == bool(group.first)]
        if bars:
            yield {
                "type": "bar",
                "xaxis": axis,
                "x": [group.first.isoformat() if group.first else slot - 0.4 for group in bars],
                "width": [_length(group) for group in bars],
                "offset": 0,
                "customdata": [_customdata(group, lanes[group.lane]) for group in bars],
                "marker": {
                    "color": [lanes[group.lane].tone or NO_TRACK_TONE for group in bars],
                    "line": {"color": "var(--ground)", "width": 0.5},
                },
                "hoverinfo": "skip",
                "textposition": "none",
                "meta": "group",
            }


def _length(group: Group) -> float:
    if not (group.first and group.last):
        return GROUP_SLOT
    return ((group.last - group.first).days + 1) * MS_PER_DAY


def _customdata(group: Group, lane: Lane) -> dict[str, Any]:
    return {
        "lane": group.lane,
        "path": f"lanes/{lane.key}/{group.path}",
        "title": group.in_words(),
        "lines": escape_markup(f"{lane.label}, {group.days_in_words}"),
        "total": group.total,
    }
