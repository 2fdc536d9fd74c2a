"""How marks are drawn: the traces of the figure. The `meta` of each trace is its role.

Tones are numbers, and other colours the names of custom properties: the browser has the colours.
No trace has a y: the browser gives each its row. `customdata` holds an object for each point: that
of a mark says what it is, that of a bar or a line names the mark to which it belongs.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from talks.explorer.timeline.figure.placed_mark import PlacedMark
from talks.explorer.timeline.figure.sizes import MARK_SIZES, MS_PER_DAY

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
ROUND_SIZE = MARK_SIZES["round"].size
WIDEST = {"diamond": 14}  # px, of which Plotly draws a diamond a third wider
OUTLINE = 1.75
CLEAR = "rgba(0,0,0,0)"

Trace = dict[str, Any]


def traces_of(marks: Sequence[PlacedMark]) -> list[Trace]:
    """Return the traces of a figure, what lies beneath before what lies above."""
    return [
        *_extents(marks),
        *_trails(marks),
        *_rounds(marks),
        *_small(marks, "statement", _tick_marker),
        *_small(marks, "document", _page_marker),
        *_disputes(marks),
    ]


def _extents(marks: Sequence[PlacedMark]) -> Iterator[Trace]:
    """Yield bars: full ones over the days that a thing took, pale ones over those it lies within.

    A statement or document of one sure day needs none.
    """
    groups: dict[str, list[PlacedMark]] = {"extent": [], "span": []}
    for mark in marks:
        if mark.thing.day and (
            mark.thing.is_round or not mark.thing.sure or mark.thing.length > MS_PER_DAY
        ):
            groups["extent" if mark.thing.sure else "span"].append(mark)
    for role, group in groups.items():
        if group:
            yield {
                "type": "bar",
                "orientation": "h",
                "base": [mark.thing.first for mark in group],
                "x": [mark.thing.length for mark in group],
                "customdata": [mark.reference for mark in group],
                "marker": {
                    "color": [mark.thing.tone for mark in group],
                    "opacity": 1 if role == "extent" else 0.28,
                },
                "hoverinfo": "skip",
                "textposition": "none",
                "meta": role,
            }


def _trails(marks: Sequence[PlacedMark]) -> list[Trace]:
    """Return lines from a postponed round to the round it became, where both stand in one lane."""
    dated_rounds = {
        (mark.thing.key, mark.lane): mark
        for mark in marks
        if mark.axis == "x" and mark.thing.is_round and mark.thing.key
    }
    line = {"color": "var(--muted)", "width": 1.25, "dash": "dot"}
    ends = []
    for (_, lane), mark in dated_rounds.items():
        successor = dated_rounds.get((mark.thing.successor, lane))
        if successor:
            ends.append((mark, mark.x, successor, successor.x))
    return _lines("trail", ends, line)


def _disputes(marks: Sequence[PlacedMark]) -> list[Trace]:
    """Return whiskers over the days that sources report, where these reach beyond the record's."""
    whiskers = [
        (mark, mark.thing.dispute[0], mark, mark.thing.dispute[1])
        for mark in marks
        if mark.thing.dispute
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
    role: str,
    ends: Sequence[tuple[PlacedMark, Any, PlacedMark, Any]],
    line: dict[str, Any],
    **rest: Any,
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
                reference
                for one, _, other, _ in ends
                for reference in (one.reference, other.reference, None)
            ],
            "line": line,
            "hoverinfo": "skip",
            "meta": role,
            **rest,
        }
    ]


def _rounds(marks: Sequence[PlacedMark]) -> Iterator[Trace]:
    """Yield the rounds by what became of them.

    One that was held is full; what was planned is a ring: whole while open, broken where it was
    held later or under another name, crossed out where it was never held. A cancelled one is struck
    through.
    """
    groups = defaultdict(list)
    for mark in marks:
        if mark.thing.is_round:
            groups[mark.axis, mark.thing.fate].append(mark)
    for (axis, fate), group in sorted(groups.items()):
        tones = [mark.thing.tone for mark in group]
        symbols = [SYMBOLS[tone - 1] for tone in tones]
        sizes = [WIDEST.get(symbol, ROUND_SIZE) for symbol in symbols]
        shape = {"symbol": symbols, "size": sizes, "opacity": 1}
        clear = shape | {"color": CLEAR, "line": {"color": tones, "width": 0}}
        ring = shape | {
            "size": [size - OUTLINE for size in sizes],
            "line": {"color": tones, "width": OUTLINE},
            "color": "var(--ground)",
        }
        # Across its sides: cut at its corners, too, a diamond would fall to pieces.
        crosses = ["x-thin" if symbol == "diamond" else "asterisk" for symbol in symbols]
        beneath = {
            "moved": [("ring", ring), ("gaps", _strokes(crosses, 15, "var(--ground)", 2.5))],
            "never-held": [("ring", ring), ("cross", _strokes("x-thin", 13, tones, 1))],
        }
        own = {
            "held": shape | {"color": tones, "line": {"color": tones, "width": 0}},
            "moved": clear,
            "never-held": clear,
        }
        places = {"type": "scatter", "xaxis": axis, "x": [mark.x for mark in group]}
        quiet = places | {
            "mode": "markers",
            "customdata": [mark.reference for mark in group],
            "hoverinfo": "skip",
        }
        for role, marker in beneath.get(fate, []):
            yield quiet | {"marker": marker, "meta": role}
        yield places | {
            "mode": "markers+text",
            "customdata": [mark.customdata for mark in group],
            "text": [mark.thing.number for mark in group],
            "textfont": {"size": 11, "color": "var(--ground)" if fate == "held" else "var(--ink)"},
            "marker": own.get(fate, ring),
            "hoverinfo": "skip",
            "meta": "round",
            "name": fate,
        }
        if fate == "cancelled":
            yield quiet | {"marker": _strokes("line-ne", 16, tones, OUTLINE), "meta": "strike"}


def _small(
    marks: Sequence[PlacedMark], kind: str, make_marker: Callable[[list[int]], dict[str, Any]]
) -> Iterator[Trace]:
    """Yield the statements or the documents, by axis."""
    groups = defaultdict(list)
    for mark in marks:
        if mark.thing.kind == kind:
            groups[mark.axis].append(mark)
    for axis, group in sorted(groups.items()):
        yield {
            "type": "scatter",
            "mode": "markers",
            "xaxis": axis,
            "x": [mark.x for mark in group],
            "customdata": [mark.customdata for mark in group],
            "marker": make_marker([mark.thing.tone for mark in group]),
            "hoverinfo": "skip",
            "meta": kind,
            "name": kind,
        }


def _tick_marker(tones: list[int]) -> dict[str, Any]:
    return _strokes("line-ns", MARK_SIZES["statement"].size, tones, 2)


def _page_marker(tones: list[int]) -> dict[str, Any]:
    return _strokes("diamond-tall", MARK_SIZES["document"].size, tones, 1.5) | {
        "color": "var(--ground)"
    }


def _strokes(symbol: str | list[str], size: float, color: Any, width: float) -> dict[str, Any]:
    return {"symbol": symbol, "size": size, "opacity": 1, "line": {"color": color, "width": width}}
