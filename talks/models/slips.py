"""Slips: by how many days what was announced came late, from the day announced to the day held.

A slot of which only the month was announced leaves room: the slip is then a span of days, and both
its ends are told.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from record.dates import bounds


@dataclass(frozen=True)
class Slip:
    """From how many to how many days after the day announced a round began; before it, if below 0.

    Its text says how late it was: "47 days", "14 to 44 days", "earlier by 1 day".
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
    def sure(self) -> int:
        """The days of it that are sure: the end of the span that lies nearer to none."""
        return max(self.least, 0) + min(self.most, 0)


def _days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"


def slip(plan: Any, held: Any) -> Slip | None:
    """Return how many days lie between the first day of a plan and that of what was held.

    None where either has no first day, or one that may be any day up to or from another.
    """
    announced, began = _first_day(plan), _first_day(held)
    if announced is None or began is None:
        return None
    return Slip((began[0] - announced[1]).days, (began[1] - announced[0]).days)


def _first_day(round: Any) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last day that the first day of a round may be."""
    # An interval without an end beside it is the whole round, and its first side the beginning.
    text = round.start if round.end else round.start.partition("/")[0]
    if text in ("", ".."):
        return None
    first, last = bounds(text)
    return (first, last) if first and last else None
