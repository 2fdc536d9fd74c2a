"""The figure of slips: how late announced rounds were held, in the colours of the timeline."""

from collections.abc import Sequence
from html import escape
from textwrap import wrap

import plotly.graph_objects as go

from record.dates import in_words
from talks.models import Round, Slip

ROW_HEIGHT = 32  # px
MARGIN = {"t": 46, "b": 10}  # px; the browser sets those at the sides
LINE_LENGTH = 18  # characters of a label


def build_slip_figure(plans: Sequence[Round]) -> go.Figure:
    """Draw how late each plan was held: a solid bar for certain days, a pale one for possible days.

    Takes rounds that were realised as another, and leaves out those whose slip is not known. The
    bars are in the given order, from the top.
    """
    late_rounds = [
        (plan, plan.realised_as, plan.slip) for plan in plans if plan.realised_as and plan.slip
    ]
    rows = range(len(late_rounds))
    bars = {
        "orientation": "h",
        "y": list(rows),
        "width": 0.5,
        "textposition": "none",
        "customdata": [
            {"title": _escape(str(plan)), "lines": _lines(plan, successor, late)}
            for plan, successor, late in late_rounds
        ],
        "hovertemplate": "%{customdata.title}<br>%{customdata.lines}<extra></extra>",
    }
    colors = [successor.track.tone for _, successor, _ in late_rounds]
    sure = go.Bar(
        x=[late.certain_days for *_, late in late_rounds],
        marker={"color": colors, "opacity": 1},
        meta="sure",
        **bars,
    )
    possible = go.Bar(
        base=[late.least for *_, late in late_rounds],
        x=[late.most - late.least for *_, late in late_rounds],
        marker={"color": colors, "opacity": 0.35},
        meta="possible",
        **bars,
    )
    labels = go.Scatter(
        x=[max(late.most, 0) for *_, late in late_rounds],
        y=list(rows),
        mode="text",
        text=[f"\u00a0{_escape(str(late))}" for *_, late in late_rounds],
        textposition="middle right",
        cliponaxis=False,
        hoverinfo="skip",
        meta="label",
    )
    return go.Figure(
        [sure, possible, labels], layout=_layout([successor for _, successor, _ in late_rounds])
    )


def _lines(plan: Round, successor: Round, late: Slip) -> str:
    announced, began = in_words(plan.start, plan.end), in_words(successor.start, successor.end)
    return f"Announced for {announced}<br>Held {began}<br>Delay: {late}"


def _escape(text: str) -> str:
    """Escape what Plotly would take for mark-up."""
    return escape(text, quote=False)


def _wrapped(text: str) -> str:
    """Break a name into lines that fit the margin."""
    return "<br>".join(_escape(line) for line in wrap(text, LINE_LENGTH))


def _layout(successors: Sequence[Round]) -> dict[str, object]:
    count = len(successors)
    return {
        "template": "none",
        "barmode": "overlay",
        "showlegend": False,
        "hovermode": "closest",
        "dragmode": False,
        "height": MARGIN["t"] + ROW_HEIGHT * max(count, 1) + MARGIN["b"],
        "margin": MARGIN,
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
            "ticktext": [_wrapped(str(round)) for round in successors],
        },
    }
