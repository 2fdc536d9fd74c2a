"""CSV (RFC 4180), in UTF-8 with the mark that spreadsheets look for."""

import csv
from collections.abc import Iterable, Iterator

from django.db.models import Model

from talks.exports.file_format import Context, Format


def write_csv(things: Iterable[Model], context: Context) -> Iterator[bytes]:
    """Write a header, then a line for each thing; CSV has no room for title and errors."""
    columns = context.kind.published_columns
    writer = csv.writer(_Echo())
    yield "\ufeff".encode() + writer.writerow([column.name for column in columns])
    for row in context.rows(things):
        yield writer.writerow([column.type.to_cell(row[column.name]) for column in columns])


class _Echo:
    """A file that hands each line back instead of storing it."""

    def write(self, line: str) -> bytes:
        return line.encode()


FORMAT = Format("csv", "CSV", "text/csv; charset=utf-8", write_csv)
