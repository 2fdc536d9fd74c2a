"""How the figure is laid out: two axes side by side, and what the browser must know of them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from talks.explorer.timeline.figure.lane import Lane
from talks.explorer.timeline.figure.placed_mark import RAIL_AXES
from talks.explorer.timeline.figure.sizes import MARK_SIZES

RAIL_TITLES = {"before": {"title": "No date · in order", "short_title": "No date"}}


def make_layout(
    lanes: Sequence[Lane],
    slots: Mapping[str, int],
    first: dt.date | None,
    last: dt.date | None,
    *,
    is_partial: bool = False,
) -> dict[str, Any]:
    """Return Plotly's layout. Its `meta` is for the browser:

    - `lanes`: each with its key, label, tone and counts by kind of thing
    - `rails`: the axis, titles and number of slots of each rail that is in use
    - `marks`: the `MarkSize` of each kind
    - `first` and `last`: the ends of the dated time, None where nothing is dated
    - `partial`: whether a closer view would show more, and must be asked for
    """
    before = _share_of_rail(slots, dated=first is not None)
    quiet = {"showgrid": False, "zeroline": False, "showticklabels": False, "fixedrange": True}
    return {
        "template": "none",
        "barmode": "overlay",
        "showlegend": False,
        "hovermode": "closest",
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "meta": {
            "lanes": [_lane_meta(lane) for lane in lanes],
            "rails": {
                rail: {"axis": RAIL_AXES[rail], "slots": count, **RAIL_TITLES[rail]}
                for rail, count in slots.items()
                if count
            },
            "marks": {kind: asdict(size) for kind, size in MARK_SIZES.items()},
            "first": first and first.isoformat(),
            "last": last and last.isoformat(),
            "partial": is_partial,
        },
        "yaxis": quiet,
        "xaxis": {
            "type": "date",
            "domain": [before, 1],
            "range": [first and first.isoformat(), last and last.isoformat()],
            "side": "top",
            "gridcolor": "var(--line)",
            "zeroline": False,
            "visible": first is not None,
        },
        "xaxis2": quiet | {"domain": [0, before if first is None else max(before - 0.02, 0.01)]},
    }


def _lane_meta(lane: Lane) -> dict[str, Any]:
    return asdict(lane) | {"counts": dict(zip(MARK_SIZES, lane.counts, strict=True))}


def _share_of_rail(slots: Mapping[str, int], *, dated: bool) -> float:
    """Return which part of the width the rail takes; the dated time keeps over half."""
    if not dated:
        return 1
    return min(0.42, round(0.03 + 0.029 * slots["before"], 3)) if slots["before"] else 0
