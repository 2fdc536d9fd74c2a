"""What the timeline draws of a selection: each thing alone where the eye can tell it, else groups.

At most `MOST` marks reach the browser, whatever the size; a thing may be made of several, as of a
sign and the bar of its days, and each counts. Where there is more, what is in view is counted by
lane and part of time, the finest that leaves so few; a closer view, for which the browser asks
again, shows more. Rounds stand alone as long as few are in view.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Model
from pyroaring import BitMap

from talks.explorer.catalogue import GRAINS, Selection, parts, union
from talks.explorer.question import STATUS, Question
from talks.explorer.timeline import figure as figures
from talks.explorer.timeline.figure import MOST_BINS, Bin, Drawing, Group, ThingMark
from talks.explorer.timeline.lanes import Stretch, lanes_of
from talks.models import Round, Status

MOST = 1500  # marks
MOST_ROUNDS = 500  # in view, that stand alone
MOST_PARTS = 240  # of the time in view; narrower bars could not be told apart
DAY = dt.timedelta(1)

Span = tuple[dt.date, dt.date]


def figure(found: Selection) -> dict[str, Any]:
    """Return the figure of what is left, in the view that was asked for."""
    return figures.timeline(drawing(found))


def drawing(found: Selection) -> Drawing:
    """Return what is drawn of what is left, in the view that was asked for."""
    stretches = lanes_of(found)
    whole = bins(found)
    alone, groups = found.possible, list[Group]()
    if _marks(found, stretches, alone) > MOST:
        alone, groups = _in_view(found, stretches, _view(found.asked, whole))
    lanes: dict[int, list[int]] = {number: [] for number in alone}
    for at, (_, numbers) in enumerate(stretches):
        for number in numbers & alone:
            lanes[number].append(at)
    told = found.catalogue.shelf(_tellings).take(lanes)
    return Drawing(
        [lane for lane, _ in stretches],
        list(told.values()),
        [lanes[number] for number in told],
        groups,
        first=whole[0][0] if whole else None,
        last=whole[-1][1] if whole else None,
        is_partial=len(alone) < len(found.possible),
    )


def bins(found: Selection) -> list[Span]:
    """Return the quarters in which something dated may lie, or the years where time is long."""
    dated = found.possible & found.catalogue.closed
    last = found.catalogue.latest.last_of(dated)
    if not dated or not last:
        return []
    first = dt.date.fromordinal(found.catalogue.order[dated.min()][1])
    few = (last.year - first.year + 1) * 4 <= MOST_BINS
    return list(parts(first, last, "quarter" if few else "year"))


def overview(found: Selection) -> list[Bin]:
    """Return the bars of the overview strip: how many rounds, and how much else, lies where.

    Where words are asked for, what they leave out is counted too, so that the hits stand in it.
    """
    rounds, everything = found.catalogue.sides[Round], found.without("q")
    counted = []
    for first, last in bins(found):
        here = everything & found.catalogue.marked.part(first, last)
        many = here.intersection_cardinality(rounds)
        hits = here.intersection_cardinality(found.possible) if found.asked.q else 0
        counted.append((first, last, many, len(here) - many, hits))
    return figures.overview(counted)


def _many(stretches: Sequence[Stretch], numbers: BitMap) -> int:
    """Return in how many lanes some numbers stand, each counted by itself."""
    return sum(numbers.intersection_cardinality(here) for _, here in stretches)


def _marks(found: Selection, stretches: Sequence[Stretch], numbers: BitMap) -> int:
    """Return how many marks some numbers make: a sign in each lane, a bar for days, what tells that
    a round was put off or cancelled.
    """
    catalogue, status = found.catalogue, found.catalogue.values[STATUS.name]
    rounds = numbers & catalogue.sides[Round]
    late, off = (rounds & union(status, [one]) for one in (Status.POSTPONED, Status.CANCELLED))
    barred = (rounds & catalogue.closed) | (numbers & catalogue.long)
    return sum(_many(stretches, some) for some in (numbers, barred, late, late, off))


def _view(asked: Question, whole: Sequence[Span]) -> Span | None:
    """Return the days in view: those asked for, else all; None where nothing dated is in it."""
    if not whole:
        return None
    first, last = whole[0][0], whole[-1][1]
    if asked.view:
        start, end = map(dt.date.fromisoformat, asked.view.split("/"))
        first, last = max(first, start), min(last, end)
    return (first, last) if first <= last else None


def _in_view(
    found: Selection, stretches: Sequence[Stretch], view: Span | None
) -> tuple[BitMap, list[Group]]:
    """Return the numbers that stand alone, and the groups of the others that are in view.

    Groups are made of half a view on either side too, for a hand that moves it.
    """
    undated = found.possible - found.catalogue.closed
    seen, beside = _within(found, view), BitMap()
    if view:
        room = (view[1] - view[0]) / 2
        beside = _within(found, (view[0] - room, view[1] + room))
    alone = BitMap()
    for some in (seen, undated):
        rounds = some & found.catalogue.sides[Round]
        if _many(stretches, alone | rounds) >= MOST_ROUNDS:
            break
        alone |= rounds
    left = MOST - _marks(found, stretches, alone)
    if _marks(found, stretches, (seen | undated) - alone) <= left:
        return alone | seen | undated, []
    others = (beside | undated) - alone
    groups = [
        Group(at, found.catalogue.by_side(numbers & others & undated))
        for at, (_, numbers) in enumerate(stretches)
    ]
    groups = [group for group in groups if group.total]
    if view:
        groups += _grouped(found, stretches, others - undated, view, left - len(groups))
    return alone, groups


def _within(found: Selection, view: Span | None) -> BitMap:
    """Return what is left that has, or may have, a day in view."""
    if view is None:
        return BitMap()
    dated, catalogue = found.possible & found.catalogue.closed, found.catalogue
    return dated - catalogue.since(view[1] + DAY) - catalogue.latest.between(None, view[0] - DAY)


def _grouped(
    found: Selection, stretches: Sequence[Stretch], numbers: BitMap, view: Span, room: int
) -> list[Group]:
    """Group dated numbers by the finest part of time that leaves room for all groups."""
    days = (view[1] - view[0]).days
    first, last = view[0] - dt.timedelta(days // 2), view[1] + dt.timedelta(days // 2)
    marked, (rounds, _, documents) = found.catalogue.marked.part, found.catalogue.sides.values()
    cells: list[Any] = []
    for grain in [grain for grain, length in GRAINS.items() if days < MOST_PARTS * length]:
        spans = [(span, numbers & marked(*span)) for span in parts(first, last, grain)]
        cells = [
            (at, lane, span, here, part)
            for span, here in spans
            if here
            for part in [(here & rounds, here & documents)]
            for at, (_, lane) in enumerate(stretches)
            if lane.intersect(here)
        ]
        if len(cells) <= room:
            break
    groups = []
    for at, lane, span, here, part in cells:
        many = lane.intersection_cardinality(here)
        met, agreed = map(lane.intersection_cardinality, part)
        groups.append(Group(at, (met, many - met - agreed, agreed), *span))
    return sorted(groups, key=lambda group: group.total)[-room:]


def _tellings(
    asked: Question, model: type[Model], keys: list[int]
) -> Iterator[tuple[int, ThingMark]]:
    rows: Any = asked.known(model._default_manager.filter(pk__in=keys))
    for item in asked.seen(rows.for_marks()):
        yield item.pk, figures.make_thing_mark(item)
