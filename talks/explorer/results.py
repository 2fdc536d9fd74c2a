"""The list beneath the timeline: rounds, statements and documents in one order, page by page.

A page begins after the place of an entry or ends before it: it is found as quickly at any depth,
and what is added or taken away meanwhile moves nobody's page.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Model
from django.template.loader import render_to_string
from pyroaring import BitMap

from talks.explorer.catalogue import Selection, write_place
from talks.explorer.notes import BlankedHtml, Blanks, make_blanked
from talks.explorer.ordering import Ordering
from talks.explorer.question import Look, OpenPath, Question
from talks.explorer.things import read_things
from talks.explorer.timeline.figure import Group, Lane
from talks.explorer.timeline.lanes import lanes_of
from talks.models import Round

PAGE_SIZE = 50
LARGEST_PRINT = 2000  # entries on one page, for paper
GROUP_SIZE = 20  # entries of a group that are shown first


class Entry:
    """A thing as it stands in the list; its HTML is written once for the life of its catalogue.

    `is_vague` tags what may lie in the period asked for, since its date is vague.
    """

    def __init__(self, thing: Any, *, is_vague: bool = False) -> None:
        self.thing, self.is_vague = thing, is_vague

    @cached_property
    def vague(self) -> "Entry":
        """The same entry with its tag."""
        return Entry(self.thing, is_vague=True)

    @cached_property
    def html(self) -> BlankedHtml:
        notes = Blanks()
        context = {"entry": self.thing, "is_vague": self.is_vague, "source_notes": notes}
        html = render_to_string("talks/_entry.html", context)
        return make_blanked(html, notes)


@dataclass(frozen=True)
class Page:
    """A page of the list: its entries, the index of the first of them from 1, and the total.

    `before` and `after` are places by which the pages beside it end and begin, "" at the ends. The
    last page of a period holds the first of what has no date, `undated`, of `undated_total`.
    """

    entries: Sequence[Entry]
    start: int
    total: int
    before: str = ""
    after: str = ""
    undated: Sequence[Entry] = ()
    undated_total: int = 0

    @property
    def end(self) -> int:
        """The index of the last entry."""
        return self.start + len(self.entries) - 1


def read_page(selection: Selection) -> Page:
    """Return the page asked for, in the order asked for; beyond the last it is the last."""
    ordering = Ordering(selection)
    numbers, look = ordering.numbers, selection.question.look
    is_whole = look.print == "all"
    start = 0 if is_whole else max(0, _start_of_page(ordering, look))
    if start >= len(numbers):
        start = max(0, len(numbers) - 1) // PAGE_SIZE * PAGE_SIZE
    on_page = list(numbers[start : start + (LARGEST_PRINT if is_whole else PAGE_SIZE)])
    places = [write_place(selection.catalogue.places[number]) for number in on_page]
    is_last = start + len(on_page) >= len(numbers)
    undated = list(ordering.apart[:PAGE_SIZE]) if is_last else []
    vague = BitMap(on_page) - selection.certain - selection.catalogue.without_date
    # What was deleted meanwhile is in neither.
    entries = selection.catalogue.row_cache(_read_entries).take([*on_page, *undated])
    return Page(
        [entries[n].vague if n in vague else entries[n] for n in on_page if n in entries],
        start + 1 if on_page else 0,
        len(numbers),
        before=places[0] if start else "",
        after="" if is_last else places[-1],
        undated=[entries[number] for number in undated if number in entries],
        undated_total=len(ordering.apart) if is_last else 0,
    )


def _start_of_page(ordering: Ordering, look: Look) -> int:
    if look.after:
        return ordering.count_until(look.after, included=True)
    if look.before:
        return ordering.count_until(look.before, included=False) - PAGE_SIZE
    return (look.page - 1) * PAGE_SIZE


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


def _read_entries(
    day: dt.date | None, model: type[Model], keys: list[int]
) -> Iterator[tuple[int, Entry]]:
    for thing in read_things(model, keys, day, "for_list"):
        yield thing.pk, Entry(thing)
