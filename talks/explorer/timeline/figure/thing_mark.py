"""What the marks of a thing show, whichever lane they stand in."""

from dataclasses import dataclass
from string import ascii_lowercase
from typing import Any

from record.dates import Bounds, are_plain_days, find_certain_days, mark_day
from talks.explorer.timeline.figure.hover_text import lines_of, title_of
from talks.explorer.timeline.figure.lane import Thing, tone_of
from talks.explorer.timeline.figure.sizes import MS_PER_DAY
from talks.models import THING_TYPES, Round, Status

# What may become of a round, and how it is said. What was planned or postponed is one of three:
# held after all, never held, or open as far as the record goes.
FATES = {
    "held": "held",
    "open": "planned, outcome open",
    "moved": "planned, held later or under another name",
    "never-held": "planned, never held",
    "cancelled": "cancelled",
}


@dataclass(frozen=True, slots=True)
class ThingMark:
    """A round, statement or document as the timeline shows it, in texts, numbers and ISO days.

    - `key`: its primary key; `successor`: that of the round that a plan became, else 0
    - `path`: its address, as "rounds/geneva-9"
    - `title` and `lines`: what a reader sees who points at it
    - `number`: that of a round, else ""; the second session of round 3 has "3b"
    - `fate`: what became of a round, else ""
    - `day`: the day on which it stands; "" where it has none, and stands on a rail instead
    - `announced`: the day on which a plan without a date was announced, else ""
    - `rail`: the key of that rail, else ""
    - `first` and `length`: the first day, and the ms, of the days that it took or lies within
    - `sure`: whether it took all of these days
    - `dispute`: the outermost days that sources report, where these reach beyond its own
    """

    thing_type: str
    key: int
    path: str
    title: str
    lines: str
    tone: int
    number: str
    fate: str
    successor: int
    day: str
    announced: str
    rail: str
    first: str
    length: int
    sure: bool
    dispute: tuple[str, str] | None

    @property
    def kind(self) -> str:
        """Return "round", "statement" or "document"."""
        return self.thing_type.removesuffix("s")

    @property
    def is_round(self) -> bool:
        return self.thing_type == "rounds"


def make_thing_mark(thing: Thing) -> ThingMark:
    """Read out of a thing what its marks show."""
    thing_type = THING_TYPES[type(thing)]
    round = thing if isinstance(thing, Round) else None
    return ThingMark(
        thing_type=thing_type,
        key=thing.pk or 0,
        path=f"{thing_type}/{thing.slug}",
        title=title_of(thing),
        lines=lines_of(thing),
        tone=tone_of(thing),
        number=_number(round) if round else "",
        fate=fate_of(round) if round else "",
        successor=(round.realised_as_id or 0) if round else 0,
        announced=_announced(round) if round else "",
        **_place_in_time(thing),
    )


def fate_of(round: Round) -> str:
    """Return a key of `FATES`: what became of a round."""
    if round.status in FATES:
        return round.status
    return "moved" if round.realised_as_id else "open"


def _number(round: Round) -> str:
    """Return the number of a round; where its whole has the same, with a letter of its own."""
    if not round.number:
        return ""
    if round.number != getattr(round, "whole_number", None):
        return str(round.number)
    parts_before = getattr(round, "parts_before", 0)
    return f"{round.number}{ascii_lowercase[parts_before % 26]}"


def _announced(round: Round) -> str:
    """Return the day on which a plan without a date was announced, as far as a source dates it."""
    day = getattr(round, "announced", None)
    is_dated = round.earliest and round.latest
    return "" if is_dated or round.status == Status.HELD or not day else day.isoformat()


def _place_in_time(thing: Thing) -> dict[str, Any]:
    """Return the fields of a mark that depend on the dates of its thing."""
    texts = (thing.start, thing.end) if isinstance(thing, Round) else (thing.date, "")
    days = Bounds(thing.earliest, thing.latest)
    if not (days.earliest and days.latest):
        return {
            "day": "",
            "rail": "before",
            "first": "",
            "length": 0,
            "sure": False,
            "dispute": None,
        }
    return {
        "day": mark_day(days.earliest, days.latest, *texts).isoformat(),
        "rail": "",
        "first": days.earliest.isoformat(),
        "length": ((days.latest - days.earliest).days + 1) * MS_PER_DAY,
        "sure": are_plain_days(*texts) or find_certain_days(*texts) == days,
        "dispute": _dispute(thing, days),
    }


def _dispute(thing: Thing, days: Bounds) -> tuple[str, str] | None:
    first, last = (getattr(thing, name, None) for name in ("disputed_from", "disputed_until"))
    if not (first and last and days.earliest and days.latest):
        return None
    reach = min(first, days.earliest), max(last, days.latest)
    return None if reach == days else (reach[0].isoformat(), reach[1].isoformat())
