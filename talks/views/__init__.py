"""What is asked over HTTP: the explorer, one thing, the sources, and whether all is well."""

from talks.views.about import about
from talks.views.check import check
from talks.views.explorer import export, figure, suggest, timeline
from talks.views.health import healthz
from talks.views.history import history
from talks.views.sources import differences, source, sources
from talks.views.things import document, round, statement, venue
from talks.views.tracks import track, tracks

__all__ = [
    "about",
    "check",
    "differences",
    "document",
    "export",
    "figure",
    "healthz",
    "history",
    "round",
    "source",
    "sources",
    "statement",
    "suggest",
    "timeline",
    "track",
    "tracks",
    "venue",
]
