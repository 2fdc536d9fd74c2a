"""What the reader asked for, as one value: it says itself in words and as an address."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from record.dates import Bounds, bounds, in_words
from talks.explorer.question.choices import ACTOR, ACTOR_WORDS, CHOICES, Choice, Option
from talks.explorer.question.look import Look
from talks.explorer.question.options import Options

# Whether what has no date is in an answer, with how the sentence says it.
UNDATED = {"yes": "", "no": "without undated items", "only": "only undated items"}


@dataclass(frozen=True)
class Part:
    """One part of the sentence that says a question, and the query string without it."""

    words: str
    label: str
    rest: str


@dataclass(frozen=True)
class Question:
    """What is asked of the record: options that exist and dates that parse.

    `chosen` holds the values chosen of each filter; `direction` tells how a statement is an
    actor's: said "by" it, "to" it, or "either". `errors` holds the messages for whatever else was
    asked; `look` changes only how the answer is shown.
    """

    options: Options
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    direction: str = "by"
    q: str = ""
    since: str = ""
    until: str = ""
    undated: str = "yes"
    as_of: str = ""
    look: Look = field(default_factory=Look)
    errors: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def window(self) -> Bounds:
        """The days asked for, open on the sides of which nothing was said."""
        return Bounds(bounds(self.since).earliest, bounds(self.until).latest)

    @property
    def is_reversed(self) -> bool:
        first, last = self.window
        return bool(first and last and first > last)

    @property
    def is_timed(self) -> bool:
        """Whether a time was asked for, so that uncertain dates make two counts."""
        return bool(self.since or self.until)

    @property
    def day(self) -> dt.date | None:
        """The day as of which the record is asked for: the last of the period that was named."""
        return bounds(self.as_of).latest

    @property
    def is_empty(self) -> bool:
        """Whether nothing narrows the record."""
        narrowing = (self.q, self.is_timed, UNDATED[self.undated], self.as_of)
        return not (any(narrowing) or any(self.chosen.values()))

    def chosen_options(self, filter_name: str) -> list[Option]:
        """Return the options chosen of a filter, in the order of its list."""
        chosen = self.chosen[filter_name]
        return [option for option in self.options[filter_name] if option.value in chosen]

    # In words --------------------------------------------------------------------------------

    def parts(self) -> list[Part]:
        """Return the sentence that says the question, part by part, each with the way out of it."""
        parts = [
            Part(
                "or" if number else self._words(choice).split("{}")[0].strip(),
                option.label,
                self._query_without(choice.name, option),
            )
            for choice in CHOICES
            for number, option in enumerate(self.chosen_options(choice.name))
        ]
        if self.is_timed:
            parts.append(Part("", self.time_in_words(), self.query(since="", until="")))
        if UNDATED[self.undated]:
            parts.append(Part("", UNDATED[self.undated], self.query(undated="")))
        if self.q:
            parts.append(Part("matching", f"“{self.q}”", self.query(q="")))
        if self.as_of:
            parts.append(Part("as known on", self.day_in_words, self.query(as_of="")))
        return parts

    def _words(self, choice: Choice) -> str:
        """Return how the sentence says a filter, with "{}" for what is chosen of it."""
        if choice is not ACTOR:
            return choice.words
        if self.direction == "by" and self.chosen.get("show") == ("statements",):
            return "said by {}"
        return ACTOR_WORDS[self.direction]

    def _query_without(self, filter_name: str, option: Option) -> str:
        others = tuple(value for value in self.chosen[filter_name] if value != option.value)
        return self.query(**{filter_name: others})

    def time_in_words(self) -> str:
        """Say the time asked for: "2017 to 2018", "from 2017", "until March 2018"."""
        since, until = in_words(self.since), in_words(self.until)
        if self.since and self.until:
            return since if self.since == self.until else f"{since} to {until}"
        return f"from {since}" if self.since else f"until {until}"

    @property
    def day_in_words(self) -> str:
        """Say the day as of which the record is asked for; "" where none is."""
        return in_words(self.day.isoformat()) if self.day else ""

    def in_words(self) -> str:
        """Say the question in one phrase: "in Geneva, with Russia or Iran, 2017 to 2018"."""
        phrases = [
            self._words(choice).format(
                _join_with_or([option.label for option in self.chosen_options(choice.name)])
            )
            for choice in CHOICES
            if self.chosen.get(choice.name)
        ]
        phrases += [self.time_in_words()] if self.is_timed else []
        phrases += [UNDATED[self.undated]] if UNDATED[self.undated] else []
        phrases += [f"matching “{self.q}”"] if self.q else []
        phrases += [f"as known on {self.day_in_words}"] if self.as_of else []
        return ", ".join(phrases)

    def inclusions(self) -> list[str]:
        """Say for each chosen actor whose rounds and statements count as its own."""
        names = {option.pk: option.label for option in self.options["actor"]}
        sentences = []
        for actor in self.chosen_options("actor"):
            others = sorted(names[key] for key in self.options.circle(actor.pk).keys() - {actor.pk})
            if others:
                more = f" and {len(others) - 4} more" if len(others) > 4 else ""
                sentences.append(
                    f"Includes members and representatives of {actor.label}, in their time: "
                    f"{', '.join(others[:4])}{more}."
                )
        return sentences

    # As an address ---------------------------------------------------------------------------

    def query(self, **changes: Any) -> str:
        """Write the question as a query string with some parameters changed; "" where none is left.

        Page and zoom belong to one answer: they fall away unless they are among the changes.
        """
        parameters: dict[str, Any] = {
            **self.chosen,
            "direction": "" if self.direction == "by" else self.direction,
            "q": self.q,
            "since": self.since,
            "until": self.until,
            "undated": "" if self.undated == "yes" else self.undated,
            "as_of": self.as_of,
            **dict(self.look.parameters()),
            **changes,
        }
        return urlencode(
            {name: value for name, value in parameters.items() if value}, doseq=True, safe="/"
        )

    @property
    def here(self) -> str:
        """The query string of this very view."""
        return self.query(**dict(self.look.parameters_of_one_answer()))

    @property
    def without_undated(self) -> str:
        """The query string that leaves out what has no date."""
        return self.query(undated="no")

    @property
    def of_undated(self) -> str:
        """The query string of what has no date."""
        return self.query(undated="only")

    @property
    def closed(self) -> str:
        """The query string of this view with nothing opened."""
        return self.query(**dict(self.look.parameters_of_one_answer()), open="")

    @property
    def paging(self) -> str:
        """The query string of this view, ready for the place of a page to be appended."""
        rest = self.query(view=dict(self.look.parameters_of_one_answer())["view"])
        return f"{rest}&" if rest else ""

    @property
    def narrowing(self) -> str:
        """The query string of what narrows, without what only changes the look."""
        return self.query(lanes="", order="", folded=(), open="")


def _join_with_or(labels: list[str]) -> str:
    return " or ".join([", ".join(labels[:-1]), labels[-1]] if len(labels) > 1 else labels)
