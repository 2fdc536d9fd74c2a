"""Files of other projects: each layout translates them into tables of the record's own kinds.

A new layout is a module with a function `read(tables, options)`, and its entry in `LAYOUTS`. The
tables that it returns are imported as all others; their rows note what the layout ignored.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from talks.imports.layouts import pax, timelinejs
from talks.imports.tables import FileTable

Options = Mapping[str, str]


@dataclass(frozen=True)
class Layout:
    """A layout of files: its name, and how it is read.

    A table that has all columns of one of `column_sets` is of this layout.
    """

    label: str
    column_sets: tuple[frozenset[str], ...]
    read: Callable[[list[FileTable], Options], list[FileTable]]


LAYOUTS: Mapping[str, Layout] = {
    "pax": Layout("PA-X peace agreements", (pax.COLUMNS,), pax.read),
    "timelinejs": Layout("TimelineJS", timelinejs.COLUMN_SETS, timelinejs.read),
}


def find_layout(tables: list[FileTable]) -> str:
    """Return the name of the layout whose columns a table has, "" if there is none."""
    for table in tables:
        for name, layout in LAYOUTS.items():
            if any(columns <= table.column_names for columns in layout.column_sets):
                return name
    return ""
