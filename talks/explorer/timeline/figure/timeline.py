"""The timeline: rounds as numbered marks with their true extent, statements as ticks, in lanes.

Time runs along two axes side by side: a rail for what no source dates, in its order and not to
scale, and the dated time. A plan without a date stands where it was announced. The browser, which
knows the width in pixels, gives each mark its row, so that none hides another. Things that are too
many for the eye come in groups, as bars.

The figure is a plain dict: `plotly.graph_objects` takes 0.7 s to check 4,000 marks. The tests have
it checked instead.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from talks.explorer.timeline.figure.groups import Group, bars_of
from talks.explorer.timeline.figure.lane import Lane
from talks.explorer.timeline.figure.layout import make_layout
from talks.explorer.timeline.figure.placed_mark import place_marks
from talks.explorer.timeline.figure.thing_mark import ThingMark
from talks.explorer.timeline.figure.traces import traces_of


@dataclass(frozen=True)
class Drawing:
    """What a timeline is to draw: things alone, each with the numbers of its lanes, and groups.

    `first` and `last` are the ends of the dated time, None where nothing is dated. `is_partial`
    says that things stand in groups or are left out, and that a closer view would show more.
    """

    lanes: Sequence[Lane]
    things: Sequence[ThingMark]
    lane_numbers: Sequence[Sequence[int]]
    groups: Sequence[Group] = field(default_factory=list)
    first: dt.date | None = None
    last: dt.date | None = None
    is_partial: bool = False


def timeline(drawing: Drawing) -> dict[str, Any]:
    """Return the Plotly figure of a drawing; `make_layout` says what its `meta` holds."""
    ends = [day.isoformat() if day else "" for day in (drawing.first, drawing.last)]
    marks, slots = place_marks(drawing.things, drawing.lane_numbers, *ends)
    group_slot = slots["before"]
    if any(group.first is None for group in drawing.groups):
        slots["before"] += 1
    return {
        "data": [*bars_of(drawing.groups, drawing.lanes, group_slot), *traces_of(marks)],
        "layout": make_layout(
            drawing.lanes, slots, drawing.first, drawing.last, is_partial=drawing.is_partial
        ),
    }
