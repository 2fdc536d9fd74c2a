"""Draws timelines for tests, and reads them mark by mark."""

from collections.abc import Iterator
from typing import Any

from talks.exports import selections
from talks.models import OutcomeDocument, Round, Statement

MARKS = ("round", "statement", "document")
THING_TYPES = {Round: "rounds", Statement: "statements", OutcomeDocument: "documents"}


def items_of(question: Any) -> list[Any]:
    return [
        *selections.rounds(question).for_marks().with_actors(),
        *selections.statements(question).for_list(),
        *selections.documents(question).for_marks().with_actors(),
    ]


def address(item: Any) -> str:
    return f"{THING_TYPES[type(item)]}/{item.slug}"


def points(figure: dict[str, Any], *roles: str) -> Iterator[dict[str, Any]]:
    """Yield each point of the traces of these roles, with what its trace says of all."""
    for trace in figure["data"]:
        if trace["meta"] in roles:
            for at, point in enumerate(trace["customdata"]):
                if point:
                    yield {
                        "trace": trace,
                        "lane": point["lane"],
                        "path": point["path"],
                        "texts": [point[key] for key in ("title", "lines") if key in point],
                        "axis": trace.get("xaxis", "x"),
                        **{key: trace[key][at] for key in ("x", "base", "text") if key in trace},
                        "marker": _at(trace.get("marker", {}), at),
                    }


def lines(figure: dict[str, Any], role: str) -> list[tuple[tuple[Any, ...], tuple[Any, ...]]]:
    """Return the two ends of each line of a role, each as lane, address and day."""
    ends = []
    for trace in figure["data"]:
        if trace["meta"] == role:
            assert trace["x"][2::3] == trace["customdata"][2::3] == [None] * (len(trace["x"]) // 3)
            points = [
                (mark["lane"], mark["path"], x)
                for mark, x in zip(trace["customdata"], trace["x"], strict=True)
                if mark
            ]
            ends += list(zip(points[::2], points[1::2], strict=True))
    return ends


def _at(looks: dict[str, Any], at: int) -> dict[str, Any]:
    """Return how one point looks of a trace, where lists say it for each and values for all."""
    return {
        key: _at(value, at)
        if isinstance(value, dict)
        else value[at]
        if isinstance(value, list)
        else value
        for key, value in looks.items()
    }
