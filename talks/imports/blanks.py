"""Empty files to be filled in, one for each kind of row and each format."""

import csv
import io
import json
from collections.abc import Callable, Mapping

import yaml
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from talks.imports.importing import HOW_TO
from talks.imports.kinds import ImportKind

TEXT = "@"  # the number format by which Excel leaves what is typed as it is
FILLED = 1000  # rows that are formatted so


def _csv(kind: ImportKind) -> bytes:
    lines = io.StringIO()
    csv.writer(lines).writerow(column.name for column in kind.columns)
    return lines.getvalue().encode("utf-8-sig")


def _workbook(kind: ImportKind) -> bytes:
    """Write two sheets: one to be filled in, as text, and one that says what each column takes."""
    book = Workbook()
    sheet, told = book.worksheets[0], book.create_sheet(HOW_TO)
    sheet.title = kind.name
    told.append(["column", "needed", "what it takes"])
    for place, column in enumerate(kind.columns, start=1):
        sheet.cell(1, place, column.name).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = 24
        for row in range(2, FILLED):
            sheet.cell(row, place).number_format = TEXT
        told.append([column.name, "yes" if column.is_needed else "", column.how_to_fill])
    sheet.freeze_panes = "A2"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _json(kind: ImportKind) -> bytes:
    return json.dumps(_entry(kind), indent=2).encode()


def _yaml(kind: ImportKind) -> bytes:
    lines = [
        f"# {column.name}: {column.how_to_fill}" for column in kind.columns if column.how_to_fill
    ]
    entry = yaml.safe_dump(_entry(kind), sort_keys=False)
    return "\n".join([*lines, entry]).encode()


def _entry(kind: ImportKind) -> Mapping[str, list[dict[str, str]]]:
    return {kind.name: [{column.name: "" for column in kind.columns}]}


FORMATS: Mapping[str, tuple[str, Callable[[ImportKind], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", _csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _workbook),
    "json": ("application/json", _json),
    "yaml": ("application/yaml", _yaml),
}
