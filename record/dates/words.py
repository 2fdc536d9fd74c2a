"""Turns an EDTF text into English words."""

import calendar

from record.dates.parsing import DATE_FORM, split_ends

SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
# A copy, since calendar.month_name makes its names again on every access.
MONTH_NAMES = SEASONS | dict(enumerate(calendar.month_name))
DOUBTS = {"": "", "~": "about ", "?": "perhaps ", "%": "perhaps about "}


def in_words(start: str, end: str = "") -> str:
    """Return a date or a span in words: "15 to 16 February 2017", "about 2019"."""
    is_single = not end and "/" not in start
    start, end = split_ends(start, end)
    first, last = _date_in_words(start), _date_in_words(end)
    if not first:
        by = _date_in_words(end.rpartition("/")[2])
        return f"undated (no later than {by})" if by else "date not given"
    if is_single or first == last:
        return first
    if not last:
        return f"from {first} on" if end else f"from {first}, end not given"
    return f"{first.removesuffix(_shared_ending(start, end))} to {last}"


def _shared_ending(start: str, end: str) -> str:
    """Return the ending that the first date need not repeat: the year, or month and year."""
    if len(start) == len(end) == len("2017-02-16") and start[:7] == end[:7]:
        return f" {_date_in_words(start[:7])}"
    if start[:4] == end[:4] and len(start) >= len("2017-02") and len(end) >= len("2017-02"):
        return f" {start[:4]}"
    return ""


def _date_in_words(text: str) -> str:
    """Return one date in words, "" for an open end and for a text that is not a date."""
    if "/" in text:
        first, last = (_date_in_words(side) for side in text.split("/", 1))
        if first and last:
            return f"between {first} and {last}"
        return f"{first} at the earliest" if first else f"{last} at the latest"
    form = DATE_FORM.fullmatch(text)
    if form is None:
        return ""
    doubt = DOUBTS[form["doubt"]]
    year, month, day = [*form["date"].split("-"), "", ""][:3]
    if year.endswith("XX"):
        return f"{doubt}some time from {year[:2]}00 to {year[:2]}99"
    if year.endswith("X"):
        return f"{doubt}some time in the {year[:3]}0s"
    if month == "XX":
        return f"{doubt}some time in {year}"
    if day == "XX":
        return f"{doubt}some time in {MONTH_NAMES[int(month)]} {year}"
    month = MONTH_NAMES[int(month)] if month else ""
    return doubt + " ".join(filter(None, (day.lstrip("0"), month, year)))
