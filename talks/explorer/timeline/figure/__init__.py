"""Plotly figures of what is to be drawn. Nothing here knows a request or runs a query."""

from talks.explorer.timeline.figure.groups import Group
from talks.explorer.timeline.figure.key import read_key
from talks.explorer.timeline.figure.lane import NO_TRACK_TONE, Lane
from talks.explorer.timeline.figure.overview import MOST_BINS, Bin, overview
from talks.explorer.timeline.figure.thing_mark import ThingMark, make_thing_mark
from talks.explorer.timeline.figure.timeline import Drawing, timeline

__all__ = [
    "MOST_BINS",
    "NO_TRACK_TONE",
    "Bin",
    "Drawing",
    "Group",
    "Lane",
    "ThingMark",
    "make_thing_mark",
    "overview",
    "read_key",
    "timeline",
]
