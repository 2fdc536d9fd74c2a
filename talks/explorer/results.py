"""The list beneath the timeline: rounds, statements and documents in one order, page by page.

A page begins after the place of an entry or ends before it: it is found as quickly at any depth,
and what is added or taken away meanwhile moves nobody's page.
"""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

from django.db.models import Model
from django.template.loader import render_to_string
from pyroaring import BitMap

from talks.explorer.catalogue import Selection, read_place, write_place
from talks.explorer.notes import BlankedHtml, Blanks, make_blanked
from talks.explorer.question import OpenPath, Question
from talks.explorer.things import read_things
from talks.explorer.timeline.figure import Group, Lane
from talks.explorer.timeline.lanes import lanes_of
from talks.models import Round

PAGE_SIZE = 50
LARGEST_PRINT = 2000  # entries on one page, for paper
GROUP_SIZE = 20  # entries of a group that are shown first

Numbers: TypeAlias = BitMap | list[int]


class Entry:
    """A thing as it stands in the list; its HTML is written once for the life of its catalogue."""

    def __init__(self, thing: Any) -> None:
        self.thing = thing

    @cached_property
    def html(self) -> BlankedHtml:
        notes = Blanks()
        html = render_to_string("talks/_entry.html", {"entry": self.thing, "source_notes": notes})
        return make_blanked(html, notes)


@dataclass(frozen=True)
class Page:
    """A page of the list: its entries, the index of the first of them from 1, and the total.

    `before` and `after` are places by which the pages beside it end and begin, "" at the ends.
    """

    entries: Sequence[Entry]
    start: int
    total: int
    before: str = ""
    after: str = ""

    @property
    def end(self) -> int:
        """The index of the last entry."""
        return self.start + len(self.entries) - 1


def read_page(selection: Selection) -> Page:
    """Return the page asked for, in the order asked for; beyond the last it is the last."""
    numbers = _in_order(selection)
    is_whole = selection.question.look.print == "all"
    start = 0 if is_whole else max(0, _start_of_page(selection, numbers))
    if start >= len(numbers):
        start = max(0, len(numbers) - 1) // PAGE_SIZE * PAGE_SIZE
    on_page = list(numbers[start : start + (LARGEST_PRINT if is_whole else PAGE_SIZE)])
    places = [write_place(selection.catalogue.places[number]) for number in on_page]
    return Page(
        list(selection.catalogue.row_cache(_read_entries).take(on_page).values()),
        start + 1 if on_page else 0,
        len(numbers),
        before=places[0] if start else "",
        after=places[-1] if start + len(on_page) < len(numbers) else "",
    )


@dataclass(frozen=True)
class OpenGroup:
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


def read_group(selection: Selection, path: OpenPath) -> OpenGroup | None:
    """Return what a lane holds of some days, or without a date; None if it is no lane."""
    catalogue = selection.catalogue
    for index, (lane, in_lane) in enumerate(lanes_of(selection)):
        if lane.key == path.lane:
            days = path.days or ()
            numbers = (
                in_lane & catalogue.marked.between(*days) if days else in_lane - catalogue.closed
            )
            if path.without_rounds:
                numbers -= catalogue.by_type[Round]
            group = Group(index, catalogue.count_by_type(numbers), *days)
            entries = catalogue.row_cache(_read_entries).take(numbers[:GROUP_SIZE])
            narrower = _narrower_query(selection.question, lane, path)
            return OpenGroup(group, lane, list(entries.values()), narrower)
    return None


def _narrower_query(question: Question, lane: Lane, path: OpenPath) -> str:
    if path.days is None:
        return ""
    since, until = map(str, path.days)
    of_lane = {} if lane.is_of_the_rest else {question.look.lanes: [lane.key]}
    return question.query(since=since, until=until, open="", **of_lane)


def _in_order(selection: Selection) -> Numbers:
    """Return the numbers of the selection in the order asked for; the undated come last."""
    question, catalogue, numbers = selection.question, selection.catalogue, selection.possible
    if question.look.order == "relevance":
        return [number for number in catalogue.ranking(question.q) if number in numbers]
    if question.look.order == "newest":
        return catalogue.newest_first(numbers)
    return numbers


def _start_of_page(selection: Selection, numbers: Numbers) -> int:
    look = selection.question.look
    if look.after:
        return _count_until(selection, numbers, look.after, included=True)
    if look.before:
        return _count_until(selection, numbers, look.before, included=False) - PAGE_SIZE
    return (look.page - 1) * PAGE_SIZE


def _count_until(selection: Selection, numbers: Numbers, text: str, *, included: bool) -> int:
    """Count the entries before a place, with the one at it where it is included."""
    places, possible, place = selection.catalogue.places, selection.possible, read_place(text)
    low, high = bisect_left(places, place), bisect_right(places, place)
    order = selection.question.look.order
    if isinstance(numbers, list) and order == "relevance":
        return numbers.index(low) + included if low < high and low in possible else 0
    if order == "newest" and not place.is_undated:
        dated = len(selection.catalogue.dated)
        return possible.range_cardinality(low if included else high, dated)
    return possible.range_cardinality(0, high if included else low)


def _read_entries(
    day: dt.date | None, model: type[Model], keys: list[int]
) -> Iterator[tuple[int, Entry]]:
    for thing in read_things(model, keys, day, "for_list"):
        yield thing.pk, Entry(thing)
