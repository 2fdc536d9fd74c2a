"""Draws timelines for tests, and reads them mark by mark."""

from collections.abc import Iterator
from typing import Any

from talks.explorer.catalogue import select
from talks.explorer.question import Question
from talks.models import OutcomeDocument, Round, Statement
from tests.records import rows_of

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


def points(figure: dict[str, Any], *roles: str) -> Iterator[dict[str, Any]]:
    """Yield each point of the traces of these roles, with what its trace says of all."""
    for trace in figure["data"]:
        if trace["meta"] in roles:
            for at, told in enumerate(trace["customdata"]):
                if told:
                    yield {
                        "trace": trace,
                        "lane": told[0],
                        "path": told[1],
                        "told": told[2:],
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
            told = [
                (*row, x) for row, x in zip(trace["customdata"], trace["x"], strict=True) if row
            ]
            ends += list(zip(told[::2], told[1::2], strict=True))
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
