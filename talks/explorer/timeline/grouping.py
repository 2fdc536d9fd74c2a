"""What the timeline draws of a selection: each thing alone where the eye can tell it, else groups.

At most `MOST_MARKS` reach the browser, whatever the size; a thing may be made of several, as of a
sign and the bar of its days, and each counts. Where there are more, what is in view is counted by
lane and part of time, the finest that leaves so few; a closer view, for which the browser asks
again, shows more. Rounds stand alone as long as few are in view.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

from django.db.models import Model
from pyroaring import BitMap

from talks.explorer.catalogue import GRAINS, Selection, parts, union
from talks.explorer.question import STATUS
from talks.explorer.things import read_things
from talks.explorer.timeline import figure
from talks.explorer.timeline.figure import MOST_BINS, Bin, Drawing, Group, ThingMark
from talks.explorer.timeline.lanes import LaneNumbers, lanes_of
from talks.explorer.timeline.shape import describe_shape
from talks.models import Round, Status

MOST_MARKS = 1500
MOST_ROUNDS = 500  # in view, that stand alone
MOST_PARTS = 240  # of the time in view; narrower bars could not be told apart
ONE_DAY = dt.timedelta(1)

Span: TypeAlias = tuple[dt.date, dt.date]


def build_figure(selection: Selection) -> dict[str, Any]:
    """Return the figure of a selection, in the view that was asked for."""
    return figure.timeline(draw(selection))


def build_timeline(selection: Selection) -> dict[str, Any]:
    """Return all that a page shows of the timeline: figure, key, overview and shape in words."""
    drawing = draw(selection)
    plotly_figure = figure.timeline(drawing)
    return {
        "figure": plotly_figure,
        "key": list(figure.read_key(plotly_figure)),
        "overview": build_overview(selection),
        "shape": describe_shape(drawing),
    }


def draw(selection: Selection) -> Drawing:
    """Return what is drawn of a selection, in the view that was asked for."""
    catalogue, lanes = selection.catalogue, lanes_of(selection)
    spans = time_spans(selection)
    alone, groups = selection.possible, list[Group]()
    if _count_marks(selection, lanes, alone) > MOST_MARKS:
        alone, groups = _group_what_is_in_view(selection, lanes, _view(selection, spans))
    lanes_of_number: dict[int, list[int]] = {number: [] for number in alone}
    for index, (_, in_lane) in enumerate(lanes):
        for number in in_lane & alone:
            lanes_of_number[number].append(index)
    thing_marks = catalogue.row_cache(_read_thing_marks).take(lanes_of_number)
    return Drawing(
        [lane for lane, _ in lanes],
        list(thing_marks.values()),
        [lanes_of_number[number] for number in thing_marks],
        groups,
        first=spans[0][0] if spans else None,
        last=spans[-1][1] if spans else None,
        is_partial=len(alone) < len(selection.possible),
    )


def time_spans(selection: Selection) -> list[Span]:
    """Return the quarters in which something dated may lie, or the years where time is long."""
    dated = selection.possible & selection.catalogue.closed
    last = selection.catalogue.latest.last_of(dated)
    if not dated or not last:
        return []
    first = dt.date.fromordinal(selection.catalogue.places[dated.min()].day)
    has_few_quarters = (last.year - first.year + 1) * 4 <= MOST_BINS
    return list(parts(first, last, "quarter" if has_few_quarters else "year"))


def build_overview(selection: Selection) -> list[Bin]:
    """Return the bars of the overview strip: how many rounds, and how much else, lies where.

    Where words are asked for, what they leave out is counted too, so that the hits stand in it.
    """
    catalogue, everything = selection.catalogue, selection.without("q")
    counts = []
    for first, last in time_spans(selection):
        numbers = everything & catalogue.marked.part(first, last)
        rounds = numbers.intersection_cardinality(catalogue.by_type[Round])
        hits = numbers.intersection_cardinality(selection.possible) if selection.question.q else 0
        counts.append((first, last, rounds, len(numbers) - rounds, hits))
    return figure.overview(counts)


def _count_in_lanes(lanes: Sequence[LaneNumbers], numbers: BitMap) -> int:
    """Count some numbers in each lane in which they stand."""
    return sum(numbers.intersection_cardinality(in_lane) for _, in_lane in lanes)


def _count_marks(selection: Selection, lanes: Sequence[LaneNumbers], numbers: BitMap) -> int:
    """Count the marks that some numbers make.

    Each makes a sign in each of its lanes, a bar if it has days, and more if it is a round that was
    held later than planned, never held or cancelled.
    """
    catalogue, by_status = selection.catalogue, selection.catalogue.values(STATUS.name)
    rounds = numbers & catalogue.by_type[Round]
    never_held, cancelled = (
        rounds & union(by_status, [status]) for status in (Status.NEVER_HELD, Status.CANCELLED)
    )
    with_bar = (rounds & catalogue.closed) | (numbers & catalogue.long)
    # A ring with gaps or a cross in it is made of three signs.
    in_three = (rounds & catalogue.moved) | never_held
    signs = (numbers, with_bar, in_three, in_three, cancelled)
    return sum(_count_in_lanes(lanes, some) for some in signs)


def _view(selection: Selection, spans: Sequence[Span]) -> Span | None:
    """Return the days in view: those asked for, else all; None where nothing dated is in it."""
    if not spans:
        return None
    first, last = spans[0][0], spans[-1][1]
    view = selection.question.look.view
    if view.earliest and view.latest:
        first, last = max(first, view.earliest), min(last, view.latest)
    return (first, last) if first <= last else None


def _group_what_is_in_view(
    selection: Selection, lanes: Sequence[LaneNumbers], view: Span | None
) -> tuple[BitMap, list[Group]]:
    """Return the numbers that stand alone, and the groups of the others that are in view.

    Half a screen on each side is grouped too, so that panning shows bars at once.
    """
    undated = selection.possible - selection.catalogue.closed
    in_view, nearby = _within(selection, view), BitMap()
    if view:
        margin = (view[1] - view[0]) / 2
        nearby = _within(selection, (view[0] - margin, view[1] + margin))
    alone = BitMap()
    for some in (in_view, undated):
        rounds = some & selection.catalogue.by_type[Round]
        if _count_in_lanes(lanes, alone | rounds) >= MOST_ROUNDS:
            break
        alone |= rounds
    room = MOST_MARKS - _count_marks(selection, lanes, alone)
    if _count_marks(selection, lanes, (in_view | undated) - alone) <= room:
        return alone | in_view | undated, []
    others = (nearby | undated) - alone
    groups = [
        Group(index, selection.catalogue.count_by_type(in_lane & others & undated))
        for index, (_, in_lane) in enumerate(lanes)
    ]
    groups = [group for group in groups if group.total]
    if view:
        groups += _group_by_time(selection, lanes, others - undated, view, room - len(groups))
    return alone, groups


def _within(selection: Selection, view: Span | None) -> BitMap:
    """Return what of the selection has, or may have, a day in view."""
    if view is None:
        return BitMap()
    catalogue = selection.catalogue
    dated = selection.possible & catalogue.closed
    earlier = catalogue.latest.between(None, view[0] - ONE_DAY)
    return dated - catalogue.since(view[1] + ONE_DAY) - earlier


class _Cell(NamedTuple):
    """What stands in a part of time, all lanes together, and one of the lanes that it touches."""

    lane_index: int
    in_lane: BitMap
    span: Span
    numbers: BitMap
    rounds: BitMap
    documents: BitMap


def _group_by_time(
    selection: Selection, lanes: Sequence[LaneNumbers], numbers: BitMap, view: Span, room: int
) -> list[Group]:
    """Group dated numbers by the finest part of time that leaves room for all groups."""
    days = (view[1] - view[0]).days
    first, last = view[0] - dt.timedelta(days // 2), view[1] + dt.timedelta(days // 2)
    cells: list[_Cell] = []
    for grain in [grain for grain, length in GRAINS.items() if days < MOST_PARTS * length]:
        cells = list(_cells(selection, lanes, numbers, parts(first, last, grain)))
        if len(cells) <= room:
            break
    groups = []
    for cell in cells:
        total = cell.in_lane.intersection_cardinality(cell.numbers)
        rounds = cell.in_lane.intersection_cardinality(cell.rounds)
        documents = cell.in_lane.intersection_cardinality(cell.documents)
        counts = (rounds, total - rounds - documents, documents)
        groups.append(Group(cell.lane_index, counts, *cell.span))
    return sorted(groups, key=lambda group: group.total)[-room:]


def _cells(
    selection: Selection,
    lanes: Sequence[LaneNumbers],
    numbers: BitMap,
    spans: Iterator[Span],
) -> Iterator[_Cell]:
    rounds, _, documents = selection.catalogue.by_type.values()
    for span in spans:
        in_span = numbers & selection.catalogue.marked.part(*span)
        if in_span:
            for index, (_, in_lane) in enumerate(lanes):
                if in_lane.intersect(in_span):
                    yield _Cell(
                        index, in_lane, span, in_span, in_span & rounds, in_span & documents
                    )


def _read_thing_marks(
    day: dt.date | None, model: type[Model], keys: list[int]
) -> Iterator[tuple[int, ThingMark]]:
    for thing in read_things(model, keys, day, "for_marks"):
        yield thing.pk, figure.make_thing_mark(thing)
