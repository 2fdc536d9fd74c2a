"""The timeline: rounds as numbered marks with their true extent, statements as ticks, in lanes.

Time runs along three axes side by side: a rail for what no source dates, in its order and not to
scale; the dated time; and a rail for what is planned without a date. The browser, which knows the
width in pixels, gives each mark its row, so that none hides another.

The figure is a plain dict: `plotly.graph_objects` takes 0.7 s to check 4,000 marks. The tests have
it checked instead.
"""

from collections.abc import Sequence
from typing import Any

from talks.figures.lanes import Item, Lane
from talks.figures.overview import period
from talks.figures.timeline.layout import layout_of
from talks.figures.timeline.marks import marks_of
from talks.figures.timeline.traces import traces_of


def timeline(
    items: Sequence[Item], lanes: Sequence[Lane], placed: Sequence[Sequence[int]]
) -> dict[str, Any]:
    """Draw rounds, statements and outcome documents in their lanes.

    `placed` holds for each item the numbers of its lanes. `layout.meta` tells the browser the
    lanes, the rails and the first and last day of the dated time (None where nothing is dated).
    """
    marks, slots = marks_of(items, placed)
    first, last = period(items)
    return {"data": traces_of(marks), "layout": layout_of(lanes, slots, first, last)}
