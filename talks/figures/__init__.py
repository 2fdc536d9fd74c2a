"""Figures: objects in, Plotly figure out; no request, no query."""

from talks.figures.lanes import Lane, lanes_of
from talks.figures.overview import Bin, overview
from talks.figures.slips import slips
from talks.figures.timeline import timeline

__all__ = ["Bin", "Lane", "lanes_of", "overview", "slips", "timeline"]
