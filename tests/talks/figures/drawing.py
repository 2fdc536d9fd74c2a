"""Draws timelines for tests, and reads them mark by mark."""

from collections.abc import Iterator
from typing import Any

from talks import selections
from talks.figures import lanes_of, timeline
from talks.models import Round


def items_of(question: Any) -> list[Any]:
    rounds = selections.rounds(question).for_marks().with_actors()
    return [*rounds, *selections.statements(question).for_marks()]


def drawn(items: list[Any], by: str = "track", **chosen: Any) -> dict[str, Any]:
    lanes, placed = lanes_of(by, items, **chosen)
    return timeline(items, lanes, placed).to_plotly_json()


def address(item: Any) -> str:
    return f"{'rounds' if isinstance(item, Round) else 'statements'}/{item.slug}"


def points(figure: dict[str, Any], *roles: str) -> Iterator[dict[str, Any]]:
    """Yield each point of the traces of these roles, with what its trace says of all."""
    for trace in figure["data"]:
        if trace["meta"] in roles:
            for at, told in enumerate(trace["customdata"]):
                yield {
                    "trace": trace,
                    "lane": told[0],
                    "path": told[1],
                    "told": told[2:],
                    "axis": trace.get("xaxis", "x"),
                    **{key: trace[key][at] for key in ("x", "y", "base") if key in trace},
                    **({"text": trace["text"][at]} if "text" in trace else {}),
                    "marker": {
                        key: value[at] if isinstance(value, list | tuple) else value
                        for key, value in trace["marker"].items()
                    },
                }
