"""Files for the tests of the import: tables in each format, and what becomes of them."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook

from actors.models import Actor
from talks.imports import importing
from talks.imports.reading import read_file
from talks.imports.report import Report
from talks.imports.writing import Attribution
from talks.models import Source
from tests.factories import make_actor, make_source

Entries = Sequence[Mapping[str, Any]]
ATTRIBUTION = Attribution(None, "From a file")


def as_csv(entries: Entries, *, encoding: str = "utf-8", **form: Any) -> bytes:
    """Write a CSV file whose head names the columns of the first entry."""
    lines = io.StringIO(newline="")
    writer = csv.DictWriter(lines, list(entries[0]), **form)
    writer.writeheader()
    writer.writerows(entries)
    return lines.getvalue().encode(encoding)


def as_xlsx(rows: Iterable[Iterable[Any]], *, title: str = "Sheet1") -> bytes:
    """Write a workbook of one sheet."""
    book = Workbook()
    book.worksheets[0].title = title
    for row in rows:
        book.worksheets[0].append(list(row))
    return save_workbook(book)


def save_workbook(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def statement_row(number: int = 1, **fields: Any) -> dict[str, Any]:
    """Return a row for a new statement; `make_speaker_and_source` must have run."""
    return {
        "slug": f"said-{number}",
        "speaker": "russia",
        "kind": "demand",
        "date": "2017-02-16",
        "summary": f"Demands the thing numbered {number}.",
        "citations": "paper @ 1.2 (summary, date)",
    } | fields


def make_speaker_and_source() -> tuple[Actor, Source]:
    """Make the speaker and the source that `statement_row` names."""
    return make_actor(slug="russia", name="Russia"), make_source(slug="paper")


def preview_file(content: bytes, name: str = "statements.csv", **options: Any) -> Report:
    return importing.preview(read_file(name, content, **options))


def import_file(content: bytes, name: str = "statements.csv", **options: Any) -> Report:
    report = Report()
    for _ in importing.run_import(read_file(name, content, **options), report, ATTRIBUTION):
        pass
    return report


def fault_places(report: Report) -> list[tuple[int, str, str]]:
    """Return where a report finds something wrong: row, column, value."""
    return [(fault.row, fault.column, fault.value) for fault in report.faults]
