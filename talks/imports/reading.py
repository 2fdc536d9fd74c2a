"""Reads a file as tables of known kinds, which are chosen or follow from names and columns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import PurePath

from talks.imports import layouts
from talks.imports.faults import Unreadable
from talks.imports.files import read_tables
from talks.imports.kinds import IMPORT_KINDS, ImportKind, names_of
from talks.imports.tables import FileTable

HELP_SHEET = "how to fill it"  # the sheet of a template that explains the other sheet


@dataclass(frozen=True)
class FileContents:
    """The tables of a file, each with the kind of its rows, and the names of those ignored."""

    tables: list[tuple[ImportKind, FileTable]]
    ignored_names: list[str] = field(default_factory=list)


def read_file(
    name: str,
    content: bytes,
    *,
    kind: str = "",
    encoding: str = "",
    layout: str = "",
    options: Mapping[str, str] | None = None,
) -> FileContents:
    """Return the tables of a file, each with the kind of its rows, in the order of `IMPORT_KINDS`.

    Raises `Unreadable` if the file cannot be read, or if it is not clear what its rows are.
    """
    tables = read_tables(name, content, encoding)
    if layout:
        tables = layouts.LAYOUTS[layout].read(tables, {**(options or {}), "kind": kind})
        kind = ""
    elif found_layout := layouts.find_layout(tables):
        label = layouts.LAYOUTS[found_layout].label
        raise Unreadable(f"This is a file of {label}: choose that as its layout ({found_layout}).")
    elif len(tables) == 1:
        return FileContents([(_find_kind(tables[0], kind or tables[0].kind, name), tables[0])])
    pairs = [
        (import_kind, table)
        for import_kind in IMPORT_KINDS.values()
        for table in tables
        if table.kind == import_kind.name and kind in ("", import_kind.name)
    ]
    if not pairs:
        names = ", ".join(f"“{table.kind}”" for table in tables)
        needed = kind or ", ".join(IMPORT_KINDS)
        raise Unreadable(
            f"Its tables have the names {names}: name them {needed}, or leave only one in the file."
        )
    read = [table for _, table in pairs]
    ignored_names = [table.kind for table in tables if table not in read]
    return FileContents(pairs, [name for name in ignored_names if name != HELP_SHEET])


def _find_kind(table: FileTable, kind_name: str, file_name: str) -> ImportKind:
    """Return the kind of a table by a name of it, by the name of the file, or by its columns."""
    if kind_name in IMPORT_KINDS:
        return IMPORT_KINDS[kind_name]
    stem = PurePath(file_name).stem.lower()
    in_name = [kind for kind in IMPORT_KINDS.values() if kind.name in stem]
    if len(in_name) == 1:
        return in_name[0]
    names = table.column_names
    scores = {
        kind.name: len(names & set(kind.columns_by_name)) - len(_missing_columns(kind, names))
        for kind in IMPORT_KINDS.values()
    }
    by_score = sorted(scores, key=lambda name: -scores[name])
    best = list(takewhile(lambda name: scores[name] == scores[by_score[0]], by_score))
    if len(best) > 1 or _missing_columns(IMPORT_KINDS[best[0]], names):
        raise Unreadable(
            "Its columns do not say what its rows are: as their kind, choose one of "
            f"{', '.join(IMPORT_KINDS)}."
        )
    return IMPORT_KINDS[best[0]]


def _missing_columns(kind: ImportKind, names: set[str]) -> list[str]:
    return [
        column.name for column in kind.columns if column.is_needed and not names & names_of(column)
    ]
