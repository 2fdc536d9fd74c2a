"""How marks are drawn: the traces of the figure, each of one kind, by its role in `meta`.

Tones are numbers, and other colours the names of custom properties: the browser has the colours.
No trace has a y: the browser gives each its row. A bar's or line's `customdata` names its mark.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from talks.explorer.timeline.figure.marks import Mark
from talks.explorer.timeline.figure.telling import DAY
from talks.models import Status

SYMBOLS = (
    "circle",
    "hexagon",
    "square",
    "octagon",
    "pentagon",
    "hexagon2",
    "diamond",
    "circle",
)
ROUND, DOCUMENT, STATEMENT = 17, 9, 4.3  # px
WIDEST = {"diamond": 14}  # px, of which Plotly draws a diamond a third wider
OUTLINE = 1.75
CLEAR = "rgba(0,0,0,0)"
HOVER = "%{customdata[2]}<br>%{customdata[3]}<extra></extra>"

Trace = dict[str, Any]


def traces_of(marks: Sequence[Mark]) -> list[Trace]:
    """Return the traces of a figure, what lies beneath before what lies above."""
    return [
        *_extents(marks),
        *_trails(marks),
        *_rounds(marks),
        *_small(marks, "statement", _tick),
        *_small(marks, "document", _page),
        *_disputes(marks),
    ]


def _extents(marks: Sequence[Mark]) -> Iterator[Trace]:
    """Bars of the true length of what lasts; pale ones over the days that something lies within.

    A statement or document of one sure day needs none.
    """
    groups: dict[str, list[Mark]] = {"extent": [], "span": []}
    for mark in marks:
        if mark.of.day and (mark.of.is_round or not mark.of.sure or mark.of.length > DAY):
            groups["extent" if mark.of.sure else "span"].append(mark)
    for role, group in groups.items():
        if group:
            yield {
                "type": "bar",
                "orientation": "h",
                "base": [mark.of.first for mark in group],
                "x": [mark.of.length for mark in group],
                "customdata": [mark.where for mark in group],
                "marker": {
                    "color": [mark.of.tone for mark in group],
                    "opacity": 1 if role == "extent" else 0.28,
                },
                "hoverinfo": "skip",
                "textposition": "none",
                "meta": role,
            }


def _trails(marks: Sequence[Mark]) -> list[Trace]:
    """Lines from what was put off to the round that it became, where both stand in one lane."""
    there = {
        (mark.of.key, mark.lane): mark
        for mark in marks
        if mark.axis == "x" and mark.of.is_round and mark.of.key
    }
    line = {"color": "var(--muted)", "width": 1.25, "dash": "dot"}
    ends = []
    for (_, lane), mark in there.items():
        held = there.get((mark.of.successor, lane))
        if held:
            ends.append((mark, mark.x, held, held.x))
    return _lines("trail", ends, line)


def _disputes(marks: Sequence[Mark]) -> list[Trace]:
    """Whiskers over the days on record and those that sources report, where these reach beyond."""
    whiskers = [
        (mark, mark.of.dispute[0], mark, mark.of.dispute[1]) for mark in marks if mark.of.dispute
    ]
    return _lines(
        "dispute",
        whiskers,
        {"color": "var(--ink)", "width": 1.25},
        mode="lines+markers",
        marker={
            "symbol": "line-ns",
            "size": 5,
            "opacity": 1,
            "line": {"color": "var(--ink)", "width": 1.25},
        },
    )


def _lines(
    role: str, ends: Sequence[tuple[Mark, Any, Mark, Any]], line: dict[str, Any], **rest: Any
) -> list[Trace]:
    """Return one trace of all lines, each from a mark and day to another; None parts them."""
    if not ends:
        return []
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [x for _, start, _, end in ends for x in (start, end, None)],
            "customdata": [
                told for one, _, other, _ in ends for told in (one.where, other.where, None)
            ],
            "line": line,
            "hoverinfo": "skip",
            "meta": role,
            **rest,
        }
    ]


def _rounds(marks: Sequence[Mark]) -> Iterator[Trace]:
    """Yield the rounds of each status: held full, planned a ring, put off a broken one, cancelled
    struck through."""
    groups = defaultdict(list)
    for mark in marks:
        if mark.of.is_round:
            groups[mark.axis, Status(mark.of.status)].append(mark)
    for (axis, status), group in sorted(groups.items()):
        tones = [mark.of.tone for mark in group]
        symbols = [SYMBOLS[tone - 1] for tone in tones]
        sizes = [WIDEST.get(symbol, ROUND) for symbol in symbols]
        shape = {"symbol": symbols, "size": sizes, "opacity": 1}
        ring = {
            "size": [size - OUTLINE for size in sizes],
            "line": {"color": tones, "width": OUTLINE},
        }
        places = {"type": "scatter", "xaxis": axis, "x": [mark.x for mark in group]}
        quiet = places | {
            "mode": "markers",
            "customdata": [mark.where for mark in group],
            "hoverinfo": "skip",
        }
        own = shape | ring | {"color": "var(--ground)"}
        if status == Status.HELD:
            own = shape | {"color": tones, "line": {"color": tones, "width": 0}}
        if status == Status.POSTPONED:
            # Across its sides: cut at its corners, too, a diamond would fall to pieces.
            crosses = ["x-thin" if symbol == "diamond" else "asterisk" for symbol in symbols]
            gaps = _strokes(crosses, 15, "var(--ground)", 2.5)
            yield quiet | {"marker": own, "meta": "ring"}
            yield quiet | {"marker": gaps, "meta": "gaps"}
            own = shape | {"color": CLEAR, "line": {"color": tones, "width": 0}}
        yield places | {
            "mode": "markers+text",
            "customdata": [mark.told for mark in group],
            "text": [mark.of.number for mark in group],
            "textfont": {
                "size": 11,
                "color": "var(--ground)" if status == Status.HELD else "var(--ink)",
            },
            "marker": own,
            "hovertemplate": HOVER,
            "meta": "round",
            "name": str(status.label),
        }
        if status == Status.CANCELLED:
            yield quiet | {"marker": _strokes("line-ne", 16, tones, OUTLINE), "meta": "strike"}


def _small(
    marks: Sequence[Mark], role: str, look: Callable[[list[int]], dict[str, Any]]
) -> Iterator[Trace]:
    """Yield the statements or the documents, by axis."""
    groups = defaultdict(list)
    for mark in marks:
        if mark.of.side == f"{role}s":
            groups[mark.axis].append(mark)
    for axis, group in sorted(groups.items()):
        yield {
            "type": "scatter",
            "mode": "markers",
            "xaxis": axis,
            "x": [mark.x for mark in group],
            "customdata": [mark.told for mark in group],
            "marker": look([mark.of.tone for mark in group]),
            "hovertemplate": HOVER,
            "meta": role,
            "name": role,
        }


def _tick(tones: list[int]) -> dict[str, Any]:
    return _strokes("line-ns", STATEMENT, tones, 2)


def _page(tones: list[int]) -> dict[str, Any]:
    return _strokes("diamond-tall", DOCUMENT, tones, 1.5) | {"color": "var(--ground)"}


def _strokes(symbol: str | list[str], size: float, color: Any, width: float) -> dict[str, Any]:
    return {"symbol": symbol, "size": size, "opacity": 1, "line": {"color": color, "width": width}}
