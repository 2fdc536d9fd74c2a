"""The timeline: rounds as numbered marks with their true extent, statements as ticks, in lanes.

Time runs along three axes side by side: a rail for what no source dates, in its order and not to
scale; the dated time; and a rail for what is planned without a date. The y of a mark is the
number of its lane; the browser, which knows the width in pixels, stacks marks that would touch.
Colours are names of custom properties, so that light and dark are the style sheet's business.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import ceil
from typing import Any

import plotly.graph_objects as go

from actors.dates import core
from talks.figures.lanes import Item, Lane, tone
from talks.figures.overview import period
from talks.models import Round, Status

SYMBOLS = (
    "circle",
    "hexagon",
    "square",
    "octagon",
    "pentagon",
    "hexagon2",
    "diamond",
    "circle",
)
SIZE = 17
TICK_SLOT = 0.55  # of the slot of a round on a rail
DAY = 24 * 3600 * 1000
RAILS = {"before": "x2", "ahead": "x3"}
RAIL_TITLES = {"before": "No date · in order", "ahead": "Planned · no date"}


@dataclass(frozen=True)
class Mark:
    """An item in one of its lanes: where it stands, and what tells it."""

    item: Item
    lane: int
    tone: int
    axis: str
    x: str | float

    @property
    def number(self) -> str:
        """What stands in the mark of a round: its usual number, if it has one."""
        return str(self.item.number or "") if isinstance(self.item, Round) else ""

    @property
    def where(self) -> list[Any]:
        """What the browser keeps with whatever belongs to a mark: its lane and address."""
        what = "rounds" if isinstance(self.item, Round) else "statements"
        return [self.lane, f"{what}/{self.item.slug}"]

    @property
    def told(self) -> list[Any]:
        """What the browser keeps with a mark: besides, its title and lines for the hover."""
        return [*self.where, _plain(_title(self.item)), _lines(self.item)]


def timeline(
    items: Sequence[Item], lanes: Sequence[Lane], placed: Sequence[Sequence[int]]
) -> go.Figure:
    """Draw rounds and statements in their lanes.

    `placed` holds for each item the numbers of its lanes. `layout.meta` tells the browser the
    lanes, the rails and the first and last day of the dated time (None where nothing is dated).
    """
    marks, slots = _marks(items, placed)
    first, last = period(items)
    figure = go.Figure(layout=_layout(lanes, slots, first, last))
    for trace in (*_extents(marks), *_rounds(marks), *_statements(marks)):
        figure.add_trace(trace)
    return figure


def _marks(
    items: Sequence[Item], placed: Sequence[Sequence[int]]
) -> tuple[list[Mark], dict[str, int]]:
    """Place each item on its axis; on a rail the next free slot of its lane is its place."""
    marks = []
    taken: dict[tuple[str, int, bool], int] = defaultdict(int)
    for item, numbers in zip(items, placed, strict=True):
        for lane in numbers:
            axis = _axis(item)
            x: str | float = _day(item)
            if axis:
                is_round = isinstance(item, Round)
                x = taken[axis, lane, is_round] * (1 if is_round else TICK_SLOT)
                taken[axis, lane, is_round] += 1
            marks.append(Mark(item, lane, tone(item), RAILS.get(axis, "x"), x))
    slots = dict.fromkeys(RAILS, 0)
    for (axis, _, is_round), count in taken.items():
        slots[axis] = max(slots[axis], count if is_round else ceil(count * TICK_SLOT))
    return marks, slots


def _axis(item: Item) -> str:
    if item.earliest and item.latest:
        return ""
    planned = isinstance(item, Round) and item.status != Status.HELD
    return "ahead" if planned else "before"


def _day(item: Item) -> str:
    """Return the day on which a mark stands: its first, or the middle of what it may mean."""
    if not (item.earliest and item.latest):
        return ""
    sure = core(item.start, item.end) if isinstance(item, Round) else core(item.date)
    day = sure.earliest if sure else item.earliest + (item.latest - item.earliest) / 2
    return (day or item.earliest).isoformat()


def _extents(marks: Sequence[Mark]) -> list[go.Bar]:
    """Bars of the true length of rounds; pale ones over the days that an uncertain one spans."""
    sure: list[Mark] = []
    unsure: list[Mark] = []
    for mark in marks:
        if mark.axis == "x" and isinstance(mark.item, Round):
            exact = core(mark.item.start, mark.item.end)
            (sure if exact == (mark.item.earliest, mark.item.latest) else unsure).append(mark)
    return [
        go.Bar(
            orientation="h",
            base=[mark.item.earliest.isoformat() for mark in group],
            x=[((mark.item.latest - mark.item.earliest).days + 1) * DAY for mark in group],
            y=[mark.lane for mark in group],
            width=0.1,
            marker={"color": [f"var(--tone-{mark.tone})" for mark in group], "opacity": opacity},
            customdata=[mark.where for mark in group],
            hoverinfo="skip",
            meta=role,
            textposition="none",
        )
        for role, group, opacity in (("extent", sure, 1), ("span", unsure, 0.28))
        if group
    ]


def _rounds(marks: Sequence[Mark]) -> list[go.Scatter]:
    groups = defaultdict(list)
    for mark in marks:
        if isinstance(mark.item, Round):
            groups[mark.axis, mark.item.status].append(mark)
    traces = []
    for (axis, status), group in sorted(groups.items()):
        held = status == Status.HELD
        tones = [f"var(--tone-{mark.tone})" for mark in group]
        outline = {"color": tones, "width": 1.75}
        points = {
            "x": [mark.x for mark in group],
            "y": [mark.lane for mark in group],
            "xaxis": axis,
            "customdata": [mark.told for mark in group],
        }
        symbols = [SYMBOLS[mark.tone - 1] for mark in group]
        traces.append(
            go.Scatter(
                **points,
                mode="markers+text",
                text=[mark.number for mark in group],
                textfont={
                    "size": 10,
                    "color": "var(--ground)" if held else tones,
                },
                marker={
                    "symbol": symbols,
                    "size": SIZE,
                    "opacity": 1,
                    "color": tones if held else "var(--ground)",
                    "line": outline,
                },
                hovertemplate="%{customdata[2]}<br>%{customdata[3]}<extra></extra>",
                meta="round",
                name=str(Status(status).label),
            )
        )
        if over := {Status.POSTPONED: symbols, Status.CANCELLED: "line-ne"}.get(Status(status)):
            doubled = {"symbol": over, "size": SIZE + 6, "color": "rgba(0,0,0,0)", "line": outline}
            over_points = points | {"customdata": [mark.where for mark in group]}
            traces.append(
                go.Scatter(
                    **over_points, mode="markers", marker=doubled, hoverinfo="skip", meta="over"
                )
            )
    return traces


def _statements(marks: Sequence[Mark]) -> list[go.Scatter]:
    groups = defaultdict(list)
    for mark in marks:
        if not isinstance(mark.item, Round):
            groups[mark.axis].append(mark)
    return [
        go.Scatter(
            x=[mark.x for mark in group],
            y=[mark.lane for mark in group],
            xaxis=axis,
            customdata=[mark.told for mark in group],
            mode="markers",
            marker={
                "symbol": "line-ns",
                "size": 11,
                "opacity": 1,
                "line": {"color": [f"var(--tone-{mark.tone})" for mark in group], "width": 2},
            },
            hovertemplate="%{customdata[2]}<br>%{customdata[3]}<extra></extra>",
            meta="statement",
            name="statement",
        )
        for axis, group in sorted(groups.items())
    ]


def _title(item: Item) -> str:
    return str(item) if isinstance(item, Round) else f"{item.speaker}, {item.get_kind_display()}"


def _lines(item: Item) -> str:
    """Two lines for the hover, plain text in Plotly's escapes."""
    if isinstance(item, Round):
        where = item.venue.city if item.venue else ""
        lines = [", ".join(filter(None, (item.get_status_display(), item.dates_in_words, where)))]
        lines += [item.timing] if item.timing else []
    else:
        lines = [item.dates_in_words, item.summary]
    return "<br>".join(_plain(_short(line)) for line in lines)


