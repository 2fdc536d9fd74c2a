"""The query string, value by value: what can be used of it, and what is wrong with the rest.

Each of these returns what may be used of a value and notes in `errors`, under the parameter's
name, what would be right instead of the rest.
"""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.http import QueryDict

from record.dates import bounds
from record.search.words import parse
from talks.explorer.question.choices import LANES, ORDERS, Choice, Option

LONGEST_WORDS = 200
PERIOD = re.compile(r"\d{4}(-\d\d){0,2}", re.ASCII)
VIEWED = re.compile(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d", re.ASCII)
OPENED = re.compile(
    r"(rounds|statements|documents)/[-\w]{1,80}"
    r"|lanes/[-\w]{1,80}/(undated|\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d)",
    re.ASCII,
)
PLACE = re.compile(r"(undated|\d{4}-\d\d-\d\d)(\.\d{1,18}){4}", re.ASCII)
FOLDED = re.compile(r"[-\w]{1,80}", re.ASCII)
MOST_FOLDED = 100


def _shown(value: str) -> str:
    """Return a bad value as it may be repeated to the reader: short, and without controls."""
    plain = "".join(c if unicodedata.category(c)[0] != "C" else "�" for c in value[:41])
    return plain if len(plain) < 41 else plain[:40] + "…"


def known(
    choice: Choice, options: tuple[Option, ...], query: QueryDict, errors: dict[str, list[str]]
) -> tuple[str, ...]:
    asked = dict.fromkeys(value for value in query.getlist(choice.name) if value)
    values = {option.value for option in options}
    if not values.issuperset(asked):
        now = choice.successors()
        asked = dict.fromkeys(now.get(value, value) for value in asked)
    unknown = [_shown(value) for value in asked if value not in values]
    if unknown:
        more = f" (and {len(unknown) - 3} more)" if len(unknown) > 3 else ""
        errors[choice.name] = [
            f"{choice.label}: no “{'”, “'.join(unknown[:3])}”{more} in this record. "
            "Choose from the list."
        ]
    return tuple(value for value in asked if value in values)


def words(value: str, errors: dict[str, list[str]]) -> str:
    plain = " ".join("".join(c if c.isprintable() else " " for c in value).split())
    if len(plain) > LONGEST_WORDS:
        errors["q"] = [f"Words: at most {LONGEST_WORDS} characters, please; these were not used."]
        return ""
    query = parse(plain)
    if query.ignored:
        ignored = "”, “".join(_shown(part) for part in query.ignored[:3])
        errors["q"] = [
            f"Words: “{ignored}” was not looked for; common words and signs alone tell nothing "
            "apart. Add a word, or put them in quotation marks with others."
        ]
    return plain if query.terms else ""


def period(name: str, query: QueryDict, errors: dict[str, list[str]]) -> str:
    value = query.get(name, "").strip()
    try:
        if value and not PERIOD.fullmatch(value):
            raise ValidationError("not a period")
        bounds(value)
    except ValidationError:
        label = name.replace("_", " ").capitalize()
        errors[name] = [
            f"{label}: “{_shown(value)}” is no date here. Give a year, a month or a "
            "day from 1900 to 2100: 2017, 2017-02 or 2017-02-16."
        ]
        return ""
    return value


def order(value: str, errors: dict[str, list[str]]) -> str:
    if value in ORDERS or not value:
        return value or "time"
    errors["order"] = [f"Order: no “{_shown(value)}”. Choose time, newest or relevance."]
    return "time"


def lanes(value: str, errors: dict[str, list[str]]) -> str:
    if value in LANES or not value:
        return value or "track"
    errors["lanes"] = [f"Lanes: no “{_shown(value)}”. Choose track, venue or actor."]
    return "track"


def folded(values: list[str], errors: dict[str, list[str]]) -> tuple[str, ...]:
    asked = tuple(dict.fromkeys(value for value in values if value))
    if len(asked) <= MOST_FOLDED and all(map(FOLDED.fullmatch, asked)):
        return asked
    errors["folded"] = ["Folded: these name no lanes; all lanes are open."]
    return ()


def opened(value: str, errors: dict[str, list[str]]) -> str:
    if not value or OPENED.fullmatch(value):
        return value
    errors["open"] = [f"Open: “{_shown(value)}” names no round, statement or document."]
    return ""


def view(value: str, errors: dict[str, list[str]]) -> str:
    try:
        if not value or (VIEWED.fullmatch(value) and bounds(value).closed):
            return value
    except ValidationError:
        pass
    errors["view"] = [
        f"View: “{_shown(value)}” is no span of days. Give two days: 2017-01-01/2017-12-31."
    ]
    return ""


def page(value: str, errors: dict[str, list[str]]) -> int:
    if value.isascii() and value.isdigit() and int(value[:9]) >= 1 and len(value) < 7:
        return int(value)
    if value:
        errors["page"] = [f"Page: “{_shown(value)}” is no page; this is the first."]
    return 1


def place(name: str, query: QueryDict, errors: dict[str, list[str]]) -> str:
    value = query.get(name, "")
    try:
        if not value or (PLACE.fullmatch(value) and _day_of(value)):
            return value
    except ValidationError:
        pass
    errors[name] = [
        f"{name.capitalize()}: “{_shown(value)}” is no place in the list; this is the first page."
    ]
    return ""


def _day_of(place: str) -> bool:
    day = place.split(".")[0]
    return day == "undated" or bounds(day).closed
