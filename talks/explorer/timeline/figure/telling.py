"""What a mark tells of its thing, whatever lane it stands in."""

from dataclasses import dataclass
from typing import Any

from record.dates import Bounds, are_plain_days, core, mark_day
from talks.explorer.timeline.figure import words
from talks.explorer.timeline.figure.lane import Item, tone
from talks.models import THING_TYPES, Round, Status

DAY = 24 * 3600 * 1000  # ms


@dataclass(frozen=True, slots=True)
class Telling:
    """A round, statement or document as the timeline tells it, in texts, numbers and ISO days.

    `day` is that of its mark, "" where it has none; then `rail` is the side on which it stands.
    `first` and `length`, in ms, are the days that it took or lies within; `sure` tells which.
    `dispute` holds the outermost days that sources report, where these reach beyond.
    """

    side: str
    key: int
    path: str
    title: str
    lines: str
    tone: int
    number: str
    status: str
    successor: int
    day: str
    rail: str
    first: str
    length: int
    sure: bool
    dispute: tuple[str, str] | None

    @property
    def is_round(self) -> bool:
        return self.side == "rounds"


def telling(item: Item) -> Telling:
    """Say what the timeline tells of an item."""
    side, days = THING_TYPES[type(item)], Bounds(item.earliest, item.latest)
    told: dict[str, Any] = {"number": "", "status": "", "successor": 0}
    texts = "", ""
    if isinstance(item, Round):
        told = {"number": str(item.number or ""), "status": item.status}
        told["successor"] = item.realised_as_id or 0
        texts = item.start, item.end
    else:
        texts = item.date, ""
    if days.earliest and days.latest:
        told |= {"rail": "", "day": mark_day(days.earliest, days.latest, *texts).isoformat()}
        told |= {"first": days.earliest.isoformat(), "length": _length(days)}
        told |= {
            "sure": are_plain_days(*texts) or core(*texts) == days,
            "dispute": _dispute(item, days),
        }
    else:
        told |= {"rail": _rail(item), "day": "", "first": "", "length": 0}
        told |= {"sure": False, "dispute": None}
    return Telling(
        side=side,
        key=item.pk or 0,
        path=f"{side}/{item.slug}",
        title=words.title(item),
        lines=words.lines(item),
        tone=tone(item),
        **told,
    )


def _length(days: Bounds) -> int:
    assert days.earliest and days.latest
    return ((days.latest - days.earliest).days + 1) * DAY


def _rail(item: Item) -> str:
    planned = isinstance(item, Round) and item.status != Status.HELD
    return "ahead" if planned else "before"


def _dispute(item: Item, days: Bounds) -> tuple[str, str] | None:
    first, last = (getattr(item, name, None) for name in ("disputed_from", "disputed_until"))
    if not (first and last and days.earliest and days.latest):
        return None
    reach = min(first, days.earliest), max(last, days.latest)
    return None if reach == days else (reach[0].isoformat(), reach[1].isoformat())
