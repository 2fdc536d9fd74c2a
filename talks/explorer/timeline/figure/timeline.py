"""The timeline: rounds as numbered marks with their true extent, statements as ticks, in lanes.

Time runs along three axes side by side: a rail for what no source dates, in its order and not to
scale; the dated time; and a rail for what is planned without a date. The browser, which knows the
width in pixels, gives each mark its row, so that none hides another. What would be too much for
the eye comes in groups, as bars of how many they are.

The figure is a plain dict: `plotly.graph_objects` takes 0.7 s to check 4,000 marks. The tests have
it checked instead.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from talks.explorer.timeline.figure.groups import Group, bars_of
from talks.explorer.timeline.figure.lane import Lane
from talks.explorer.timeline.figure.layout import layout_of
from talks.explorer.timeline.figure.marks import marks_of
from talks.explorer.timeline.figure.telling import Telling, telling
from talks.explorer.timeline.figure.traces import traces_of


@dataclass(frozen=True)
class Drawing:
    """What a timeline is to draw: each thing alone with the numbers of its lanes, or in groups.

    `first` and `last` are the ends of the dated time, None where nothing is dated. `is_partial`
    says that things stand in groups or are left out, and that a closer view would show more.
    """

    lanes: Sequence[Lane]
    tellings: Sequence[Telling]
    placed: Sequence[Sequence[int]]
    groups: Sequence[Group] = field(default_factory=list)
    first: dt.date | None = None
    last: dt.date | None = None
    is_partial: bool = False


def timeline(drawing: Drawing) -> dict[str, Any]:
    """Return the Plotly figure of a drawing.

    `layout.meta` tells the browser the lanes, the rails, the ends of the dated time, and whether to
    ask again for a closer view.
    """
    marks, slots = marks_of(drawing.tellings, drawing.placed)
    slot = slots["before"]
    if any(group.first is None for group in drawing.groups):
        slots["before"] += 1
    layout = layout_of(drawing.lanes, slots, drawing.first, drawing.last)
    layout["meta"]["partial"] = drawing.is_partial
    return {
        "data": [*bars_of(drawing.groups, drawing.lanes, slot), *traces_of(marks)],
        "layout": layout,
    }


__all__ = ["Drawing", "Group", "Telling", "telling", "timeline"]
