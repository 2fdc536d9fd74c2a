"""The key: what the signs of a figure mean, of those that it has."""

from collections.abc import Iterator, Mapping
from typing import Any

from talks.explorer.timeline.figure.thing_mark import FATES

# The roles of traces that the key explains, in its order; rounds are explained by their fate.
SIGNS = {
    "trail": "postponed to",
    "extent": "actual duration",
    "span": "date uncertain, within this span",
    "dispute": "sources give different dates",
    "statement": "statement",
    "document": "outcome document",
}


def read_key(figure: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each sign that a figure has, by its name in the style sheet, and what it means."""
    traces = figure["data"]
    fates = {trace["name"] for trace in traces if trace["meta"] == "round"}
    roles = {trace["meta"] for trace in traces}
    yield from ((fate, meaning) for fate, meaning in FATES.items() if fate in fates)
    if any(point.get("isAnnounced") for point in _points(traces)):
        yield "announced", "plan without a date, at the day it was announced"
    yield from ((role, meaning) for role, meaning in SIGNS.items() if role in roles)


def _points(traces: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for trace in traces:
        if trace["meta"] == "round":
            yield from trace["customdata"]
