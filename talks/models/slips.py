"""Slips: how many days late an announced round was held.

If only the month of a round was announced, its delay is not known to the day. A slip therefore
has a lowest and a highest number of days.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Protocol

from record.dates import bounds


@dataclass(frozen=True)
class Slip:
    """The lowest and the highest number of days from the announced to the actual first day.

    Numbers below 0 mean that the round was held earlier. As text: "47 days", "14 to 44 days",
    "earlier by 1 day".
    """

    least: int
    most: int

    def __str__(self) -> str:
        if self.least < 0 < self.most:
            return f"from {_days(-self.least)} earlier to {_days(self.most)} later"
        if self.least < 0:
            return f"earlier by {Slip(-self.most, -self.least)}"
        if self.most == 0:
            return "on the same day"
        if self.least == self.most:
            return _days(self.most)
        return f"{self.least} to {_days(self.most)}" if self.least else f"up to {_days(self.most)}"

    @property
    def certain_days(self) -> int:
        """The certain part of the delay: the bound nearer to zero, or 0 if zero lies between."""
        return max(self.least, 0) + min(self.most, 0)


def _days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"


class HasDates(Protocol):
    """A round, as far as its slip needs it: its EDTF dates."""

    start: str
    end: str


def measure_slip(plan: HasDates, realised: HasDates) -> Slip | None:
    """Return how many days after the first day of a plan the round that it became began.

    None if the first day of either is not given, or is open: "by 2020".
    """
    planned_days, actual_days = _first_day_bounds(plan), _first_day_bounds(realised)
    if planned_days is None or actual_days is None:
        return None
    planned_earliest, planned_latest = planned_days
    actual_earliest, actual_latest = actual_days
    return Slip((actual_earliest - planned_latest).days, (actual_latest - planned_earliest).days)


def _first_day_bounds(round: HasDates) -> tuple[dt.date, dt.date] | None:
    """Return the earliest and the latest day that the first day of a round may be."""
    # Without an `end`, an interval in `start` is the whole round: its left side is the beginning.
    text = round.start if round.end else round.start.partition("/")[0]
    if text in ("", ".."):
        return None
    first, last = bounds(text)
    return (first, last) if first and last else None
