"""A stretch of the timeline as a small figure that needs no script: what an SVG draws, as values.

Places along the time are per cent of the width, and everything else is in pixels. So marks and
words keep their size on a phone, on a wide screen and on paper. The functions here run no query.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from record.dates import find_certain_days, mark_day
from talks.models import OutcomeDocument, Round, Track

Thing: TypeAlias = Round | OutcomeDocument

NARROWEST = 300  # px for the time; marks that would touch at this width stand above one another
EDGE = 4  # per cent left free at either side, so that no mark is cut
SIZES = {"round": 18, "document": 12}  # px that a mark takes
ROW, HEAD, GAP, AXIS = 20, 18, 8, 22  # px of a row of marks, a lane's name, between lanes, the axis
MOST_TICKS = 6
NO_TRACK_TONE = 8


@dataclass(frozen=True)
class Mark:
    """A round or document at its day. `look` is the status of a round, or "document"."""

    look: str
    x: float
    y: int
    number: str
    name: str


@dataclass(frozen=True)
class Bar:
    """The days that a round took, or within which its day lies if `is_sure` is false."""

    x: float
    width: float
    y: int
    is_sure: bool


@dataclass
class StretchLane:
    """What was held and agreed on one track, from the top of the figure at `y`."""

    name: str
    tone: int
    y: int
    marks: list[Mark] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)


@dataclass(frozen=True)
class Tick:
    """A first of a month on the axis, with its label: a year, or a month within it."""

    x: float
    label: str


@dataclass(frozen=True)
class Stretch:
    """The figure: its lanes, its axis, and beneath the lanes the places of the statements."""

    lanes: Sequence[StretchLane]
    ticks: Sequence[Tick]
    statements: Sequence[float]
    statements_y: int
    height: int

    @property
    def in_words(self) -> str:
        """Say what a reader who does not see the figure misses."""
        names = [lane.name for lane in self.lanes]
        count = sum(len(lane.marks) for lane in self.lanes)
        return f"{count} rounds and documents, in lanes: {', '.join(names)}"


def build_stretch(
    first: dt.date,
    last: dt.date,
    rounds: Iterable[Round],
    documents: Iterable[OutcomeDocument],
    days_of_statements: Iterable[dt.date],
) -> Stretch:
    """Draw the rounds, documents and days of statements that lie between two days.

    A conference with sessions is drawn by its sessions; the first of them has its number. Lanes
    are in the order in which the tracks come into the picture.
    """
    things: list[Thing] = [*rounds, *documents]
    wholes = {thing.part_of_id for thing in things if isinstance(thing, Round)}
    things_by_track: dict[Track | None, list[tuple[dt.date, Thing]]] = defaultdict(list)
    for thing in things:
        day = _day_of(thing)
        is_whole = isinstance(thing, Round) and thing.pk in wholes
        if day and first <= day <= last and not is_whole:
            things_by_track[_track_of(thing)].append((day, thing))
    for entries in things_by_track.values():
        entries.sort(key=lambda entry: entry[0])
    lanes, y = [], AXIS
    for track, entries in sorted(things_by_track.items(), key=lambda item: item[1][0][0]):
        lane = StretchLane(
            track.short_name if track else "On no track", track.tone if track else NO_TRACK_TONE, y
        )
        rows = _fill_lane(lane, entries, first, last)
        lanes.append(lane)
        y += HEAD + rows * ROW + GAP
    days = sorted(day for day in days_of_statements if first <= day <= last)
    places = list(dict.fromkeys(_place(day, first, last) for day in days))
    return Stretch(lanes, list(_ticks(first, last)), places, y, y + (HEAD + ROW if places else 0))


def _day_of(thing: Thing) -> dt.date | None:
    if not (thing.earliest and thing.latest):
        return None
    texts = (thing.start, thing.end) if isinstance(thing, Round) else (thing.date,)
    return mark_day(thing.earliest, thing.latest, *texts)


def _track_of(thing: Thing) -> Track | None:
    round = thing if isinstance(thing, Round) else thing.round
    return round.track if round else None


def _fill_lane(
    lane: StretchLane, entries: Sequence[tuple[dt.date, Thing]], first: dt.date, last: dt.date
) -> int:
    """Put marks and bars into a lane, and return how many rows it has.

    A mark takes the first row in which it touches no other.
    """
    ends: list[float] = []  # the right end of the last mark of each row, in per cent
    sessions_with_number: set[int] = set()
    for day, thing in entries:
        x = _place(day, first, last)
        half = SIZES["round" if isinstance(thing, Round) else "document"] / NARROWEST * 50
        row = next((row for row, end in enumerate(ends) if end <= x - half), len(ends))
        ends[row : row + 1] = [x + half]
        y = lane.y + HEAD + row * ROW + ROW // 2
        look, number = "document", ""
        if isinstance(thing, Round):
            look = thing.status
            if thing.number and thing.number not in sessions_with_number:
                number = str(thing.number)
            if thing.number and thing.part_of_id:
                sessions_with_number.add(thing.number)
            lane.bars += _bars(thing, y, first, last)
        lane.marks.append(Mark(look, x, y, number, f"{thing}, {thing.dates_in_words}"))
    return len(ends)


def _bars(round: Round, y: int, first: dt.date, last: dt.date) -> Iterator[Bar]:
    """Yield the bar of a round that took, or may lie within, several days."""
    if round.earliest and round.latest and round.earliest < round.latest:
        start = _place(max(round.earliest, first), first, last)
        end = _place(min(round.latest, last), first, last)
        days = find_certain_days(round.start, round.end)
        is_sure = days == (round.earliest, round.latest)
        yield Bar(start, _tenth(end - start), y, is_sure)


def _place(day: dt.date, first: dt.date, last: dt.date) -> float:
    """Return how far along the time a day lies, in per cent of the width."""
    share = (day - first).days / max((last - first).days, 1)
    return _tenth(EDGE + share * (100 - 2 * EDGE))


def _tenth(number: float) -> float:
    """Round to a tenth: finer places could not be seen."""
    return round(number, 1)


def _ticks(first: dt.date, last: dt.date) -> Iterator[Tick]:
    """Yield the firsts of the quarters, half-years or years, whichever are few enough to label."""
    for months in (3, 6, 12, 24):
        days = [
            dt.date(year, month, 1)
            for year in range(first.year, last.year + 1)
            for month in range(1, 13, months)
            if not (months == 24 and year % 2)
        ]
        days = [day for day in days if first <= day <= last]
        if len(days) <= MOST_TICKS:
            break
    for index, day in enumerate(days):
        form = "%Y" if day.month == 1 else "%b" if index else "%b %Y"
        yield Tick(_place(day, first, last), day.strftime(form))
