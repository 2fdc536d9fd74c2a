"""How late plans came about, as bars; colours are told as on the timeline."""

from collections.abc import Sequence
from html import escape
from textwrap import wrap
from typing import Any

import plotly.graph_objects as go

from record.dates import in_words
from talks.models import Round, Slip

ROW, AXIS = 32, 56  # px
LABEL = 18  # characters in a line


def slips(plans: Sequence[Round]) -> go.Figure:
    """Draw how late each plan came about: a bar of the sure days, a pale one of the possible.

    Takes rounds that were realised as another; one of which no slip can be told is left out. Rows
    stand in the order given, from the top.
    """
    found = [
        (plan, plan.realised_as, plan.slip) for plan in plans if plan.realised_as and plan.slip
    ]
    rows = range(len(found))
    bars = {
        "orientation": "h",
        "y": list(rows),
        "width": 0.5,
        "textposition": "none",
        "customdata": [[_plain(str(plan)), _lines(plan, held, late)] for plan, held, late in found],
        "hovertemplate": "%{customdata[0]}<br>%{customdata[1]}<extra></extra>",
    }
    colors = [held.track.tone for _, held, _ in found]
    sure = go.Bar(
        x=[late.sure for *_, late in found],
        marker={"color": colors, "opacity": 1},
        meta="sure",
        **bars,
    )
    possible = go.Bar(
        base=[late.least for *_, late in found],
        x=[late.most - late.least for *_, late in found],
        marker={"color": colors, "opacity": 0.35},
        meta="possible",
        **bars,
    )
    told = go.Scatter(
        x=[max(late.most, 0) for *_, late in found],
        y=list(rows),
        mode="text",
        text=[f"\u00a0{_plain(str(late))}" for *_, late in found],
        textposition="middle right",
        cliponaxis=False,
        hoverinfo="skip",
        meta="told",
    )
    return go.Figure([sure, possible, told], layout=_layout([held for _, held, _ in found]))


def _lines(plan: Round, held: Round, late: Slip) -> str:
    announced, began = in_words(plan.start, plan.end), in_words(held.start, held.end)
    return f"Announced for {announced}<br>Held {began}<br>Slip: {late}"


def _plain(text: str) -> str:
    """Escape what Plotly would take for mark-up."""
    return escape(text, quote=False)


def _wrapped(text: str) -> str:
    """Break a name into lines that fit the margin."""
    return "<br>".join(_plain(line) for line in wrap(text, LABEL))


def _layout(held: Sequence[Round]) -> dict[str, Any]:
    count = len(held)
    return {
        "template": "none",
        "barmode": "overlay",
        "showlegend": False,
        "hovermode": "closest",
        "dragmode": False,
        "height": AXIS + ROW * max(count, 1),
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "xaxis": {
            "side": "top",
            "fixedrange": True,
            "rangemode": "tozero",
            "gridcolor": "var(--line)",
            "zerolinecolor": "var(--line-strong)",
            "title": {"text": "days after the day announced", "standoff": 6},
            "nticks": 6,
            "tickangle": 0,
        },
        "yaxis": {
            "range": [count - 0.5, -0.5],
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
            "automargin": True,
            "tickvals": list(range(count)),
            "ticktext": [_wrapped(str(round)) for round in held],
        },
    }
