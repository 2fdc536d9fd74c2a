"""Figures: what is to be drawn in, Plotly figure out; no request, no query."""

from talks.figures.lanes import NO_TRACK, Lane
from talks.figures.overview import MOST_BINS, Bin, overview
from talks.figures.slips import slips
from talks.figures.timeline import Drawing, Group, Telling, mark_day, telling, timeline

__all__ = [
    "MOST_BINS",
    "NO_TRACK",
    "Bin",
    "Drawing",
    "Group",
    "Lane",
    "Telling",
    "mark_day",
    "overview",
    "slips",
    "telling",
    "timeline",
]
