"""Reads a year, a month or a day as people write it, and writes it in ISO 8601.

A date of numbers has its day first, as the pages of the site do: 25/01/2017.
"""

import calendar
import re

from django.core.exceptions import ValidationError

from record.dates import bounds

ISO = re.compile(r"\d{4}(-\d\d){0,2}", re.ASCII)
NUMBERS = re.compile(r"((?P<day>\d{1,2})[./-])?(?P<month>\d{1,2})[./-](?P<year>\d{4})")
MONTH = r"(?P<name>[a-z]{3,9})\.?"
DAY_FIRST = re.compile(rf"((?P<day>\d{{1,2}})(st|nd|rd|th)?\.? )?{MONTH},? (?P<year>\d{{4}})")
MONTH_FIRST = re.compile(rf"{MONTH} (?P<day>\d{{1,2}})(st|nd|rd|th)?,? (?P<year>\d{{4}})")
MONTH_NAMES = {name.lower(): number for number, name in enumerate(calendar.month_name) if number}


def read_period(text: str) -> str:
    """Return a period in ISO 8601: "2017", "2017-01", "2017-01-25".

    Raises `ValidationError` where the text is not a period that the record can have.
    """
    plain = " ".join(text.lower().split())
    period = plain if ISO.fullmatch(plain) else _read_loosely(plain)
    bounds(period)
    return period


def _read_loosely(text: str) -> str:
    form = next(
        (
            form
            for pattern in (NUMBERS, DAY_FIRST, MONTH_FIRST)
            if text.isascii() and (form := pattern.fullmatch(text))
        ),
        None,
    )
    if form is None:
        raise ValidationError("not a period")
    parts = form.groupdict()
    month = int(parts["month"]) if parts.get("month") else _find_month(parts["name"])
    numbers = [month, int(parts["day"])] if parts["day"] else [month]
    return "-".join([parts["year"], *(f"{number:02}" for number in numbers)])


def _find_month(name: str) -> int:
    """Return the number of a month by its name or the beginning of it, such as "sept"."""
    for month, number in MONTH_NAMES.items():
        if month.startswith(name):
            return number
    raise ValidationError("not a month")
