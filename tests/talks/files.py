"""Writes selections as files, and reads them back."""

import csv
import io
import json
from typing import Any

from talks.exports.rows import export
from talks.exports.selections import SELECTIONS
from tests.records import asked


def as_text(kind: str, file_format: str, things: Any = None, **details: Any) -> str:
    """Write a file of a kind of rows; without things, of all in the record."""
    things = SELECTIONS[kind](asked()) if things is None else things
    return "".join(export(kind, file_format, things, **{"words": "", "errors": {}} | details))


def as_json(kind: str, **options: Any) -> Any:
    return json.loads(as_text(kind, "json", **options))


def as_csv(kind: str, **options: Any) -> list[dict[str, str]]:
    text = as_text(kind, "csv", **options)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), strict=True))
