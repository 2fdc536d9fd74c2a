"""The fields of the explorer's query string: what of a value can be used, and what is wrong else.

Each cleans the text of one parameter, or raises `ValidationError` with what would be right.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from record.dates import Bounds, bounds
from record.query_form import PartlyUsable, SeveralField, TextField, quote_value
from record.search import parse
from talks.explorer.question.choices import Choice, Option
from talks.explorer.question.periods import read_period

LONGEST_WORDS = 200  # characters
MOST_FOLDED = 100  # lanes
SPAN = re.compile(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d", re.ASCII)
THING_PATH = re.compile(r"(rounds|statements|documents)/[-\w]{1,80}", re.ASCII)
LANE_PATH = re.compile(r"lanes/([-\w]{1,80})/(undated|[-\d]{10}/[-\d]{10})(/no-rounds)?", re.ASCII)
PLACE = re.compile(r"(undated|\d{4}-\d\d-\d\d)(\.\d{1,18}){4}", re.ASCII)
LANE_KEY = re.compile(r"[-\w]{1,80}", re.ASCII)


def read_span(text: str) -> Bounds | None:
    """Return the first and last day of a span of days, None where it is not one."""
    try:
        span = bounds(text) if SPAN.fullmatch(text) else None
    except ValidationError:
        return None
    return span if span and span.closed else None


class ChoiceField(SeveralField):
    """Values of a filter by named things; unknown ones are named, and the known ones count."""

    def __init__(self, choice: Choice, options: Sequence[Option]) -> None:
        super().__init__(required=False, label=choice.label)
        self.choice = choice
        self.values = {option.value for option in options}
        self.folded = {value.lower(): value for value in self.values}

    def clean(self, value: Any) -> tuple[str, ...]:
        wanted = self.to_python(value)
        if not self.values.issuperset(wanted):
            successors = self.choice.successors()
            slugs = (successors.get(slug, self.folded.get(slug.lower(), slug)) for slug in wanted)
            wanted = tuple(dict.fromkeys(slugs))
        usable = tuple(slug for slug in wanted if slug in self.values)
        unknown = [quote_value(slug) for slug in wanted if slug not in self.values]
        if unknown:
            more = f" (and {len(unknown) - 3} more)" if len(unknown) > 3 else ""
            raise PartlyUsable(
                f"No {self.choice.label.lower()} called “{'”, “'.join(unknown[:3])}”{more}. "
                "Pick one from the list.",
                usable=usable,
            )
        return usable


class WordsField(TextField):
    """Words to search for, as they were typed, without controls."""

    def read(self, text: str) -> str:
        plain = " ".join("".join(c if c.isprintable() else " " for c in text).split())
        if len(plain) > LONGEST_WORDS:
            raise ValidationError(
                f"Words: at most {LONGEST_WORDS} characters, please; these were not used."
            )
        query = parse(plain)
        usable = plain if query.terms else ""
        if query.ignored:
            ignored = "”, “".join(quote_value(part) for part in query.ignored[:3])
            raise PartlyUsable(
                f"Words: “{ignored}” was not looked for; common words and signs alone tell "
                "nothing apart. Add a word, or put them in quotation marks with others.",
                usable=usable,
            )
        return usable


class PeriodField(TextField):
    """A year, a month or a day, as people write it; the value is in ISO 8601."""

    def __init__(self, label: str) -> None:
        super().__init__()
        self.label = label

    def read(self, text: str) -> str:
        try:
            return read_period(text) if text.strip() else ""
        except ValidationError as error:
            raise ValidationError(
                f"{self.label}: we can’t read “{quote_value(text.strip())}”. Use a year, a month "
                "or a day from 1900 to 2100, such as 2017, Jan 2017 or 25 January 2017."
            ) from error


class OneOfField(TextField):
    """One of a few values; the first is the one that is meant where none is given."""

    def __init__(self, label: str, labels: Mapping[str, str]) -> None:
        super().__init__()
        self.label, self.labels = label, labels
        self.default_value = next(iter(labels))

    def read(self, text: str) -> str:
        if text.lower() not in self.labels:
            *others, last = self.labels
            raise ValidationError(
                f"{self.label}: no “{quote_value(text)}”. Choose {', '.join(others)} or {last}."
            )
        return text.lower()


class FoldedField(SeveralField):
    """The keys of the lanes that are folded."""

    def clean(self, value: Any) -> tuple[str, ...]:
        keys = self.to_python(value)
        if len(keys) > MOST_FOLDED or not all(map(LANE_KEY.fullmatch, keys)):
            raise ValidationError("Folded: these name no lanes; all lanes are open.")
        return keys


@dataclass(frozen=True)
class OpenPath:
    """What stands open beside the timeline: one thing by type and slug, or a lane's things.

    Of a lane, `days` are those of a span, or None for what has no date; with `without_rounds`, its
    statements and documents alone.
    """

    text: str = ""
    thing_type: str = ""
    slug: str = ""
    lane: str = ""
    days: tuple[dt.date, dt.date] | None = None
    without_rounds: bool = False

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text


class OpenField(TextField):
    """What stands open beside the timeline."""

    default_value = OpenPath()

    def read(self, text: str) -> OpenPath:
        if THING_PATH.fullmatch(text):
            thing_type, _, slug = text.partition("/")
            return OpenPath(text, thing_type=thing_type, slug=slug)
        lane = LANE_PATH.fullmatch(text)
        span = read_span(lane[2]) if lane else None
        if lane and lane[2] == "undated":
            return OpenPath(text, lane=lane[1])
        if lane and span and span.earliest and span.latest:
            days = span.earliest, span.latest
            return OpenPath(text, lane=lane[1], days=days, without_rounds=bool(lane[3]))
        raise ValidationError(f"Nothing to open at “{quote_value(text)}”.")


class ViewField(TextField):
    """The span of days to which the timeline is zoomed."""

    default_value = Bounds(None, None)

    def read(self, text: str) -> Bounds:
        if span := read_span(text):
            return span
        raise ValidationError(
            f"View: “{quote_value(text)}” is not a span of days. Give two days: "
            "2017-01-01/2017-12-31."
        )


class PlaceField(TextField):
    """A place in the list, after or before which a page begins."""

    def __init__(self, label: str) -> None:
        super().__init__()
        self.label = label

    def read(self, text: str) -> str:
        day = text.partition(".")[0]
        if PLACE.fullmatch(text) and (day == "undated" or read_span(f"{day}/{day}")):
            return text
        raise ValidationError(
            f"{self.label}: “{quote_value(text)}” is not a place in the list; this is the first "
            "page."
        )
