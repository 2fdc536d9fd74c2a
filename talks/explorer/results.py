"""The list beneath the timeline: rounds, statements and documents in one order, page by page.

A page begins after the place of an entry or ends before it: it is found as quickly at any depth,
and what is added or taken away meanwhile moves nobody's page.
"""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.template.loader import render_to_string

from talks.explorer.catalogue import Selection, place_of, said
from talks.explorer.question import Question
from talks.explorer.timeline.figure import Group, Lane
from talks.explorer.timeline.lanes import lanes_of

PAGE_SIZE = 50
FIRST = 20  # of what a group holds


class Entry:
    """A thing as it stands in the list; written once while the catalogue stands that holds it."""

    def __init__(self, thing: Any) -> None:
        self.thing = thing

    @cached_property
    def html(self) -> str:
        return render_to_string("talks/_entry.html", {"entry": self.thing})


@dataclass(frozen=True)
class Page:
    """Some entries in a row, the place of the first among all counted from 1, and how many there
    are; `before` and `after` say where the pages beside it end and begin, "" where none is.
    """

    entries: Sequence[Entry]
    start: int
    total: int
    before: str = ""
    after: str = ""

    @property
    def end(self) -> int:
        """The place of the last entry among all."""
        return self.start + len(self.entries) - 1


def page(found: Selection) -> Page:
    """Return the page asked for, in the order asked for; beyond the last it is the last."""
    numbers = _ordered(found)
    start = max(0, _start(found, numbers))
    if start >= len(numbers):
        start = max(0, len(numbers) - 1) // PAGE_SIZE * PAGE_SIZE
    here = list(numbers[start : start + PAGE_SIZE])
    places = [said(found.catalogue.order[number]) for number in here]
    return Page(
        list(found.catalogue.shelf(_entries).take(here).values()),
        start + 1 if here else 0,
        len(numbers),
        before=places[0] if start else "",
        after=places[-1] if start + len(here) < len(numbers) else "",
    )


@dataclass(frozen=True)
class Cluster:
    """What a group on the timeline holds: a lane's things of some days, or without a date.

    `entries` are the first of them; `narrower` is the query that shows all in the explorer, ""
    where no filter says just that.
    """

    group: Group
    lane: Lane
    entries: Sequence[Entry]
    narrower: str

    def __str__(self) -> str:
        return f"{self.group.in_words()}, {self.lane.label}, {self.group.days_in_words}"


def cluster(found: Selection, path: str) -> Cluster | None:
    """Return what the group at "lane/first/last" or "lane/undated" holds; None if nothing."""
    key, *days = path.split("/")
    span = [dt.date.fromisoformat(day) for day in days if day != "undated"]
    for at, (lane, numbers) in enumerate(lanes_of(found)):
        if lane.key == key:
            closed = found.catalogue.closed
            here = numbers & found.catalogue.marked.between(*span) if span else numbers - closed
            group = Group(at, found.catalogue.by_side(here), *span)
            entries = found.catalogue.shelf(_entries).take(here[:FIRST])
            return Cluster(group, lane, list(entries.values()), _narrower(found.asked, lane, days))
    return None


def _narrower(asked: Question, lane: Lane, days: Sequence[str]) -> str:
    if len(days) < 2:
        return ""
    own = {} if lane.key in ("none", "no-venue", "others") else {asked.lanes: [lane.key]}
    return asked.query(since=days[0], until=days[1], open="", **own)


def _ordered(found: Selection) -> Any:
    """Return what is left, in the order asked for; the undated come last."""
    asked, catalogue, left = found.asked, found.catalogue, found.possible
    if asked.order == "relevance":
        return [number for number in catalogue.ranking(asked.q) if number in left]
    if asked.order == "newest":
        return catalogue.newest_first(left)
    return left


def _start(found: Selection, numbers: Any) -> int:
    asked = found.asked
    if asked.after:
        return _until(found, numbers, asked.after, included=True)
    if asked.before:
        return _until(found, numbers, asked.before, included=False) - PAGE_SIZE
    return (asked.page - 1) * PAGE_SIZE


def _until(found: Selection, numbers: Any, text: str, *, included: bool) -> int:
    """Return how many entries stand before a place, with the one at it where it is included."""
    order, left, place = found.catalogue.order, found.possible, place_of(text)
    low, high = bisect_left(order, place), bisect_right(order, place)
    if found.asked.order == "relevance":
        return numbers.index(low) + included if low < high and low in left else 0
    if found.asked.order == "newest" and not place[0]:
        return left.range_cardinality(low if included else high, len(found.catalogue.dated))
    return left.range_cardinality(0, high if included else low)


def _entries(asked: Question, model: type[Any], keys: list[int]) -> Iterator[tuple[int, Entry]]:
    rows: Any = asked.known(model.objects.filter(pk__in=keys))
    for thing in asked.seen(rows.for_list()):
        yield thing.pk, Entry(thing)
