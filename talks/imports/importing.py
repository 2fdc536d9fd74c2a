"""Imports a file into the record: all of it or nothing, with a preview row by row.

A preview is the import itself, rolled back, so that the two cannot differ.
"""

from collections import deque
from collections.abc import Iterator

from django.db import connection, transaction

from talks.imports.directory import Directory
from talks.imports.faults import Unreadable
from talks.imports.kinds import IMPORT_KINDS, RELATIONS, ImportKind
from talks.imports.parsed_rows import find_unread_columns
from talks.imports.reading import FileContents
from talks.imports.report import Report
from talks.imports.tables import FileRow
from talks.imports.writing import Attribution, Writer, batches

MIN_ROWS_TO_ANALYZE = 5000  # new or changed rows, after which the planner's statistics are outdated
CHANGED = (
    "The record has changed since you looked, and the file would now do something else. Look at it "
    "again."
)


def preview(contents: FileContents, *, skip: int = 0) -> Report:
    """Report what an import would do; the record stays as it is."""
    report = Report(skip=skip)
    deque(run_import(contents, report), maxlen=0)
    return report


def run_import(
    contents: FileContents,
    report: Report,
    attribution: Attribution | None = None,
    *,
    expected_digest: str = "",
) -> Iterator[int]:
    """Write all tables and fill in the report; yield how many more rows are done.

    The transaction is rolled back without `attribution`, on any fault, or if the generator is not
    exhausted. Raises `Unreadable` if the report's digest differs from `expected_digest`, that of a
    preview, because the record has changed since.
    """
    for name in contents.ignored_names:
        report.notes[f"“{name}” is ignored: it is none of {', '.join(IMPORT_KINDS)}."] += 1
    with transaction.atomic():
        directory = Directory()
        for kind, table in contents.tables:
            yield from _write_table(Writer(kind, table, directory, report, attribution))
        if attribution is None or not report.is_correct:
            transaction.set_rollback(True)
            return
        if expected_digest not in ("", report.digest):
            raise Unreadable(CHANGED)
    if report.outcome_count >= MIN_ROWS_TO_ANALYZE:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _write_table(writer: Writer) -> Iterator[int]:
    kind, table, report = writer.kind, writer.table, writer.report
    noted_names: set[str] = set()
    _note_unread_columns(writer, set(table.columns or ()), noted_names)
    for rows in batches(table.rows()):
        names = {name for row in rows for name in row.cells}
        _note_unread_columns(writer, names, noted_names)
        for row in rows:
            report.notes.update(row.notes)
        writer.write([row for row in rows if not _is_skipped(kind, row, report)])
        yield len(rows)
    writer.finish()


def _note_unread_columns(writer: Writer, names: set[str], noted_names: set[str]) -> None:
    """Note once of each column that it is not read; adds `names` to those noted before."""
    new_names = names - noted_names
    noted_names |= new_names
    writer.report.notes.update(
        f"The column “{writer.table.file_name(name)}” is not read."
        for name in find_unread_columns(new_names, writer.kind, noted_names)
    )


def _is_skipped(kind: ImportKind, row: FileRow, report: Report) -> bool:
    """Skip what is empty, and the roles in tracks that the site's own files hold."""
    is_track_role = kind is RELATIONS and row.cells.get("object_type") == "track"
    if is_track_role:
        report.notes["Roles in tracks are not imported: edit them with their track."] += 1
    return is_track_role or not (row.faults or any(row.cells.values()))
