"""Bars that show how many days late plans were realised, in the colours of the timeline."""

from collections.abc import Sequence
from html import escape
from textwrap import wrap
from typing import Any

import plotly.graph_objects as go

from record.dates import in_words
from talks.models import Round, Slip

ROW_HEIGHT, AXIS_HEIGHT = 32, 56  # px
LABEL_WIDTH = 18  # characters in a line


def build_slip_figure(plans: Sequence[Round]) -> go.Figure:
    """Draw how late each plan was realised: a bar of the certain days, a pale one of the possible.

    Takes rounds that were realised as another, and leaves out those without a slip. Rows are in
    the order of `plans`, from the top.
    """
    lines = [
        (plan, plan.realised_as, plan.slip) for plan in plans if plan.realised_as and plan.slip
    ]
    rows = range(len(lines))
    bars = {
        "orientation": "h",
        "y": list(rows),
        "width": 0.5,
        "textposition": "none",
        "customdata": [
            [_escape_markup(str(plan)), _describe(plan, realised, slip)]
            for plan, realised, slip in lines
        ],
        "hovertemplate": "%{customdata[0]}<br>%{customdata[1]}<extra></extra>",
    }
    colors = [realised.track.tone for _, realised, _ in lines]
    certain_days = go.Bar(
        x=[slip.certain_days for *_, slip in lines],
        marker={"color": colors, "opacity": 1},
        meta="sure",
        **bars,
    )
    possible_days = go.Bar(
        base=[slip.least for *_, slip in lines],
        x=[slip.most - slip.least for *_, slip in lines],
        marker={"color": colors, "opacity": 0.35},
        meta="possible",
        **bars,
    )
    texts = go.Scatter(
        x=[max(slip.most, 0) for *_, slip in lines],
        y=list(rows),
        mode="text",
        text=[f"\u00a0{_escape_markup(str(slip))}" for *_, slip in lines],
        textposition="middle right",
        cliponaxis=False,
        hoverinfo="skip",
        meta="told",
    )
    realised_rounds = [realised for _, realised, _ in lines]
    return go.Figure([certain_days, possible_days, texts], layout=_layout(realised_rounds))


def _describe(plan: Round, realised: Round, slip: Slip) -> str:
    """Return the lines of the text beside the pointer."""
    planned_dates = in_words(plan.start, plan.end)
    held_dates = in_words(realised.start, realised.end)
    return f"Announced for {planned_dates}<br>Held {held_dates}<br>Slip: {slip}"


def _escape_markup(text: str) -> str:
    """Escape what Plotly would read as mark-up."""
    return escape(text, quote=False)


def _wrap(text: str) -> str:
    """Break a name into lines that fit the margin."""
    return "<br>".join(_escape_markup(line) for line in wrap(text, LABEL_WIDTH))


def _layout(rounds: Sequence[Round]) -> dict[str, Any]:
    count = len(rounds)
    return {
        "template": "none",
        "barmode": "overlay",
        "showlegend": False,
        "hovermode": "closest",
        "dragmode": False,
        "height": AXIS_HEIGHT + ROW_HEIGHT * max(count, 1),
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
            "ticktext": [_wrap(str(round)) for round in rounds],
        },
    }
