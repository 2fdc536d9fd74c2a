"""How the figure is laid out: three axes side by side, and what the browser must know of them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from talks.explorer.timeline.figure.lane import Lane

RAIL_TITLES = {"before": "No date · in order", "ahead": "Planned · no date"}


def layout_of(
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
            "lanes": [asdict(lane) | {"counts": list(lane.counts)} for lane in lanes],
            "rails": {
                rail: {"title": RAIL_TITLES[rail], "slots": count}
                for rail, count in slots.items()
                if count
            },
            "first": first and first.isoformat(),
            "last": last and last.isoformat(),
        },
        "yaxis": quiet,
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
        min(0.42, round(0.03 + 0.029 * before, 3)) if before else 0.0,
        min(0.2, round(0.03 + 0.029 * ahead, 3)) if ahead else 0.0,
    )
