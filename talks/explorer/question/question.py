"""What the reader asked for, read from the query string as one value.

`Question` narrows rounds, statements and documents, says itself in words and writes itself as an
address.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import or_
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model, Q, QuerySet
from django.http import QueryDict

from actors.models import Relation
from record.dates import Bounds, bounds, in_words
from record.stamp import cached_by_stamp
from talks.explorer import knowledge, paths
from talks.explorer.question import parsing
from talks.explorer.question.choices import ACTOR, CHOICES, STATUS, Choice, Option
from talks.models import Citation


@dataclass(frozen=True)
class Part:
    """One part of the sentence that says the filter, and the query that leaves it out."""

    words: str
    label: str
    rest: str


@dataclass(frozen=True)
class Question:
    """What was asked: values that exist, dates that parse; whatever else was asked is an error."""

    options: Mapping[str, tuple[Option, ...]]
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    q: str = ""
    since: str = ""
    until: str = ""
    as_of: str = ""
    lanes: str = "track"
    order: str = "time"
    folded: tuple[str, ...] = ()
    opened: str = ""
    view: str = ""
    page: int = 1
    after: str = ""
    before: str = ""
    errors: Mapping[str, list[str]] = field(default_factory=dict)
    circles: Mapping[int, set[int]] = field(default_factory=dict)

    @classmethod
    def from_query(cls, query: QueryDict) -> "Question":
        """Read a query string.

        A value that is wrong narrows nothing: it is left out, and named in `errors` under its
        parameter with what would be right.
        """
        errors: dict[str, list[str]] = {}
        options, circles = _named()
        asked = cls(
            options=options,
            chosen={
                choice.name: parsing.known(choice, options[choice.name], query, errors)
                for choice in CHOICES
            },
            q=parsing.words(query.get("q", ""), errors),
            since=parsing.period("since", query, errors),
            until=parsing.period("until", query, errors),
            as_of=parsing.period("as_of", query, errors),
            lanes=parsing.lanes(query.get("lanes", "track"), errors),
            order=parsing.order(query.get("order", "time"), errors),
            folded=parsing.folded(query.getlist("folded"), errors),
            opened=parsing.opened(query.get("open", ""), errors),
            view=parsing.view(query.get("view", ""), errors),
            page=parsing.page(query.get("page", "1"), errors),
            after=parsing.place("after", query, errors),
            before=parsing.place("before", query, errors),
            errors=errors,
            circles=circles,
        )
        if asked.order == "relevance" and not asked.q:
            asked = replace(asked, order="time")  # there is nothing that it could match
        if asked._is_reversed():
            errors.setdefault("until", []).append(
                f"“Until” ({asked.until}) lies before “since” ({asked.since}): swap them."
            )
            asked = replace(asked, since="", until="")
        return asked

    # What is left ----------------------------------------------------------------------------

    def apply(self, rows: Any, *, without: str = "") -> Any:
        """Narrow rounds, statements or documents to what was asked, `without` one parameter.

        Dates narrow by what is possible: a row stays if it may lie in the time asked for.
        """
        then = self.day if without != "as_of" else None
        rows = self.known(rows) if then else rows
        for choice in CHOICES:
            if choice.name != without and self.chosen.get(choice.name):
                rows = self._narrow(rows, choice, then)
        return rows.saying(self.q).filter(self._overlapping(*_days(then)))

    def _narrow(self, rows: QuerySet[Any], choice: Choice, then: dt.date | None) -> QuerySet[Any]:
        if choice.condition:
            return rows.filter(
                reduce(or_, (self.has(choice, rows.model, it) for it in self.chosen[choice.name]))
            )
        rows = self.reach(rows, choice)
        return paths.narrow(rows, self.paths(choice, rows.model, then), self._values(choice))

    def has(self, choice: Choice, model: type[Model], value: str) -> Q:
        """Return the condition that a row of a model has a value to which no path leads."""
        assert choice.condition
        citations = Citation.objects.all()
        known = citations.known_by(self.day) if self.day else citations
        return choice.condition(model, value, known)

    def paths(self, choice: Choice, model: type[Model], then: dt.date | None) -> tuple[str, ...]:
        """Return the paths to the values of a choice, as they were on a day if one is given."""
        return ("status_then",) if then and choice is STATUS else choice.paths[model]

    def reach(self, rows: QuerySet[Any], choice: Choice) -> QuerySet[Any]:
        """Leave out the rounds of which it was not known who took part, where that is asked."""
        unknown = choice is ACTOR and "participants_known" in rows.query.annotations
        return rows.filter(participants_known=True) if unknown else rows

    def known(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Keep what was known on the day asked for, if one was."""
        return knowledge.known_by(rows, self.day) if self.day else rows

    def seen(self, rows: QuerySet[Any]) -> Iterable[Any]:
        """Return rows that `apply` left as they were known on the day asked for, if one was."""
        return knowledge.seen(rows, self.day) if self.day else rows

    def left_out(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Narrow to what is missed only for want of a date of its sources; asked with a day."""
        assert self.day
        return knowledge.left_out(self.apply(rows, without="as_of"), self.day)

    def _values(self, choice: Choice) -> Iterable[Any]:
        if choice is not ACTOR:
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
    def day(self) -> dt.date | None:
        """The day as of which the record is asked for: the last of the period that was named."""
        return bounds(self.as_of).latest

    @property
    def days(self) -> tuple[str, str]:
        """The columns that hold a row's first and last day, as they were known on that day."""
        return _days(self.day)

    @property
    def possible(self) -> Q:
        """The rows that may lie in the time asked for: their days overlap it."""
        return self._overlapping(*self.days)

    def _overlapping(self, earliest: str, latest: str) -> Q:
        first, last = self.window
        condition = Q()
        if first:
            condition &= Q(**{f"{latest}__gte": first}) | Q(**{f"{latest}__isnull": True})
        if last:
            condition &= Q(**{f"{earliest}__lte": last}) | Q(**{f"{earliest}__isnull": True})
        return condition

    @property
    def certain(self) -> Q:
        """The rows that surely lie in the time asked for: it contains all their days."""
        first, last = self.window
        earliest, latest = self.days
        condition = Q(pk__isnull=False)
        if first:
            condition &= Q(**{f"{earliest}__gte": first})
        if last:
            condition &= Q(**{f"{latest}__lte": last})
        return condition

    # In words --------------------------------------------------------------------------------

    def picked(self, name: str) -> list[Option]:
        """Return the options chosen for a parameter, in the order of its list."""
        return [option for option in self.options[name] if option.value in self.chosen[name]]

    def parts(self) -> list[Part]:
        """Return the sentence that says the filter, part by part, each with the way out of it."""
        parts = [
            Part(
                "or" if number else choice.words.split("{}")[0].strip(),
                option.label,
                self._less(choice.name, option),
            )
            for choice in CHOICES
            for number, option in enumerate(self.picked(choice.name))
        ]
        if self.is_timed:
            parts.append(Part("", self.time_in_words(), self.query(since="", until="")))
        if self.q:
            parts.append(Part("saying", f"“{self.q}”", self.query(q="")))
        if self.as_of:
            parts.append(Part("as known by", self.day_in_words, self.query(as_of="")))
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

    @property
    def day_in_words(self) -> str:
        """Say the day as of which the record is asked for; "" where none is."""
        return in_words(self.day.isoformat()) if self.day else ""

    def in_words(self) -> str:
        """Say the filter in one phrase: "in Geneva, with Russia or Iran, 2017 to 2018"."""
        phrases = [
            choice.words.format(_either([option.label for option in self.picked(choice.name)]))
            for choice in CHOICES
            if self.chosen.get(choice.name)
        ]
        phrases += [self.time_in_words()] if self.is_timed else []
        phrases += [f"saying “{self.q}”"] if self.q else []
        phrases += [f"as known by {self.day_in_words}"] if self.as_of else []
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
        return not (self.q or self.is_timed or self.as_of or any(self.chosen.values()))

    def query(self, **changes: Any) -> str:
        """Write the filter as a query string, with some parameters changed; "" where none is left.

        Page and zoom belong to one answer: they fall away unless they are among the changes.
        """
        now: dict[str, Any] = {
            **self.chosen,
            "q": self.q,
            "since": self.since,
            "until": self.until,
            "as_of": self.as_of,
            "lanes": "" if self.lanes == "track" else self.lanes,
            "order": "" if self.order == "time" else self.order,
            "folded": self.folded,
            "open": self.opened,
        } | changes
        return urlencode(
            {name: value for name, value in now.items() if value}, doseq=True, safe="/"
        )

    def _kept(self, **changes: Any) -> str:
        page = self.page if self.page > 1 else ""
        place = {"page": page, "after": self.after, "before": self.before}
        return self.query(**{"view": self.view} | place | changes)

    @property
    def here(self) -> str:
        """The query string of this very view."""
        return self._kept()

    @property
    def closed(self) -> str:
        """The query string of this view with nothing opened."""
        return self._kept(open="")

    @property
    def paging(self) -> str:
        """The query string of this view, ready for the place of a page to be appended."""
        rest = self.query(view=self.view)
        return f"{rest}&" if rest else ""

    @property
    def narrowing(self) -> str:
        """The query string of what narrows, without what only changes the look."""
        return self.query(lanes="", order="", folded=(), open="")

    def _is_reversed(self) -> bool:
        first, last = self.window
        return bool(first and last and first > last)


@cached_by_stamp(1)
def _named() -> tuple[dict[str, tuple[Option, ...]], dict[int, set[int]]]:
    """Return the options of every choice, and whose words and deeds count for an actor."""
    options = {choice.name: tuple(choice.options()) for choice in CHOICES}
    return options, Relation.objects.circles()


def _days(then: dt.date | None) -> tuple[str, str]:
    """Return the columns of a row's days, as they were known on a day if one is given."""
    return ("earliest_then", "latest_then") if then else ("earliest", "latest")


def _either(labels: list[str]) -> str:
    return " or ".join([", ".join(labels[:-1]), labels[-1]] if len(labels) > 1 else labels)
