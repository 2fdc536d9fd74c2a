"""Draws timelines for tests, and reads them mark by mark."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from talks.explorer.catalogue import select
from talks.explorer.question import Question
from talks.explorer.timeline.figure import Lane
from talks.explorer.timeline.lanes import lanes_of
from talks.models import OutcomeDocument, Round, Statement
from tests.records import rows_of, select_by

MARKS = ("round", "statement", "document")
THING_TYPES = {Round: "rounds", Statement: "statements", OutcomeDocument: "documents"}


def items_of(question: Question) -> list[Any]:
    selection = select(question)
    return [
        *rows_of(selection, Round).for_marks().with_actors(),
        *rows_of(selection, Statement).for_list(),
        *rows_of(selection, OutcomeDocument).for_marks().with_actors(),
    ]


def address(item: Any) -> str:
    return f"{THING_TYPES[type(item)]}/{item.slug}"


def lanes(by: str, items: list[Any], **question: Any) -> tuple[list[Lane], list[list[int]]]:
    """Return the lanes, without their counts, and for each item the numbers of its lanes."""
    selection = select_by(lanes=by, **question)
    stretches = lanes_of(selection)
    placed = []
    for item in items:
        [number] = selection.catalogue.numbers(type(item), [item.pk])
        placed.append([at for at, (_, numbers) in enumerate(stretches) if number in numbers])
    return [replace(lane, counts=(0, 0, 0)) for lane, _ in stretches], placed


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


def read_marks(plans: dict[Any, Round]) -> Any:
    """Read rounds as the timeline needs them."""
    keys = [plan.pk for plan in plans.values()]
    return Round.objects.filter(pk__in=keys).for_marks()
