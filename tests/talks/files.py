"""Writes selections as files, and reads them back."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Model

from talks.exports.file_format import Context, write_file
from talks.exports.formats import FORMATS
from talks.exports.rows import ROW_KINDS
from talks.exports.selections import SELECTIONS
from tests.records import ask

# Every file that the site offers.
KINDS_AND_SUFFIXES = [
    (kind, file_format.suffix) for file_format in FORMATS.values() for kind in file_format.kinds
]


def published_names(kind: str) -> list[str]:
    """Return the names of the columns of a kind's files."""
    return [column.name for column in ROW_KINDS[kind].published_columns]


def as_bytes(
    kind: str,
    suffix: str,
    things: Iterable[Model] | None = None,
    *,
    words: str = "",
    errors: Mapping[str, Sequence[str]] | None = None,
) -> bytes:
    """Return a file of things, by default of all that there are of a kind."""
    things = SELECTIONS[kind](ask()) if things is None else things
    context = Context(ROW_KINDS[kind], words, errors or {})
    return b"".join(write_file(FORMATS[suffix], things, context))


def as_json(kind: str, **options: Any) -> Any:
    return json.loads(as_bytes(kind, "json", **options))


def as_csv(kind: str, **options: Any) -> list[dict[str, str]]:
    return read_csv(as_bytes(kind, "csv", **options))


def read_csv(content: bytes) -> list[dict[str, str]]:
    """Return the rows of a CSV file by the names of its columns."""
    text = content.decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), strict=True))