def _plain(text: str) -> str:
    """Escape what Plotly would take for mark-up; quotation marks it would show as entities."""
    return escape(text, quote=False)


def _short(line: str) -> str:
    return line if len(line) <= 72 else line[:70].rsplit(" ", 1)[0] + " …"


def _layout(
    lanes: Sequence[Lane], slots: dict[str, int], first: dt.date | None, last: dt.date | None
) -> dict[str, Any]:
    before, ahead = _shares(slots, dated=first is not None)
    quiet = {"showgrid": False, "zeroline": False, "showticklabels": False, "fixedrange": True}
    return {
        "template": "none",
        "barmode": "overlay",
        "showlegend": False,
        "hovermode": "closest",
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "meta": {
            "lanes": [{"label": _plain(lane.label), "tone": lane.tone} for lane in lanes],
            "rails": {
                rail: {"title": RAIL_TITLES[rail], "slots": count}
                for rail, count in slots.items()
                if count
            },
            "first": first and first.isoformat(),
            "last": last and last.isoformat(),
        },
        "yaxis": quiet
        | {
            "range": [len(lanes) - 0.5, -0.5],
            "showticklabels": True,
            "tickvals": list(range(len(lanes))),
            "ticktext": [_plain(lane.label) for lane in lanes],
        },
        "xaxis": {
            "type": "date",
            "domain": [before, 1 - ahead],
            "range": [first and first.isoformat(), last and last.isoformat()],
            "side": "top",
            "gridcolor": "var(--line)",
            "zeroline": False,
            "visible": first is not None,
        },
        "xaxis2": quiet
        | {"domain": [0, max(before - 0.02, 0.01)], "range": [-0.7, max(slots["before"], 1) - 0.3]},
        "xaxis3": quiet
        | {
            "domain": [min(1 - ahead + 0.02, 0.99), 1],
            "range": [-0.7, max(slots["ahead"], 1) - 0.3],
        },
    }


def _shares(slots: dict[str, int], *, dated: bool) -> tuple[float, float]:
    """Return which part of the width the two rails take; the dated time keeps over a third."""
    before, ahead = slots["before"], slots["ahead"]
    if not dated:
        share = before / ((before + ahead) or 1)
        share = min(max(share, 0.15), 0.85) if before and ahead else share
        return share, 1 - share
    return (
        min(0.42, 0.04 + 0.029 * before) if before else 0.0,
        min(0.2, 0.09 + 0.029 * ahead) if ahead else 0.0,
    )
