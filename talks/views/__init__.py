"""What is asked over HTTP: the explorer, one thing, the sources, and whether all is well."""

from talks.views.explorer import export, timeline
from talks.views.health import healthz
from talks.views.sources import differences, source, sources
from talks.views.things import document, round, statement, track, venue

__all__ = [
    "differences",
    "document",
    "export",
    "healthz",
    "round",
    "source",
    "sources",
    "statement",
    "timeline",
    "track",
    "venue",
]
