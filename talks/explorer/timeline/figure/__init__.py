"""Figures: what is to be drawn in, Plotly figure out; no request, no query."""

from talks.explorer.timeline.figure.lane import NO_TRACK, Lane
from talks.explorer.timeline.figure.overview import MOST_BINS, Bin, overview
from talks.explorer.timeline.figure.telling import telling
from talks.explorer.timeline.figure.timeline import Drawing, Group, Telling, timeline

__all__ = [
    "MOST_BINS",
    "NO_TRACK",
    "Bin",
    "Drawing",
    "Group",
    "Lane",
    "Telling",
    "overview",
    "telling",
    "timeline",
]
