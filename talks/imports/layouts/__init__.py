"""Files in the wild: each layout makes rows of the record's kinds of them.

A new one is a module with a function `read(tables, options)`, and its entry in LAYOUTS. It gives
back tables of kinds, whose rows go the way of all others; what it leaves alone it notes in them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from talks.imports.layouts import pax, timelinejs
from talks.imports.tables import Table

Options = Mapping[str, str]


@dataclass(frozen=True)
class Layout:
    """A layout of files: what it is called, which sets of columns tell it, and how it is read."""

    label: str
    marks: tuple[frozenset[str], ...]
    read: Callable[[list[Table], Options], list[Table]]


LAYOUTS: Mapping[str, Layout] = {
    "pax": Layout("PA-X peace agreements", (pax.MARKS,), pax.read),
    "timelinejs": Layout("TimelineJS", timelinejs.MARKS, timelinejs.read),
}


def looks_like(tables: list[Table]) -> str:
    """Return the layout whose marks a table has, "" where none does."""
    for table in tables:
        for name, layout in LAYOUTS.items():
            if any(marks <= table.names for marks in layout.marks):
                return name
    return ""
