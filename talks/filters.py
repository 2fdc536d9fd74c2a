"""What the reader asked for, read from the query string as one value.

`Filter` narrows rounds and statements, says itself in words and writes itself as an address. A
new filter by named things is one `Choice` and its place in CHOICES; form, counts, sentence,
figure, links and files follow from it.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import QueryDict

from actors.dates import Bounds, bounds, in_words
from actors.models import Actor, Relation
from talks.models import Round, Source, Statement, StatementKind, Status, Topic, Track, Venue

LANES = {"track": "Track", "venue": "Venue", "actor": "Actor"}
LONGEST_WORDS = 200
PERIOD = re.compile(r"\d{4}(-\d\d){0,2}")
OPENED = re.compile(r"(rounds|statements)/([-\w]{1,80})", re.ASCII)


@dataclass(frozen=True)
class Option:
    """One value that a filter can take."""

    value: str
    label: str
    group: str = ""
    pk: int = 0
    note: str = ""


def _rows(rows: QuerySet[Any], label: str) -> Callable[[], list[Option]]:
    return lambda: [
        Option(slug, name, pk=pk) for pk, slug, name in rows.all().values_list("pk", "slug", label)
    ]


def _actors() -> list[Option]:
    rows = Actor.objects.in_reading_order()  # type: ignore[attr-defined]
    return [Option(actor.slug, actor.name, actor.get_kind_display(), actor.pk) for actor in rows]


@dataclass(frozen=True)
class Choice:
    """A filter by named things: any of those chosen will do.

    `paths` lead from each model to the values; what a statement has not of its own it has from
    its round, and a round has the kinds of the statements made at it.
    """

    name: str
    label: str
    words: str
    options: Callable[[], list[Option]]
    paths: Mapping[type[Model], tuple[str, ...]]


ACTOR = Choice(
    "actor",
    "Actor",
    "with {}",
    _actors,
    {Round: ("participants",), Statement: ("speaker", "on_behalf_of", "addressees")},
)
CHOICES = (
    ACTOR,
    Choice(
        "venue",
        "Venue",
        "in {}",
        _rows(Venue.objects.order_by("city"), "city"),
        {Round: ("venue__slug",), Statement: ("round__venue__slug",)},
    ),
    Choice(
        "track",
        "Track",
        "on the track {}",
        _rows(Track.objects.order_by("position", "slug"), "name"),
        {Round: ("track__slug",), Statement: ("round__track__slug",)},
    ),
    Choice(
        "status",
        "Status",
        "{}",
        lambda: [Option(value, str(label)) for value, label in Status.choices],
        {Round: ("status",), Statement: ("round__status",)},
    ),
    Choice(
        "topic",
        "Topic",
        "about {}",
        _rows(Topic.objects.order_by("name"), "name"),
        {Round: ("topics__slug",), Statement: ("topics__slug",)},
    ),
    Choice(
        "kind",
        "Kind",
        "with a statement that is a {}",
        lambda: [Option(value, str(label)) for value, label in StatementKind.choices],
        {Round: ("statements__kind",), Statement: ("kind",)},
    ),
    Choice(
        "source",
        "Source",
        "resting on {}",
        _rows(Source.objects.order_by("title"), "title"),
        {Round: ("citations__source__slug",), Statement: ("citations__source__slug",)},
    ),
)
PARAMETERS = (*(choice.name for choice in CHOICES), "q", "since", "until", "lanes")


@dataclass(frozen=True)
class Part:
    """One part of the sentence that says the filter, and the query that leaves it out."""

    words: str
    label: str
    rest: str


@dataclass(frozen=True)
class Filter:
    """What was asked: values that exist, dates that parse; whatever else was asked is an error."""

    options: Mapping[str, tuple[Option, ...]]
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    q: str = ""
    since: str = ""
    until: str = ""
    lanes: str = "track"
    opened: str = ""
    page: int = 1
    errors: Mapping[str, list[str]] = field(default_factory=dict)
    circles: Mapping[int, set[int]] = field(default_factory=dict)

    @classmethod
    def from_query(cls, query: QueryDict) -> "Filter":
        """Read a query string; it takes one query for each kind of named thing.

        A value that is wrong narrows nothing: it is left out, and named in `errors` under its
        parameter with what would be right.
        """
        errors: dict[str, list[str]] = {}
        options = {choice.name: tuple(choice.options()) for choice in CHOICES}
        asked = cls(
            options=options,
            chosen={
                choice.name: _known(choice, options[choice.name], query, errors)
                for choice in CHOICES
            },
            q=_words(query.get("q", ""), errors),
            since=_period("since", query, errors),
            until=_period("until", query, errors),
            lanes=_lanes(query.get("lanes", "track"), errors),
            opened=_opened(query.get("open", ""), errors),
            page=_page(query.get("page", "1"), errors),
            errors=errors,
            circles=Relation.objects.circles(),  # type: ignore[attr-defined]
        )
        if asked._is_reversed():
            errors.setdefault("until", []).append(
                f"“Until” ({asked.until}) lies before “since” ({asked.since}): swap them."
            )
            asked = replace(asked, since="", until="")
        return asked

    # What is left ----------------------------------------------------------------------------

    def apply(self, rows: QuerySet[Any], *, without: str = "") -> QuerySet[Any]:
        """Narrow rounds or statements to what was asked, the parameter `without` put aside.

        Dates narrow by what is possible: a row stays if it may lie in the time asked for.
        """
        for choice in CHOICES:
            if choice.name != without and self.chosen.get(choice.name):
                rows = _narrow(rows, choice.paths[rows.model], self._values(choice))
        for word in self.q.split():
            rows = rows.filter(_says(rows.model, word))
        return rows.filter(self.possible)

    def _values(self, choice: Choice) -> Iterable[Any]:
        if choice.name != "actor":
            return self.chosen[choice.name]
        return set().union(*(self.circle(actor.pk) for actor in self.picked("actor")))

    def circle(self, actor: int) -> set[int]:
        """Return the ids of an actor and of all whose words and deeds count for it."""
        return self.circles.get(actor, {actor})

    @property
    def window(self) -> Bounds:
        """The days asked for, open where nothing was said."""
        return Bounds(bounds(self.since).earliest, bounds(self.until).latest)

    @property
    def is_timed(self) -> bool:
        """Whether a time was asked for, so that uncertain dates make two counts."""
        return bool(self.since or self.until)

    @property
    def possible(self) -> Q:
        """The rows that may lie in the time asked for: their days overlap it."""
        first, last = self.window
        condition = Q()
        if first:
            condition &= Q(latest__gte=first) | Q(latest__isnull=True)
        if last:
            condition &= Q(earliest__lte=last) | Q(earliest__isnull=True)
        return condition

    @property
    def certain(self) -> Q:
        """The rows that surely lie in the time asked for: it contains all their days."""
        first, last = self.window
        condition = Q(pk__isnull=False)
        if first:
            condition &= Q(earliest__gte=first)
        if last:
            condition &= Q(latest__lte=last)
        return condition

    # In words --------------------------------------------------------------------------------

    def picked(self, name: str) -> list[Option]:
        """Return the options chosen for a parameter, in the order of its list."""
        return [option for option in self.options[name] if option.value in self.chosen[name]]

    def parts(self) -> list[Part]:
        """Return the sentence that says the filter, part by part, each with the way out of it."""
        parts = [
            Part(choice.words.split("{}")[0].strip(), option.label, self._less(choice.name, option))
            for choice in CHOICES
            for option in self.picked(choice.name)
        ]
        if self.is_timed:
            parts.append(Part("", self.time_in_words(), self.query(since="", until="")))
        if self.q:
            parts.append(Part("saying", f"“{self.q}”", self.query(q="")))
        return parts

    def _less(self, name: str, option: Option) -> str:
        rest = tuple(value for value in self.chosen[name] if value != option.value)
        return self.query(**{name: rest})

    def time_in_words(self) -> str:
        """Say the time asked for: "2017 to 2018", "since 2017", "until March 2018"."""
        since, until = in_words(self.since), in_words(self.until)
        if self.since and self.until:
            return since if self.since == self.until else f"{since} to {until}"
        return f"since {since}" if self.since else f"until {until}"

    def in_words(self) -> str:
        """Say the filter in one phrase: "in Geneva, with Russia or Iran, 2017 to 2018"."""
        phrases = [
            choice.words.format(_either([option.label for option in self.picked(choice.name)]))
            for choice in CHOICES
            if self.chosen.get(choice.name)
        ]
        phrases += [self.time_in_words()] if self.is_timed else []
        phrases += [f"saying “{self.q}”"] if self.q else []
        return ", ".join(phrases)

    def inclusions(self) -> list[str]:
        """Say for each chosen actor whose rounds and statements are counted as its own."""
        names = {option.pk: option.label for option in self.options["actor"]}
        said = []
        for actor in self.picked("actor"):
            others = sorted(names[pk] for pk in self.circle(actor.pk) - {actor.pk})
            if others:
                listed = ", ".join(others[:4]) + (
                    f" and {len(others) - 4} more" * (len(others) > 4)
                )
                said.append(
                    f"{actor.label} includes those who belong to it or speak for it: {listed}."
                )
        return said

    # As an address ---------------------------------------------------------------------------

    @property
    def is_empty(self) -> bool:
        """Whether nothing narrows the record."""
        return not (self.q or self.is_timed or any(self.chosen.values()))

    def query(self, **changes: Any) -> str:
        """Write the filter as a query string, with some parameters changed.

        The page falls back to the first unless it is the one changed. "" where nothing is asked.
        """
        now: dict[str, Any] = {
            **self.chosen,
            "q": self.q,
            "since": self.since,
            "until": self.until,
            "lanes": "" if self.lanes == "track" else self.lanes,
            "open": self.opened,
            "page": "",
        } | changes
        return urlencode(
            {name: value for name, value in now.items() if value}, doseq=True, safe="/"
        )

    @property
    def here(self) -> str:
        """The query string of this very view."""
        return self.query(page=self.page if self.page > 1 else "")

    @property
    def around(self) -> str:
        """The query string of this view, ready for what is opened to be appended."""
        rest = self.query(open="", page=self.page if self.page > 1 else "")
        return f"{rest}&" if rest else ""

    @property
    def closed(self) -> str:
        """The query string of this view with nothing opened."""
        return self.around.removesuffix("&")

    @property
    def paging(self) -> str:
        """The query string of this view, ready for a page number to be appended."""
        rest = self.query()
        return f"{rest}&" if rest else ""

    @property
    def narrowing(self) -> str:
        """The query string of what narrows, without what only changes the look."""
        return self.query(lanes="", open="")

    def _is_reversed(self) -> bool:
        first, last = self.window
        return bool(first and last and first > last)


def _narrow(rows: QuerySet[Any], paths: tuple[str, ...], values: Iterable[Any]) -> QuerySet[Any]:
    """Keep the rows from which one of the paths leads to one of the values; each row once."""
    either = Q()
    for path in paths:
        either |= Q(**{f"{path}__in": values})
    return rows.filter(pk__in=rows.model._default_manager.filter(either).values("pk"))


_SAYING: Mapping[type[Model], tuple[str, ...]] = {
    Round: (
        *("title", "agenda", "outcome", "timing", "format"),
        *("track__name", "track__short_name", "venue__city"),
    ),
    Statement: ("summary", "quotation", "speaker__name", "on_behalf_of__name"),
}


def _says(model: type[Model], word: str) -> Q:
    either = Q()
    for path in _SAYING[model]:
        either |= Q(**{f"{path}__icontains": word})
    if model is Round and word.isascii() and word.isdigit() and len(word) < 4:
        either |= Q(number=int(word))
    return either


def _either(labels: list[str]) -> str:
    return " or ".join([", ".join(labels[:-1]), labels[-1]] if len(labels) > 1 else labels)


# Reading the query string -----------------------------------------------------------------------


def _shown(value: str) -> str:
    """Return a bad value as it may be repeated to the reader: short, and without controls."""
    plain = "".join(c if unicodedata.category(c)[0] != "C" else "�" for c in value[:41])
    return plain if len(plain) < 41 else plain[:40] + "…"


def _known(
    choice: Choice, options: tuple[Option, ...], query: QueryDict, errors: dict[str, list[str]]
) -> tuple[str, ...]:
    asked = dict.fromkeys(value for value in query.getlist(choice.name) if value)
    known = {option.value for option in options}
    unknown = [_shown(value) for value in asked if value not in known]
    if unknown:
        more = f" (and {len(unknown) - 3} more)" if len(unknown) > 3 else ""
        errors[choice.name] = [
            f"{choice.label}: no “{'”, “'.join(unknown[:3])}”{more} in this record. "
            "Choose from the list."
        ]
    return tuple(value for value in asked if value in known)


def _words(value: str, errors: dict[str, list[str]]) -> str:
    words = " ".join("".join(c if c.isprintable() else " " for c in value).split())
    if len(words) > LONGEST_WORDS:
        errors["q"] = [f"Words: at most {LONGEST_WORDS} characters, please; these were not used."]
        return ""
    return words


def _period(name: str, query: QueryDict, errors: dict[str, list[str]]) -> str:
    value = query.get(name, "").strip()
    try:
        if value and not PERIOD.fullmatch(value):
            raise ValidationError("not a period")
        bounds(value)
    except ValidationError:
        errors[name] = [
            f"{name.capitalize()}: “{_shown(value)}” is no date here. Give a year, a month or a "
            "day from 1900 to 2100: 2017, 2017-02 or 2017-02-16."
        ]
        return ""
    return value


def _lanes(value: str, errors: dict[str, list[str]]) -> str:
    if value in LANES or not value:
        return value or "track"
    errors["lanes"] = [f"Lanes: no “{_shown(value)}”. Choose track, venue or actor."]
    return "track"


def _opened(value: str, errors: dict[str, list[str]]) -> str:
    if not value or OPENED.fullmatch(value):
        return value
    errors["open"] = [f"Open: “{_shown(value)}” names no round or statement."]
    return ""


def _page(value: str, errors: dict[str, list[str]]) -> int:
    if value.isascii() and value.isdigit() and int(value[:9]) >= 1 and len(value) < 7:
        return int(value)
    if value:
        errors["page"] = [f"Page: “{_shown(value)}” is no page; this is the first."]
    return 1
