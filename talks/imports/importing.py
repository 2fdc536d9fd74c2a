"""A file into the record: all of it or nothing, told row by row before.

What would become of a file is found by importing it and undoing that: what a preview tells and what
is done in the end cannot differ.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import PurePath

from django.db import connection, transaction

from talks.imports import layouts
from talks.imports.directory import Directory
from talks.imports.entries import unread
from talks.imports.faults import Unreadable
from talks.imports.files import tables
from talks.imports.kinds import IMPORT_KINDS, RELATIONS, ImportKind, names_of
from talks.imports.report import Report
from talks.imports.tables import Row, Table
from talks.imports.writing import Keeping, Writer, batches

HOW_TO = "how to fill it"  # the sheet of a template that explains the other
MANY = 5000  # rows after which the database is asked to look at its tables anew

CHANGED = (
    "The record has changed since you looked: what the file would do now is another thing. Look "
    "at it again."
)


class _Undone(Exception):
    """Undoes what was only to be looked at, or what is wrong."""


@dataclass(frozen=True)
class Reading:
    """What a file holds: tables with the kind of their rows, and the names of what is left out."""

    tables: list[tuple[ImportKind, Table]]
    left: list[str] = field(default_factory=list)


def preview(reading: Reading, *, skip: int = 0) -> Report:
    """Tell what an import would do; the record stays as it is."""
    report = Report(skip=skip)
    deque(run(reading, report), maxlen=0)
    return report


def run(
    reading: Reading, report: Report, keeping: Keeping | None = None, *, looked_at: str = ""
) -> Iterator[int]:
    """Write all tables and fill in the report; yield how many rows more are done.

    Without `keeping`, or where anything is wrong, all is undone in the end; as it is where nobody
    walks to the end. With `looked_at`, the digest of a preview, `Unreadable` is raised where the
    record has changed what the import would do since then.
    """
    for name in reading.left:
        report.notes[f"“{name}” is left out: it is none of {', '.join(IMPORT_KINDS)}."] += 1
    try:
        with transaction.atomic():
            directory = Directory()
            for kind, table in reading.tables:
                yield from _write(Writer(kind, table, directory, report, keeping))
            if keeping is None or not report.is_right:
                raise _Undone
            if looked_at not in ("", report.digest):
                raise Unreadable(CHANGED)
    except _Undone:
        return
    if report.counts["new"] + report.counts["changed"] >= MANY:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # what the planner knows of the tables is outdated


def _write(writer: Writer) -> Iterator[int]:
    kind, table, report = writer.kind, writer.table, writer.report
    seen: set[str] = set()
    _note_unread(writer, set(table.columns or ()), seen)
    for rows in batches(table.rows()):
        _note_unread(writer, {name for row in rows for name in row.cells}, seen)
        for row in rows:
            report.notes.update(row.notes)
        writer.write([row for row in rows if not _is_passed_over(kind, row, report)])
        yield len(rows)
    writer.finish()


def _note_unread(writer: Writer, names: set[str], seen: set[str]) -> None:
    """Tell once of each column that is not read; `seen` are those before, and then these too."""
    new = names - seen
    seen |= new
    writer.report.notes.update(
        f"The column “{writer.table.theirs.get(name, name)}” is not read."
        for name in unread(new, writer.kind, seen)
    )


def _is_passed_over(kind: ImportKind, row: Row, report: Report) -> bool:
    """Leave out what is empty, and the roles in tracks that the site's own files tell."""
    is_role = kind is RELATIONS and row.cells.get("object_type") == "track"
    if is_role:
        report.notes["Roles in tracks are not imported: edit them with their track."] += 1
    return is_role or not (row.faults or any(row.cells.values()))


# What kinds of rows a file holds -----------------------------------------------------------------


def read(
    name: str,
    content: bytes,
    *,
    kind: str = "",
    encoding: str = "",
    layout: str = "",
    options: Mapping[str, str] | None = None,
) -> Reading:
    """Return the tables of a file, each with the kind of its rows, in the order of `IMPORT_KINDS`.

    Raises `Unreadable` where the file, or what its rows are, cannot be told.
    """
    found = tables(name, content, encoding)
    if layout:
        found = layouts.LAYOUTS[layout].read(found, {**(options or {}), "kind": kind})
        kind = ""
    elif seems := layouts.looks_like(found):
        label = layouts.LAYOUTS[seems].label
        raise Unreadable(f"This is a file of {label}: choose that as its layout ({seems}).")
    elif len(found) == 1:
        return Reading([(_kind(found[0], kind or found[0].kind, name), found[0])])
    by_kind = [
        (IMPORT_KINDS[known], table)
        for known in IMPORT_KINDS
        for table in found
        if table.kind == known
    ]
    if kind:
        by_kind = [pair for pair in by_kind if pair[0].name == kind]
    if not by_kind:
        told = ", ".join(f"“{table.kind}”" for table in found)
        wanted = kind or ", ".join(IMPORT_KINDS)
        raise Unreadable(f"Its tables are called {told}: name them {wanted}, or leave one alone.")
    taken = [table for _, table in by_kind]
    left = [table.kind for table in found if table not in taken]
    return Reading(by_kind, [name for name in left if name != HOW_TO])


def _kind(table: Table, said: str, name: str) -> ImportKind:
    """Return the kind by what is said of it, by the name of the file, or by its columns."""
    if said in IMPORT_KINDS:
        return IMPORT_KINDS[said]
    stem = PurePath(name).stem.lower()
    begun = [kind for kind in IMPORT_KINDS.values() if kind.name in stem]
    if len(begun) == 1:
        return begun[0]
    names = table.names
    fit = {
        kind.name: len(names & set(kind.columns_by_name)) - len(_missing(kind, names))
        for kind in IMPORT_KINDS.values()
    }
    best = sorted(fit, key=lambda one: -fit[one])
    alike = list(takewhile(lambda one: fit[one] == fit[best[0]], best))
    if len(alike) > 1 or _missing(IMPORT_KINDS[best[0]], names):
        raise Unreadable(
            "From its columns it cannot be told what its rows are: as their kind, choose one of "
            f"{', '.join(IMPORT_KINDS)}."
        )
    return IMPORT_KINDS[best[0]]


def _missing(kind: ImportKind, names: set[str]) -> list[str]:
    return [
        column.name for column in kind.columns if column.is_needed and not names & names_of(column)
    ]
